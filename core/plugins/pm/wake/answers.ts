/** Whether a host answers, as another one sees it: to ping, and with its sshd. */
import type { Channel } from '../../../channel/channel.ts';
import { toFailure } from '../../../model/failure.ts';
import { plain } from '../lines.ts';

/** ms a try may take. */
const PATIENCE = 3000;
const MOST_BANNER = 1024;

/** null: it cannot be asked from there, for want of a tool or of rights. */
export async function pings(from: Channel, address: string, signal: AbortSignal): Promise<boolean | null> {
  const argv = ['env', 'LC_ALL=C', 'ping', '-n', '-c', '1', address];
  // Who looks may be slow to begin with it, too.
  const late = AbortSignal.any([signal, AbortSignal.timeout(2 * PATIENCE)]);
  try {
    const { code, stdout, stderr } = await from.exec(argv, { signal: late, timeout: PATIENCE });
    if (code === 0) return true;
    const unable =
      code === 126 ||
      code === 127 ||
      (stdout.trim() === '' && /not permitted|denied|cap_net_raw/i.test(stderr));
    return unable ? null : false;
  } catch (caught) {
    return late.aborted && !signal.aborted ? false : noAnswer(caught, signal);
  }
}

/** The first line of its sshd; undefined: there is none. */
export async function sshBanner(
  from: Channel,
  address: string,
  port: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  const late = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
  try {
    const pipe = await from.connect({ host: address, port }, { signal: late });
    const leave = (): void => pipe.close();
    late.addEventListener('abort', leave, { once: true });
    try {
      let said = '';
      for await (const chunk of pipe.bytes) {
        said += Buffer.from(chunk).toString('latin1');
        if (said.includes('\n') || said.length > MOST_BANNER) break;
      }
      return said.startsWith('SSH-') ? plain(said.split('\n')[0] ?? '') : undefined;
    } finally {
      late.removeEventListener('abort', leave);
      pipe.close();
    }
  } catch (caught) {
    noAnswer(caught, signal);
    return undefined;
  }
}

/** What fails is no answer; only the end of the job ends it. @throws the signal's reason */
function noAnswer(caught: unknown, signal: AbortSignal): false {
  if (signal.aborted) throw signal.reason;
  if (toFailure(caught).code === 'bug') throw caught;
  return false;
}
