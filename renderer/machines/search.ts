/** What filtering and sorting need of a machine, worked out once for each version of its row. */
import { machineText, type Searched } from '../../core/ctys/filter/searched.ts';
import { compareKeys, naturalKey, STATE_ORDER } from '../../core/ctys/tables/order.ts';
import type { Machine } from '../../core/model/machine.ts';
import type { RowRef } from './rows.ts';

export interface Indexed extends Searched {
  /** The row it had last: the same again is the same value, which is not drawn anew. */
  row?: RowRef;
  /** Its name as names are ordered. */
  readonly name: string;
  readonly keys: Readonly<Record<SortKey, string | number | undefined>>;
}

export const SORT_KEYS = [
  'machine',
  'type',
  'state',
  'host',
  'cpu',
  'memory',
  'disk',
  'net',
  'user',
  'up',
  'age',
] as const;
export type SortKey = (typeof SORT_KEYS)[number];

const known = new WeakMap<Machine, Indexed>();

/** Rows are values, so a row object's index never changes. */
export function indexOf(machine: Machine): Indexed {
  const found = known.get(machine);
  if (found !== undefined) return found;
  const made = makeIndex(machine);
  known.set(machine, made);
  return made;
}

function makeIndex(machine: Machine): Indexed {
  const { label, type, host, user } = machine;
  const name = naturalKey(label);
  return {
    machine,
    name,
    text: machineText(machine),
    keys: {
      machine: name,
      type,
      state: STATE_ORDER[machine.state],
      host: naturalKey(host),
      cpu: machine.cpu,
      memory: machine.memoryUsed ?? machine.memoryTotal,
      disk: machine.diskRate,
      net: machine.netRate,
      user: user?.toLowerCase(),
      up: machine.since === undefined ? undefined : -machine.since,
      age: -machine.seen,
    },
  };
}

/** Order by one key; what has no value comes last either way. */
export function byKey(key: SortKey, descending: boolean): (a: Indexed, b: Indexed) => number {
  return ({ keys: { [key]: left } }, { keys: { [key]: right } }) => compareKeys(left, right, descending);
}

/** By name, then id, so that order is total. */
export function byName(a: Indexed, b: Indexed): number {
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return a.machine.id < b.machine.id ? -1 : a.machine.id === b.machine.id ? 0 : 1;
}

/** Order by one key, favourites before all others where that is asked for; equal ones by name. */
export function comparer(
  key: SortKey,
  descending: boolean,
  favouritesFirst = false,
): (a: Indexed, b: Indexed) => number {
  const byWanted = byKey(key, descending);
  const favourite = ({ machine: { marks } }: Indexed): number => Number(marks?.favourite === true);
  return (a, b) => {
    const first = favouritesFirst ? favourite(b) - favourite(a) : 0;
    return first || byWanted(a, b) || byName(a, b);
  };
}

/** What follows from all machines alone, worked out once for each version of them. */
export function ofMachines<T>(make: (machines: ReadonlyMap<string, Machine>) => T) {
  const known = new WeakMap<ReadonlyMap<string, Machine>, { readonly value: T }>();
  return (machines: ReadonlyMap<string, Machine>): T => {
    const found = known.get(machines) ?? { value: make(machines) };
    known.set(machines, found);
    return found.value;
  };
}

/** For what goes through all of them, again and again. */
export const listed = ofMachines((machines) => [...machines.values()]);
