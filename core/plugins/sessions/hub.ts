/** What is known of the sessions of one host: one look for all plugins of sessions that ask in the same moment. */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import { fail } from '../../model/failure.ts';
import { LIST_SCRIPT, parseSessions, type Seen } from './processes.ts';

const looks = new WeakMap<Channel, Promise<Seen | null>>();

/** Who asks before the look begins shares it; later it could be from before what they want to see. */
async function look(on: Channel): Promise<Seen | null> {
  const shared = looks.get(on);
  if (shared !== undefined) return await shared;
  const begun = new Promise<void>((go) => setImmediate(go)).then(async () => {
    looks.delete(on);
    const { stdout } = await on.exec(['sh', '-c', LIST_SCRIPT], { maxBytes: 32 * 2 ** 20 });
    if (stdout.startsWith('no-proc')) return null;
    const seen = parseSessions(stdout);
    if (seen !== null) return seen;
    throw fail('unexpected-output', `${on.name} does not tell its processes.`, undefined, {
      output: stdout.slice(0, 500),
    });
  });
  looks.set(on, begun);
  return await begun;
}

const NOBODY: Seen = { processes: [], connected: [] };

/** @throws Failure unexpected-output, and the connection's */
export async function sessionsOn(on: Channel, { signal }: CallOptions = {}): Promise<Seen> {
  if (signal?.aborted) throw fail('aborted', 'Stopped on request.');
  const coming = look(on);
  if (signal === undefined) return (await coming) ?? NOBODY;
  let stop = (): void => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return (await Promise.race([coming, stopped])) ?? NOBODY;
  } finally {
    signal.removeEventListener('abort', stop);
    coming.catch(() => {});
  }
}
