/** One question to a host for all who ask it in the same moment. */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import { stopped, unlessStopped } from '../wait.ts';

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
    if (signal?.aborted) throw stopped();
    return await unlessStopped(coming.get(on) ?? begin(on), signal);
  };
}
