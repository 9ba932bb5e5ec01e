/** Serial ports behind a socket of the host, which are for one at a time. */
import type { CallOptions, Channel, Endpoint } from '../channel/channel.ts';
import { fail } from '../model/failure.ts';
import type { BytePipe } from '../model/pipe.ts';
import { noticed } from './noticed.ts';

/** Those that are open here: a second one is let in, and never heard. */
const opened = new WeakMap<Channel, Set<string>>();

/** `key` names it on its host. @throws Failure busy, socket-gone, refused */
export async function openSerial(
  on: Channel,
  at: Endpoint,
  key: string,
  options: CallOptions,
): Promise<BytePipe> {
  const ours = opened.get(on) ?? new Set();
  opened.set(on, ours);
  if (ours.has(key))
    throw fail('busy', 'This serial console is open here already.', 'Use the open one, or close it first.');
  ours.add(key);
  try {
    return noticed(await on.connect(at, options), () => ours.delete(key));
  } catch (caught) {
    ours.delete(key);
    throw caught;
  }
}
