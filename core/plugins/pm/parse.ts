/** What the host itself tells: the probe script's output as facts. Pure. */
import { mconfPath } from '../../model/mconf.ts';
import { first, meminfo, number, unquote } from './lines.ts';
import { KEPT_SCRIPT, keptOf } from './kept.ts';
import { isOwn, type Own, ownOf } from './own.ts';
import { cleanUuid } from '../config/uuid.ts';

export interface HostFacts {
  readonly hostname: string;
  readonly system: string;
  readonly kernel?: string;
  readonly arch?: string;
  /** Account the channel runs as. */
  readonly user?: string;
  readonly group?: string;
  /** Seconds since boot. */
  readonly uptime?: number;
  /** 1 minute average of waiting processes. */
  readonly load?: string;
  readonly cpus?: number;
  /** Bytes. */
  readonly memoryTotal?: number;
  readonly memoryFree?: number;
  readonly uuid?: string;
  readonly model?: string;
  readonly macs: readonly string[];
  readonly addresses: readonly string[];
  /** Names of the sessions its tmux keeps; absent: it has no tmux. */
  readonly kept?: readonly string[];
  /** What its own configuration says. */
  readonly own?: Own;
  /** Processor time of all cores: used and whole, clock ticks. */
  readonly ticks?: { readonly used: number; readonly all: number };
  /** Bytes since boot: of its disks, read and written; of its cards, in and out. */
  readonly disk?: number;
  readonly net?: number;
}

/**
 * POSIX sh; what a system does not have is left out. Headings are one letter, values follow. /proc and /sys are
 * Linux's; sysctl, uptime and ifconfig are what the BSDs and macOS have.
 */
export const PROBE_SCRIPT = `
export LC_ALL=C
echo "n $(uname -n)"; echo "k $(uname -sr)"; echo "a $(uname -m)"; echo "u $(id -un)"; echo "g $(id -gn)"
for f in /etc/os-release /usr/lib/os-release; do
  [ -r "$f" ] && { sed -n 's/^PRETTY_NAME=/o /p' "$f"; break; }
done
if [ -r /proc/uptime ]; then
  read -r up _ </proc/uptime; echo "t $up"
  read -r load </proc/loadavg; echo "l $load"
  head -n 1 /proc/stat
  while read -r _ _ name _ _ in _ _ _ out _; do
    [ -e "/sys/block/$name/device" ] && echo "D $in $out"
  done </proc/diskstats 2>/dev/null
  grep -E '^(MemTotal|MemAvailable|MemFree):' /proc/meminfo
  echo "c $(getconf _NPROCESSORS_ONLN 2>/dev/null || grep -c '^processor' /proc/cpuinfo)"
else
  echo "b $(sysctl -n kern.boottime 2>/dev/null) $(date +%s)"
  echo "l $(sysctl -n vm.loadavg 2>/dev/null)"
  echo "c $(sysctl -n hw.ncpu 2>/dev/null)"
  echo "m $(sysctl -n hw.physmem 2>/dev/null || sysctl -n hw.memsize 2>/dev/null)"
fi
for f in /sys/class/dmi/id/product_uuid /etc/machine-id /etc/hostid; do
  read -r id 2>/dev/null <"$f" && { echo "i $id"; break; }
done 2>/dev/null
for f in sys_vendor product_name; do read -r v </sys/class/dmi/id/$f && echo "p $v"; done 2>/dev/null
for d in /sys/class/net/*; do
  kind=v; [ -e "$d/device" ] && kind=e
  read -r mac <"$d/address" && echo "$kind \${d##*/} $mac"
  [ "\${d##*/}" = lo ] && continue
  read -r in <"$d/statistics/rx_bytes" && read -r out <"$d/statistics/tx_bytes" && echo "N $kind $in $out"
done 2>/dev/null
for f in ${mconfPath('PM')} ${mconfPath('VM')}; do
  [ -r "$f" ] && { echo "f $f"; grep '^#@#' "$f" | head -n 200 | cut -c 1-500; break; }
done
${KEPT_SCRIPT}
ip -o addr show 2>/dev/null || ifconfig -a 2>/dev/null
:
`;

const MAC = /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i;

/** proc(5) stat: user nice system idle iowait irq softirq steal; guest times are part of user and nice. */
function ticksOf(lines: readonly string[]): HostFacts['ticks'] {
  const line = lines.find((one) => /^cpu +\d/.test(one));
  const times = line?.trim().split(/\s+/).slice(1, 9).map(Number) ?? [];
  if (times.length < 4 || times.some((time) => !Number.isFinite(time))) return undefined;
  const all = times.reduce((sum, time) => sum + time, 0);
  return { used: all - (times[3] ?? 0) - (times[4] ?? 0), all };
}

/** Seconds since boot, from Linux's uptime or the BSDs' `{ sec = N, ...} ... now`. */
function uptimeOf(lines: readonly string[]): number | undefined {
  const linux = number(first(lines, 't'));
  if (linux !== undefined) return linux;
  const text = first(lines, 'b') ?? '';
  const boot = /sec = (\d+)/.exec(text)?.[1] ?? /^(\d+) \d+$/.exec(text)?.[1];
  const now = /(\d+)$/.exec(text)?.[1];
  return boot === undefined || now === undefined ? undefined : Number(now) - Number(boot);
}

/** Global addresses: neither of the loopback nor link-local ones. */
function addressesOf(lines: readonly string[]): string[] {
  const found = lines.flatMap((line) => {
    const address = /\binet6? (?:addr:)?([0-9a-f.:]+)/i.exec(line)?.[1];
    if (address === undefined || /^(127\.|::1$|fe80:|169\.254\.)/i.test(address)) return [];
    return [address];
  });
  return [...new Set(found)];
}

/** Of real cards (`e`); where there are none, as in a container, of the virtual ones (`v`). */
function macsOf(lines: readonly string[]): string[] {
  const of = (pattern: RegExp): string[] => {
    const found = lines.flatMap((line) => pattern.exec(line)?.[1]?.toLowerCase() ?? []);
    return [...new Set(found)].filter((mac) => MAC.test(mac) && mac !== '00:00:00:00:00:00');
  };
  const real = of(/^e \S+ (\S+)$/);
  return real.length > 0 ? real : of(/^(?:v \S+|\s+(?:ether|lladdr)) (\S+)/);
}

/** Bytes; diskstats counts in these whatever the disk has (proc(5)). */
const SECTOR = 512;

function sumOf(lines: readonly string[], pattern: RegExp, unit = 1): number | undefined {
  const found = lines.flatMap((line) => pattern.exec(line)?.slice(1).map(Number) ?? []);
  return found.length === 0 ? undefined : found.reduce((sum, one) => sum + one, 0) * unit;
}

/** Only what is known stands in the result. */
function known<T extends object>(facts: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

/** @returns null when this is not what the script prints */
export function parseHost(stdout: string): HostFacts | null {
  const all = stdout.split('\n');
  // Its configuration is what people wrote, not what the system tells.
  const lines = all.filter((line) => !isOwn(line));
  const hostname = first(lines, 'n');
  const kernel = first(lines, 'k');
  if (hostname === undefined || kernel === undefined) return null;
  const model = lines.filter((line) => line.startsWith('p ')).map((line) => line.slice(2).trim());
  return {
    hostname,
    system: unquote(first(lines, 'o') ?? kernel),
    macs: macsOf(lines),
    addresses: addressesOf(lines),
    ...known({
      kernel,
      arch: first(lines, 'a'),
      user: first(lines, 'u'),
      group: first(lines, 'g'),
      uptime: uptimeOf(lines),
      load: first(lines, 'l')?.replace(/[{}]/g, '').trim().split(/\s+/).slice(0, 3).join(' ') || undefined,
      cpus: number(first(lines, 'c')),
      memoryTotal: meminfo(lines, 'MemTotal') ?? number(first(lines, 'm')),
      memoryFree: meminfo(lines, 'MemAvailable') ?? meminfo(lines, 'MemFree'),
      uuid: cleanUuid(first(lines, 'i')),
      model: model.join(' ') || undefined,
      ticks: ticksOf(lines),
      disk: sumOf(lines, /^D (\d+) (\d+)$/, SECTOR),
      // A guest's own traffic passes the virtual ones of its host again.
      net: sumOf(lines, /^N e (\d+) (\d+)$/) ?? sumOf(lines, /^N v (\d+) (\d+)$/),
      kept: keptOf(lines),
      own: ownOf(all),
    }),
  };
}
