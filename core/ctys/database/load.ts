/** How many sessions run on the hosts of records, and where the ports of one are now: by what was last seen. Pure. */
import { sameHost } from '../../model/known.ts';
import type { Machine } from '../../model/machine.ts';
import { clean } from '../tables/cells.ts';
import type { Row } from '../tables/print.ts';
import { listRow } from '../tables/rows.ts';

/** How many sessions of the types run on a host; types null: of all. */
export function counter(
  machines: readonly Machine[],
  types: ReadonlySet<string> | null,
): (host: string) => number {
  const counts = new Map<string, number>();
  const wanted = machines.filter(({ type }) => types === null || types.has(type));
  return (host) => {
    const count = counts.get(host) ?? wanted.filter((machine) => sameHost(machine.host, host)).length;
    counts.set(host, count);
    return count;
  };
}

export const COSTS = ['MINCNT', 'MAXCNT', 'CNT'] as const;
export type Cost = (typeof COSTS)[number];

/** The least loaded first, or the most loaded; `best`: only those as good as the first. */
export function byLoad(
  rows: readonly Row[],
  cost: Cost,
  count: (host: string) => number,
  best: boolean,
): readonly Row[] {
  const load = (row: Row): number => (cost === 'MAXCNT' ? -1 : 1) * count(row[0] ?? '');
  const ordered = [...rows].sort((a, b) => load(a) - load(b));
  const [first] = ordered;
  return best && first !== undefined ? ordered.filter((row) => load(row) === load(first)) : ordered;
}

/** Each host once, with its count. */
export const loadLines = (rows: readonly Row[], count: (host: string) => number): readonly string[] =>
  [...new Set(rows.map(([host = '']) => host))].map((host) => `${clean(host)};${count(host)}`);

/** Display and ports, which LIST has in the same fields. */
const RUNTIME = [8, 9, 10];
const [ID, UUID] = [4, 5];

/** What was last seen of a machine in place of what its record says of its ports. */
export function withRuntime(rows: readonly Row[], machines: readonly Machine[]): readonly Row[] {
  const seen = new Map<string, readonly (readonly [string, Row])[]>();
  for (const machine of machines) {
    const row = listRow(machine);
    for (const key of [row[ID - 1], row[UUID - 1]])
      if (key !== undefined && key !== '') seen.set(key, [...(seen.get(key) ?? []), [machine.host, row]]);
  }
  return rows.map((row) => {
    const found = [row[UUID - 1] ?? '', row[ID - 1] ?? ''].flatMap((key) => seen.get(key) ?? []);
    const now = found.find(([host]) => sameHost(host, row[0] ?? ''))?.[1];
    if (now === undefined) return row;
    return row.map((cell, at) => (RUNTIME.includes(at + 1) ? now[at] || cell : cell));
  });
}
