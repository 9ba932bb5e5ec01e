/** The QEMU processes of a host: one script that reads /proc, and the parser of what it prints. */
import { isQemu } from './cmdline.ts';
import { type Counted, parseStats, STATS } from './domstats.ts';

export interface QemuProcess {
  readonly pid: number;
  readonly parent: number;
  readonly uid: number;
  readonly user: string;
  readonly argv: readonly string[];
  readonly cwd?: string;
  /** The program itself, where the rights allow to know. */
  readonly exe?: string;
  /** Clock ticks after boot; with the pid it names the process for good. */
  readonly startTicks: number;
  /** Processor time used, clock ticks. */
  readonly cpuTicks: number;
  /** Bytes. */
  readonly rss: number;
}

export interface Snapshot {
  /** Seconds since boot. */
  readonly uptime: number;
  /** Boot, seconds since the epoch. */
  readonly bootTime: number;
  readonly ticksPerSecond: number;
  readonly processes: readonly QemuProcess[];
  /** Bytes through each interface that a program is the other end of (tap), both ways, since it is there. */
  readonly traffic: ReadonlyMap<string, number>;
  /** What libvirt counts of its guests, by name. */
  readonly counted: ReadonlyMap<string, Counted>;
}

/**
 * Candidates are all whose command line mentions QEMU: grep takes one process for all. Those in a PID namespace below
 * ours belong to the system inside (a container), whose files this one does not see. Everything a guest's owner can
 * choose comes in base64. At most 512 candidates of at most 128 KiB. $1: `libvirt` where it has guests: other hosts are
 * spared its processes.
 */
export const LIST_SCRIPT = `
export LC_ALL=C
[ -r /proc/stat ] || { echo 'no-proc'; exit 0; }
read -r up _ </proc/uptime
while read -r key value _; do [ "$key" = btime ] && boot=$value; done </proc/stat
echo "H $up $boot $(getconf CLK_TCK 2>/dev/null || echo 100) $(getconf PAGESIZE 2>/dev/null || echo 4096)"
[ "$1" = libvirt ] && ${STATS}
while read -r line; do
  name=\${line%%:*}
  [ -e "/sys/class/net/$name/tun_flags" ] || continue
  set -- \${line#*:}
  echo "I $name $1 $9"
done </proc/net/dev 2>/dev/null
depth() { d=1; u=; while read -r key v w x; do case $key in
  Uid:) u=$v ;; NSpid:) set -- $v $w $x; d=$# ;; esac; done <"$1" 2>/dev/null; }
depth /proc/self/status
own=$d
n=0
for f in $(grep -lE 'qemu-(system-|kvm)|(^|/)kvm' /proc/[0-9]*/cmdline 2>/dev/null); do
  p=\${f%/cmdline}
  depth "$p/status"
  [ "$d" = "$own" ] && [ -n "$u" ] || continue
  n=$((n + 1)); [ "$n" -le 512 ] || break
  echo "P \${p#/proc/} $u $(id -nu "$u" 2>/dev/null || echo "$u")"
  echo C; head -c 131072 "$f" 2>/dev/null | base64
  echo S; base64 <"$p/stat" 2>/dev/null
  echo D; readlink "$p/cwd" 2>/dev/null | base64
  echo X; readlink "$p/exe" 2>/dev/null | base64
done
`;

const decode = (lines: readonly string[]): string => Buffer.from(lines.join(''), 'base64').toString('utf8');

/** The fields of proc(5) stat behind the name, which may contain anything. */
function statFields(text: string): readonly string[] {
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

interface Section {
  readonly head: string;
  readonly parts: ReadonlyMap<string, readonly string[]>;
}

function sections(lines: readonly string[]): Section[] {
  const found: { head: string; parts: Map<string, string[]> }[] = [];
  let part: string[] = [];
  for (const line of lines) {
    if (line.startsWith('P ')) found.push({ head: line, parts: new Map() });
    else if (/^[CSDX]$/.test(line)) {
      part = [];
      found.at(-1)?.parts.set(line, part);
    } else part.push(line);
  }
  return found;
}

const trimEnd = (path: string): string => path.replace(/\n$/, '');

/** It only tells of itself and ends, which on slow hosts takes its time. */
const isQuestion = (word: string): boolean => /^--?(version|help|h)$/.test(word);

function processOf({ head, parts }: Section, pageSize: number): QemuProcess | null {
  const [, pid, uid, ...user] = head.split(' ');
  const argv = decode(parts.get('C') ?? [])
    .split('\0')
    .slice(0, -1);
  const stat = statFields(decode(parts.get('S') ?? []));
  // proc(5): 3 state, 4 parent, 14 utime, 15 stime, 22 starttime, 24 rss; the first here is 3.
  const [state] = stat;
  if (!isQemu(argv[0] ?? '') || argv.some(isQuestion) || state === undefined || /^[ZXx]?$/.test(state))
    return null;
  const number = (field: number): number => Number(stat[field - 3] ?? Number.NaN);
  const numbers = [Number(pid), Number(uid), number(22), number(14) + number(15), number(24), number(4)];
  if (numbers.some((value) => !Number.isFinite(value))) return null;
  const [id = 0, owner = 0, startTicks = 0, cpuTicks = 0, pages = 0, parent = 0] = numbers;
  const cwd = trimEnd(decode(parts.get('D') ?? []));
  const exe = trimEnd(decode(parts.get('X') ?? []));
  return {
    pid: id,
    parent,
    uid: owner,
    user: user.join(' '),
    argv,
    ...(cwd.startsWith('/') && { cwd }),
    ...(exe.startsWith('/') && !exe.endsWith(' (deleted)') && { exe }),
    startTicks,
    cpuTicks,
    rss: pages * pageSize,
  };
}

/** @returns null when this is not what LIST_SCRIPT prints on a system with /proc */
export function parseSnapshot(stdout: string): Snapshot | null {
  const [head = '', ...lines] = stdout.split('\n');
  const [mark, uptime, bootTime, ticks, page] = head.split(' ');
  const numbers = [uptime, bootTime, ticks, page].map(Number);
  if (mark !== 'H' || numbers.some((value) => !(value > 0))) return null;
  const [up = 0, boot = 0, ticksPerSecond = 100, pageSize = 4096] = numbers;
  const found = sections(lines.filter((line) => line !== '')).flatMap(
    (section) => processOf(section, pageSize) ?? [],
  );
  const isWaiting = isLauncher({ ticksPerSecond }, found);
  return {
    uptime: up,
    bootTime: boot,
    ticksPerSecond,
    processes: found.filter((one) => !isWaiting(one)),
    traffic: new Map(lines.flatMap(trafficLine)),
    counted: parseStats(lines),
  };
}

function trafficLine(line: string): (readonly [string, number])[] {
  const [, name, into, out] = /^I (\S+) (\d+) (\d+)$/.exec(line) ?? [];
  return name === undefined ? [] : [[name, Number(into) + Number(out)]];
}

/** s; no guest takes longer to be set up. */
const SETUP = 60;

/**
 * With -daemonize the process that was started waits until the guest is set up in a grandchild of its own: they are one guest,
 * the grandchild's. What stands between them ends at once, so that it has another parent (os_daemonize, QEMU 7.2).
 */
function isLauncher({ ticksPerSecond }: Pick<Snapshot, 'ticksPerSecond'>, all: readonly QemuProcess[]) {
  return ({ pid, parent, argv, startTicks }: QemuProcess): boolean =>
    argv.includes('-daemonize') &&
    all.some((other) => {
      const after = (other.startTicks - startTicks) / ticksPerSecond;
      const isLater = other.pid !== pid && other.parent !== parent && after >= 0 && after < SETUP;
      return isLater && other.argv.join('\0') === argv.join('\0');
    });
}

/** Names a process over all of a host's uptime. */
export const processKey = ({ pid, startTicks }: QemuProcess): string => `${pid}:${startTicks}`;
