/** Waiting with a limit and an abort signal. */
import { fail } from '../model/failure.ts';

export const stopped = (): Error => fail('aborted', 'Stopped on request.');

/** Resolves with `undefined` when `ms` have passed first. @throws Failure aborted */
export async function within<T>(wait: Promise<T>, ms: number, signal?: AbortSignal): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  let leave = (): void => {};
  const over = new Promise<undefined>((resolve, reject) => {
    timer = setTimeout(() => resolve(undefined), Math.max(0, ms));
    leave = () => reject(stopped());
    if (signal?.aborted) leave();
    else signal?.addEventListener('abort', leave);
  });
  try {
    return await Promise.race([wait, over]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', leave);
  }
}

/** @throws Failure aborted */
export const delay = async (ms: number, signal?: AbortSignal): Promise<void> => {
  await within(new Promise<never>(() => {}), ms, signal);
};

/** What `work` comes to, unless the signal ends first: then its reason is thrown, and the work left alone. */
export async function unlessStopped<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return await work;
  let stop = (): void => {};
  const ended = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, ended]);
  } finally {
    signal.removeEventListener('abort', stop);
    work.catch(() => {});
  }
}
