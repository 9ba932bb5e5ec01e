/** Who is connected to a unix socket of a host, and how it is made to let go. */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import { execAsAllowed } from '../config/account.ts';

/** iproute2's ss; nothing where it is not installed. */
export const HOLDER_SCRIPT = 'ss -xnpH state established 2>/dev/null | head -c 1048576; exit 0';

/** A program at the other end. */
export interface Holder {
  readonly name: string;
  readonly pid: number;
  readonly user?: string;
  /** epoch ms: it runs since then. */
  readonly since?: number;
}

/**
 * The program at the other end of `path`. Columns of ss 6.1: type, queues, local address and inode, peer address and
 * inode, users.
 */
export function holderIn(output: string, path: string): Holder | undefined {
  const rows = output.split('\n').map((line) => {
    const [, local = '', inode, peer, users] =
      /^\S+\s+\d+\s+\d+\s+(.*?)\s+(\d+)\s+\S+\s+(\d+)\s*(?:users:\((.*)\))?/.exec(line) ?? [];
    return { local, inode, peer, users };
  });
  const ours = rows.find(({ local }) => local === path);
  const other = rows.find(({ inode }) => ours?.peer !== undefined && inode === ours.peer);
  const [, name, pid] = /\("(.*?)",pid=(\d+)/.exec(other?.users ?? '') ?? [];
  return name === undefined ? undefined : { name, pid: Number(pid) };
}

export async function holderOf(on: Channel, path: string, options: CallOptions): Promise<Holder | undefined> {
  const { stdout } = await execAsAllowed(on, ['sh', '-c', HOLDER_SCRIPT], options);
  const holder = holderIn(stdout, path);
  if (holder === undefined) return undefined;
  const said = await on.exec(['ps', '-o', 'user=,etimes=', '-p', String(holder.pid)], {
    ...options,
    maxBytes: 4096,
  });
  const [, user, seconds] = /^\s*(\S+)\s+(\d+)\s*$/.exec(said.stdout) ?? [];
  return user === undefined ? holder : { ...holder, user, since: Date.now() - Number(seconds) * 1000 };
}

/** What carries more than this one console: sshd all of somebody's connection, libvirt's helpers all guests. */
const CARRIERS = /^(?:sshd|libvirt|virt|qemu)/;

export const canBeEnded = ({ name }: Holder): boolean => !CARRIERS.test(name);

/** $1 pid, $2 its name: by then the number may be another's. */
const END_SCRIPT = '[ "$(ps -o comm= -p "$1")" = "$2" ] && kill "$1"; exit 0';

/** It is asked to end. Where it is somebody else's and we have no rights nothing happens. */
export async function endHolder(on: Channel, { pid, name }: Holder, options: CallOptions): Promise<void> {
  await execAsAllowed(on, ['sh', '-c', END_SCRIPT, 'sh', String(pid), name], options);
}
