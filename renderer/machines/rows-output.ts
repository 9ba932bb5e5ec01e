/** What the ways of grouping rows have in common. Pure. */
import type { Machine } from '../../core/model/machine.ts';
import type { Session } from '../../core/model/session.ts';
import type { RowRef, RowsInput } from './rows.ts';
import { type Indexed, indexOf } from './search.ts';

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

  private add(kind: RowRef['kind'], key: string, id: string, more: Partial<RowRef> = {}): boolean {
    this.rows.push({ kind, key, id, depth: 0, parent: false, below: 0, context: false, ...more });
    return !this.folded.has(key);
  }

  /** True: what is below it is to be shown. */
  group(name: string, below: number): boolean {
    return this.add('group', `g:${name}`, name, { parent: true, below });
  }

  host(name: string, below: number): boolean {
    return this.add('host', `h:${name}`, name, { parent: below > 0, below });
  }

  machine(item: Indexed, depth: number, below = 0, context = false): boolean {
    const { id } = item.machine;
    const sessions = this.sessions.get(id) ?? [];
    const parent = below + sessions.length > 0;
    const open = this.add('machine', `m:${id}`, id, { depth, parent, below, context });
    if (open)
      for (const session of sessions)
        this.add('session', `s:${session.id}`, session.id, { depth: depth + 1 });
    return open;
  }
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
export function headsOf(machines: ReadonlyMap<string, Machine>): Map<string, Indexed> {
  const heads = new Map<string, Indexed>();
  for (const machine of machines.values())
    if (machine.type === 'PM' && !heads.has(machine.host)) heads.set(machine.host, indexOf(machine));
  return heads;
}

/** Hosts nothing is known of yet, which still get a row: it says why. */
export function emptyHosts(input: RowsInput, matched: ReadonlyMap<string, unknown>): string[] {
  const { view, source, filter, hosts, machines } = input;
  if (source !== 'all') return [];
  const withMachines = new Set([...machines.values()].map(({ host }) => host));
  const text = filter.trim().toLowerCase();
  return [...hosts.values()]
    .filter(({ config: { name, groups = [] }, state }) => {
      if (matched.has(name) || withMachines.has(name) || !name.toLowerCase().includes(text)) return false;
      if (view.kind === 'host') return view.name === name;
      if (view.kind === 'group') return groups.includes(view.name);
      return view.kind === 'all' || (view.kind === 'lost' && (state === 'lost' || state === 'denied'));
    })
    .map(({ config }) => config.name);
}
