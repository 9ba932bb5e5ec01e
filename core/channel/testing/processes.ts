/** The processes of this machine, read from /proc. */
import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessInfo {
  readonly pid: number;
  readonly ppid: number;
  readonly state: string;
  readonly argv: string;
}

function read(pid: string): ProcessInfo[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = '', ppid = '0'] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const argv = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return [{ pid: Number(pid), ppid: Number(ppid), state, argv }];
  } catch {
    return [];
  }
}

/** All but zombies, which a container's init may leave for long. */
export const processes = (): ProcessInfo[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(read)
    .filter(({ state }) => state !== 'Z' && state !== 'X');

/** Those whose command line has the word; shells that merely mention it on their way count too. */
export const processesWith = (word: string): ProcessInfo[] =>
  processes().filter(({ argv }) => argv.includes(word));

export function descendants(pid: number): ProcessInfo[] {
  const all = processes();
  const below = (parent: number): ProcessInfo[] =>
    all.filter(({ ppid }) => ppid === parent).flatMap((each) => [each, ...below(each.pid)]);
  return below(pid);
}

export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone already.
  }
}
