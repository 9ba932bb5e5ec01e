/** Machines in their order, kept between two looks: a keystroke sorts nothing, a changed row little. */
import type { Machine } from '../../core/model/machine.ts';
import { byKey, byName, type Indexed, indexOf, type SortKey } from './search.ts';

export interface Order {
  readonly sort: SortKey;
  readonly descending: boolean;
  readonly favouritesFirst: boolean;
}

export type Sorter = (machines: ReadonlyMap<string, Machine>, order: Order) => readonly Indexed[];

export function createSorter(): Sorter {
  let machines: ReadonlyMap<string, Machine> = new Map();
  /** By name: what any other order is made of, equal ones staying as they stand here. */
  let named: readonly Indexed[] = [];
  const orders = new Map<string, readonly Indexed[]>();
  return (now, { sort, descending, favouritesFirst }) => {
    if (now !== machines) {
      // What stood in order before is nearly in order now, which a merge sort takes one look at.
      named = before(named, now).sort(byName);
      machines = now;
      orders.clear();
    }
    const name = `${sort} ${descending} ${favouritesFirst}`;
    const known = orders.get(name);
    if (known !== undefined) return known;
    const sorted = sort === 'machine' ? turned(named, descending) : [...named].sort(byKey(sort, descending));
    const made = favouritesFirst ? favoured(sorted) : sorted;
    orders.set(name, made);
    return made;
  };
}

const turned = (named: readonly Indexed[], descending: boolean): readonly Indexed[] =>
  descending ? [...named].reverse() : named;

const isFavourite = ({ machine: { marks } }: Indexed): boolean => marks?.favourite === true;

const favoured = (items: readonly Indexed[]): readonly Indexed[] => [
  ...items.filter(isFavourite),
  ...items.filter((item) => !isFavourite(item)),
];

/** The rows there are now, in the order there was; new ones at the end. */
function before(items: readonly Indexed[], now: ReadonlyMap<string, Machine>): Indexed[] {
  const next = items.flatMap(({ machine: { id } }) => {
    const row = now.get(id);
    return row === undefined ? [] : [indexOf(row)];
  });
  if (next.length === now.size) return next;
  const there = new Set(next.map(({ machine }) => machine.id));
  for (const row of now.values()) if (!there.has(row.id)) next.push(indexOf(row));
  return next;
}
