/** One question to a host for all who ask it in the same moment. */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import { fail } from '../../model/failure.ts';

/** Who asks before it is sent shares the answer; later that could be from before what they want to see. */
export function sharedLook<T>(
  ask: (on: Channel) => Promise<T>,
): (on: Channel, options: CallOptions) => Promise<T> {
  const coming = new WeakMap<Channel, Promise<T>>();
  const begin = (on: Channel): Promise<T> => {
    const begun = new Promise<void>((go) => setImmediate(go)).then(() => {
      coming.delete(on);
      return ask(on);
    });
    coming.set(on, begun);
    return begun;
  };
  return async (on, { signal }) => {
    if (signal?.aborted) throw fail('aborted', 'Stopped on request.');
    const answer = coming.get(on) ?? begin(on);
    if (signal === undefined) return await answer;
    let stop = (): void => {};
    const stopped = new Promise<never>((_, reject) => {
      stop = () => reject(signal.reason);
      signal.addEventListener('abort', stop, { once: true });
    });
    try {
      return await Promise.race([answer, stopped]);
    } finally {
      signal.removeEventListener('abort', stop);
      answer.catch(() => {});
    }
  };
}
