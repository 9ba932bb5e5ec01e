/** What runs in a pid namespace, read from /proc of this machine. Zombies count as gone. */
import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';

export interface LabProcess {
  /** As this machine counts. */
  readonly pid: number;
  /** As the host itself counts. */
  readonly innerPid: number;
  readonly parent: number;
  readonly uid: number;
  /** R S D T t I ... as in proc(5); never Z or X. */
  readonly state: string;
  readonly name: string;
  readonly argv: readonly string[];
}

/** One line of /proc/PID/status per key; null when the process has gone or cannot be read. */
function readStatus(pid: number): ReadonlyMap<string, string> | null {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8');
    return new Map(
      text.split('\n').map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon), line.slice(colon + 1).trim()] as const;
      }),
    );
  } catch {
    return null;
  }
}

export function readProcess(pid: number): LabProcess | null {
  const status = readStatus(pid);
  const state = status?.get('State')?.charAt(0) ?? 'X';
  if (status === null || state === 'Z' || state === 'X') return null;
  const last = (key: string) => Number(status.get(key)?.split(/\s+/).at(-1) ?? 0);
  try {
    const argv = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
    return {
      pid,
      innerPid: last('NSpid'),
      parent: last('PPid'),
      uid: Number(status.get('Uid')?.split(/\s+/)[0] ?? -1),
      state,
      name: status.get('Name') ?? '',
      argv,
    };
  } catch {
    return null;
  }
}

function namespaceOf(pid: number, kind: 'pid' | 'net'): string | null {
  try {
    return readlinkSync(`/proc/${pid}/ns/${kind}`);
  } catch {
    return null;
  }
}

export function isAlive(pid: number): boolean {
  return readProcess(pid) !== null;
}

/**
 * Nothing of it holds a file any more. One that was killed has no command line, and its first thread may be a zombie,
 * before its last thread has let go of its sockets and devices.
 */
export function isGone(pid: number): boolean {
  try {
    return readdirSync(`/proc/${pid}/task`).every((thread) => readProcess(Number(thread)) === null);
  } catch {
    return true;
  }
}

/** All processes in the pid namespace of `init`, `init` itself left out. */
export function processesBeside(init: number): readonly LabProcess[] {
  const namespace = namespaceOf(init, 'pid');
  if (namespace === null) return [];
  return allPids()
    .filter((pid) => pid !== init && namespaceOf(pid, 'pid') === namespace)
    .flatMap((pid) => readProcess(pid) ?? []);
}

/** How /proc/PID/ns/net names a namespace of `ip netns`. */
export function netnsId(name: string): string {
  return `net:[${statSync(`/run/netns/${name}`).ino}]`;
}

/** Processes in one of the network namespaces, or whose file tree is a host's below `state`. */
export function processesOfLab(state: string, netnsIds: ReadonlySet<string>): readonly number[] {
  return allPids()
    .filter((pid) => netnsIds.has(namespaceOf(pid, 'net') ?? '') || hasTreeOf(pid, state))
    .filter(isAlive);
}

/** A process and all below it. */
export function processTree(pid: number): readonly number[] {
  const all = allPids().flatMap((each) => readProcess(each) ?? []);
  const below = (parent: number): readonly number[] =>
    all.filter((each) => each.parent === parent).flatMap((each) => [each.pid, ...below(each.pid)]);
  return [pid, ...below(pid)];
}

/** Processes with this text in their command line, this one left out. */
export function processesNaming(text: string): readonly number[] {
  return allPids().filter(
    (pid) => pid !== process.pid && readProcess(pid)?.argv.some((word) => word.includes(text)),
  );
}

/** True when an overlay with its changes below `state` is mounted where the process lives. */
function hasTreeOf(pid: number, state: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/mountinfo`, 'utf8').includes(`upperdir=${state}/`);
  } catch {
    return false;
  }
}

function allPids(): readonly number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number);
}

/** Sends a signal; a process that has gone meanwhile is no error. */
export function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}
