/** What the ways of grouping rows have in common. Pure. */
import { aroundOf } from '../../core/ctys/filter/around.ts';
import { parseFilter } from '../../core/ctys/filter/filter.ts';
import type { HostStatus } from '../../core/model/host.ts';
import type { Session } from '../../core/model/session.ts';
import type { RowRef, RowsInput } from './rows.ts';
import { type Indexed, indexOf, ofMachines } from './search.ts';

/** Collects rows, leaving out what is below a folded one, and puts sessions below their machine. */
export class Output {
  readonly rows: RowRef[] = [];
  private readonly sessions = new Map<string, Session[]>();
  private readonly folded: ReadonlySet<string>;

  constructor({ sessions, folded }: RowsInput) {
    this.folded = folded;
    for (const session of sessions.values()) {
      if (session.state === 'closed') continue;
      this.sessions.set(session.machine, [...(this.sessions.get(session.machine) ?? []), session]);
    }
  }

  private add(row: RowRef): boolean {
    this.rows.push(row);
    return this.folded.size === 0 || !this.folded.has(row.key);
  }

  /** True: what is below it is to be shown. */
  group(name: string, below: number): boolean {
    return this.add({ ...PLAIN, kind: 'group', key: `g:${name}`, id: name, parent: true, below });
  }

  host(name: string, below: number): boolean {
    return this.add({ ...PLAIN, kind: 'host', key: `h:${name}`, id: name, parent: below > 0, below });
  }

  machine(item: Indexed, depth: number, below = 0, context = false): boolean {
    const { id } = item.machine;
    const sessions = this.sessions.size === 0 ? undefined : this.sessions.get(id);
    const parent = below > 0 || sessions !== undefined;
    const open = this.add(rowOf(item, depth, parent, below, context));
    if (open && sessions !== undefined)
      for (const session of sessions)
        this.add({ ...PLAIN, kind: 'session', key: `s:${session.id}`, id: session.id, depth: depth + 1 });
    return open;
  }
}

const PLAIN = { depth: 0, parent: false, below: 0, context: false } as const;

function rowOf(item: Indexed, depth: number, parent: boolean, below: number, context: boolean): RowRef {
  const { row: last } = item;
  if (last?.depth === depth && last.parent === parent && last.below === below && last.context === context)
    return last;
  const { id } = item.machine;
  const row: RowRef = { kind: 'machine', key: `m:${id}`, id, depth, parent, below, context };
  item.row = row;
  return row;
}

export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** The row of each host itself, by host. */
export const headsOf = ofMachines((machines): ReadonlyMap<string, Indexed> => {
  const heads = new Map<string, Indexed>();
  for (const machine of machines.values())
    if (machine.type === 'PM' && !heads.has(machine.host)) heads.set(machine.host, indexOf(machine));
  return heads;
});

/** Hosts with a row of any kind. */
const hostsWithRows = ofMachines(
  (machines): ReadonlySet<string> => new Set([...machines.values()].map(({ host }) => host)),
);

/** A host that nothing is known of, as a filter looks at it. */
function standIn(name: string, state: HostStatus['state']): Indexed {
  const known = { id: `pm:${name}`, type: 'PM', label: name, host: name, path: `/${name}` } as const;
  const seen = state === 'lost' || state === 'denied' ? 'lost' : 'unknown';
  return indexOf({ ...known, state: seen, seen: 0, configured: true, consoles: [] });
}

/** Hosts nothing is known of yet, which still get a row: it says why. */
export function emptyHosts(input: RowsInput, matched: ReadonlyMap<string, unknown>): string[] {
  const { view, source, filter, hosts, machines } = input;
  if (source !== 'all') return [];
  const { test } = parseFilter(filter, { around: aroundOf(machines, hosts) });
  const withMachines = hostsWithRows(machines);
  return [...hosts.values()]
    .filter(({ config: { name, groups = [] }, state }) => {
      if (matched.has(name) || withMachines.has(name) || !test(standIn(name, state))) return false;
      if (view.kind === 'host') return view.name === name;
      if (view.kind === 'group') return groups.includes(view.name);
      return view.kind === 'all' || (view.kind === 'lost' && (state === 'lost' || state === 'denied'));
    })
    .map(({ config }) => config.name);
}
