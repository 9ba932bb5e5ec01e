/** The busiest processes, from two readings of /proc/PID/stat, or from ps where there is no /proc. Pure. */
import type { ReportValue } from '../../model/report.ts';
import { first, marked, number, plain } from './lines.ts';

interface Reading {
  readonly command: string;
  /** User and system time, clock ticks. */
  readonly ticks: number;
  /** Pages. */
  readonly resident: number;
}

const MOST = 10;

/** proc_pid_stat(5): pid (comm) state ... 14 utime 15 stime ... 24 rss. A name can hold brackets: the last one ends it. */
function readingOf(line: string): readonly [number, Reading] | undefined {
  const [, pid, command, rest] = /^(\d+) \((.*)\) (.*)$/.exec(line) ?? [];
  if (pid === undefined || command === undefined || rest === undefined) return undefined;
  const fields = rest.split(' ').map(Number);
  const ticks = (fields[11] ?? Number.NaN) + (fields[12] ?? Number.NaN);
  const resident = fields[21] ?? Number.NaN;
  if (!Number.isFinite(ticks) || !Number.isFinite(resident)) return undefined;
  return [Number(pid), { command, ticks, resident }];
}

const readingsOf = (lines: readonly string[]): ReadonlyMap<number, Reading> =>
  new Map(lines.flatMap((line) => [readingOf(line)].filter((reading) => reading !== undefined)));

/** Clock ticks of all processors together. */
const allTicks = (lines: readonly string[]): number =>
  (lines.find((line) => /^cpu +\d/.test(line)) ?? '')
    .trim()
    .split(/\s+/)
    .slice(1, 9)
    .reduce((sum, ticks) => sum + (Number(ticks) || 0), 0);

const ownersOf = (lines: readonly string[]): ReadonlyMap<number, string> =>
  new Map(
    lines.flatMap((line) => {
      const [, user, pid] = /^d\S* +\d+ +(\S+) .* \/proc\/(\d+)$/.exec(line) ?? [];
      return user === undefined ? [] : [[Number(pid), user] as const];
    }),
  );

const processValue = (
  pid: number,
  { command, user, share, bytes }: { command: string; user: string; share: number; bytes: number },
): ReportValue => ({
  name: String(pid),
  value: `${plain(command)} (${plain(user)}): ${share.toFixed(1)} % CPU, ${Math.round(bytes / 2 ** 20)} MiB`,
});

/** Shares are of one processor, as top has them. */
export function busiest(lines: readonly string[], cpus: number): readonly ReportValue[] {
  const [before, after] = [marked(lines, 'A'), marked(lines, 'B')];
  if (after.length === 0) return busiestOfPs(marked(lines, 'Q'));
  const passed = (allTicks(after) - allTicks(before)) / cpus;
  const earlier = readingsOf(before);
  const owners = ownersOf(marked(lines, 'O'));
  const page = number(first(lines, 'G')) ?? 4096;
  return [...readingsOf(after)]
    .flatMap(([pid, now]) => {
      const then = earlier.get(pid);
      return then === undefined ? [] : [{ pid, ...now, used: Math.max(0, now.ticks - then.ticks) }];
    })
    .sort((a, b) => b.used - a.used || b.resident - a.resident)
    .slice(0, MOST)
    .map(({ pid, command, used, resident }) =>
      processValue(pid, {
        command,
        user: owners.get(pid) ?? '?',
        share: passed > 0 ? (100 * used) / passed : 0,
        bytes: resident * page,
      }),
    );
}

/** pcpu rss pid user comm, the busiest first. */
const busiestOfPs = (lines: readonly string[]): readonly ReportValue[] =>
  lines.slice(0, MOST).flatMap((line) => {
    const [, share, kib, pid, user, command] =
      /^\s*([\d.]+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    if (user === undefined || command === undefined) return [];
    return [processValue(Number(pid), { command, user, share: Number(share), bytes: Number(kib) * 1024 })];
  });
