/** Who is connected to a unix socket of a host. */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import { execAsAllowed } from '../config/account.ts';

/** iproute2's ss; nothing where it is not installed. */
export const HOLDER_SCRIPT = 'ss -xnpH state established 2>/dev/null | head -c 1048576; exit 0';

/**
 * The program at the other end of `path`, e.g. `socat (pid 4711)`. Columns of ss 6.1: type, queues, local address and
 * inode, peer address and inode, users.
 */
export function holderIn(output: string, path: string): string | undefined {
  const rows = output.split('\n').map((line) => {
    const [, local = '', inode, peer, users] =
      /^\S+\s+\d+\s+\d+\s+(.*?)\s+(\d+)\s+\S+\s+(\d+)\s*(?:users:\((.*)\))?/.exec(line) ?? [];
    return { local, inode, peer, users };
  });
  const ours = rows.find(({ local }) => local === path);
  const other = rows.find(({ inode }) => ours?.peer !== undefined && inode === ours.peer);
  const [, name, pid] = /\("(.*?)",pid=(\d+)/.exec(other?.users ?? '') ?? [];
  return name === undefined ? undefined : `${name} (pid ${pid})`;
}

export async function holderOf(on: Channel, path: string, options: CallOptions): Promise<string | undefined> {
  const { stdout } = await execAsAllowed(on, ['sh', '-c', HOLDER_SCRIPT], options);
  return holderIn(stdout, path);
}
