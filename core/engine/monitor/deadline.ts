/** Ends waiting, whether or not the one waited for listens to its signal. */
import { setMaxListeners } from 'node:events';
import { fail } from '../../model/failure.ts';

/**
 * Runs `work` with a signal that ends with `signal` or after `ms`, which starts anew while `hold()` says so. @throws Failure timeout, the signal's reason, or
 * what `work` throws
 */
export async function withDeadline<T>(
  work: (signal: AbortSignal) => Promise<T>,
  ms: number,
  what: string,
  signal: AbortSignal,
  hold: () => boolean = () => false,
): Promise<T> {
  signal.throwIfAborted();
  const own = new AbortController();
  // A host has as many monitors as guests, and all of them are asked at once.
  setMaxListeners(0, own.signal);
  let end = (_reason: unknown): void => {};
  const ended = new Promise<never>((_, reject) => {
    end = (reason) => {
      reject(reason);
      own.abort(reason);
    };
  });
  const seconds = Math.round(ms / 1000);
  const late = (): void => {
    if (hold()) timer = setTimeout(late, ms);
    else end(fail('timeout', `${what} took more than ${seconds} s.`, 'Refresh the host.'));
  };
  let timer = setTimeout(late, ms);
  const stop = (): void => end(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work(own.signal), ended]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/** Waits for `work`, or leaves it alone and throws the signal's reason. */
export async function unless<T>(signal: AbortSignal | undefined, work: Promise<T>): Promise<T> {
  if (signal === undefined) return await work;
  let stop = (): void => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
  });
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
