/** Which rows the table shows, in which order. Pure; the rows themselves are looked up by id where they are drawn. */
import { naturalKey } from '../../core/ctys/tables/order.ts';
import { DRIFTS, driftOf } from '../../core/model/drift.ts';
import type { HostStatus } from '../../core/model/host.ts';
import type { Machine } from '../../core/model/machine.ts';
import type { Session } from '../../core/model/session.ts';
import { createMatching, type Matching } from './matching.ts';
import { emptyHosts, groupBy, headsOf, Output } from './rows-output.ts';
import { byStack } from './rows-stack.ts';
import { comparer, type Indexed, type SortKey } from './search.ts';
import type { Source, View } from './views.ts';
import { words } from '../words/words.ts';

export type Grouping = 'host' | 'stack' | 'type' | 'group' | 'owner' | 'none';

export interface RowRef {
  /** Unique in the table: `m:<machine id>`, `s:<session id>`, `h:<host>`, `g:<group>`. */
  readonly key: string;
  readonly kind: 'machine' | 'session' | 'host' | 'group';
  /** Id of the machine or session, name of the host or group. */
  readonly id: string;
  readonly depth: number;
  /** Has rows below it, which can be folded away. */
  readonly parent: boolean;
  /** Rows below a group or host, folded or not. */
  readonly below: number;
  /** Shown only because a row below it matches. */
  readonly context: boolean;
}

export interface RowsInput {
  readonly machines: ReadonlyMap<string, Machine>;
  readonly hosts: ReadonlyMap<string, HostStatus>;
  readonly sessions: ReadonlyMap<string, Session>;
  readonly view: View;
  readonly source: Source;
  readonly filter: string;
  readonly grouping: Grouping;
  readonly sort: SortKey;
  readonly descending: boolean;
  readonly favouritesFirst: boolean;
  /** Keys of folded rows. */
  readonly folded: ReadonlySet<string>;
}

export interface RowsResult {
  readonly rows: readonly RowRef[];
  /** Machines that match, shown or folded away. */
  readonly matching: number;
}

/** `match` knows the last look. */
export function buildRows(input: RowsInput, match: Matching = createMatching()): RowsResult {
  const order = comparer(input.sort, input.descending, input.favouritesFirst);
  const matching = match(input);
  const out = new Output(input);
  if (input.view.kind === 'drift') byDrift(matching, input, out);
  else if (input.grouping === 'none') for (const item of matching) out.machine(item, 0);
  else if (input.grouping === 'type') byWord(matching, out, ({ machine }) => machine.type);
  else if (input.grouping === 'owner') byWord(matching, out, ({ machine }) => machine.user ?? '');
  else if (input.grouping === 'group') byWord(matching, out, groupsOf(input.hosts));
  else if (input.grouping === 'stack') byStack(matching, input, out, order);
  else byHost(matching, input, out, order);
  return { rows: out.rows, matching: matching.length };
}

/** Groups by a word of each machine; those without one come last. */
function byWord(matching: readonly Indexed[], out: Output, wordOf: (item: Indexed) => string): void {
  const groups = groupBy(matching, wordOf);
  const names = [...groups.keys()].map((name) => [name === '' ? '\uffff' : naturalKey(name), name] as const);
  for (const [, name] of names.sort(([a], [b]) => (a < b ? -1 : 1))) {
    const items = groups.get(name) ?? [];
    if (out.group(name === '' ? words().table.none : name, items.length))
      for (const item of items) out.machine(item, 1);
  }
}

/** The groups of its host together, so that each machine stands in one place. */
const groupsOf =
  (hosts: RowsInput['hosts']) =>
  ({ machine }: Indexed): string =>
    [...(hosts.get(machine.host)?.config.groups ?? [])].sort().join(', ');

function byDrift(matching: readonly Indexed[], { machines }: RowsInput, out: Output): void {
  const drift = driftOf(machines.values());
  for (const kind of DRIFTS) {
    const items = matching.filter(({ machine }) => drift.get(machine.id) === kind);
    if (items.length > 0 && out.group(words().table.drift[kind], items.length))
      for (const item of items) out.machine(item, 1);
  }
}

interface Branch {
  readonly name: string;
  readonly head: Indexed | null;
  readonly matches: boolean;
  readonly guests: readonly Indexed[];
}

function byHost(
  matching: readonly Indexed[],
  input: RowsInput,
  out: Output,
  order: (a: Indexed, b: Indexed) => number,
): void {
  const heads = headsOf(input.machines);
  const matched = groupBy(matching, ({ machine }) => machine.host);
  const names = new Set([...matched.keys(), ...emptyHosts(input, matched)]);
  const branches = [...names].map((name): Branch => {
    const items = matched.get(name) ?? [];
    const head = heads.get(name) ?? null;
    const at = head === null ? -1 : items.indexOf(head);
    return { name, head, matches: at >= 0, guests: at < 0 ? items : items.toSpliced(at, 1) };
  });
  branches.sort((a, b) => compareBranches(a, b, order));
  for (const { name, head, matches, guests } of branches) {
    const open =
      head === null ? out.host(name, guests.length) : out.machine(head, 0, guests.length, !matches);
    if (open) for (const guest of guests) out.machine(guest, 1);
  }
}

function compareBranches(a: Branch, b: Branch, order: (a: Indexed, b: Indexed) => number): number {
  const [left, right] = [a.head ?? a.guests[0], b.head ?? b.guests[0]];
  if (left !== undefined && right !== undefined && a.head !== null && b.head !== null)
    return order(left, right);
  return naturalKey(a.name) < naturalKey(b.name) ? -1 : 1;
}

/**
 * The next rows in the order they had: what is under the pointer does not move away. Rows that are gone leave, new
 * ones stand behind the row they follow in `next`. `exists` keeps rows that only ceased to match.
 */
export function holdOrder(
  before: readonly RowRef[],
  next: readonly RowRef[],
  exists: (row: RowRef) => boolean,
): readonly RowRef[] {
  const fresh = new Map(next.map((row) => [row.key, row]));
  const kept = before
    .filter((row) => fresh.has(row.key) || exists(row))
    .map((row) => fresh.get(row.key) ?? row);
  const there = new Set(kept.map(({ key }) => key));
  const after = new Map<string | null, RowRef[]>();
  let anchor: string | null = null;
  for (const row of next) {
    if (there.has(row.key)) anchor = row.key;
    else after.set(anchor, [...(after.get(anchor) ?? []), row]);
  }
  if (after.size === 0) return kept;
  return [...(after.get(null) ?? []), ...kept.flatMap((row) => [row, ...(after.get(row.key) ?? [])])];
}

/** Keys of the rows that a row stands below; null: it is none of these. */
export function rowsAbove(rows: readonly RowRef[], key: string): ReadonlySet<string> | null {
  const at = rows.findIndex((row) => row.key === key);
  if (at < 0) return null;
  const above = new Set<string>();
  let depth = rows[at]?.depth ?? 0;
  for (const row of rows.slice(0, at).reverse())
    if (row.depth < depth) {
      above.add(row.key);
      depth = row.depth;
    }
  return above;
}

/** Same rows with the same looks in the same order. */
export function sameRows(a: readonly RowRef[], b: readonly RowRef[]): boolean {
  return (
    a.length === b.length &&
    a.every((row, at) => {
      const other = b[at];
      return (
        row === other ||
        (other !== undefined &&
          row.key === other.key &&
          row.depth === other.depth &&
          row.parent === other.parent &&
          row.below === other.below &&
          row.context === other.context)
      );
    })
  );
}
