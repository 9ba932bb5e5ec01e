/** What filtering and sorting need of a machine, worked out once for each version of its row. */
import { machineText, type Searched } from '../../core/ctys/filter.ts';
import type { Machine } from '../../core/model/machine.ts';

export interface Indexed extends Searched {
  readonly keys: Readonly<Record<SortKey, string | number | undefined>>;
}

export const SORT_KEYS = ['machine', 'type', 'state', 'host', 'cpu', 'memory', 'user', 'up', 'age'] as const;
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

/** Text whose plain order is the order people expect: digits count as numbers, case does not count. */
export const naturalKey = (text: string): string =>
  text.toLowerCase().replace(/\d{1,15}/g, (number) => number.padStart(15, '0'));

const STATE_ORDER: Readonly<Record<Machine['state'], number>> = {
  running: 0,
  starting: 1,
  stopping: 2,
  saving: 3,
  paused: 4,
  crashed: 5,
  suspended: 6,
  off: 7,
  unknown: 8,
  lost: 9,
};

function makeIndex(machine: Machine): Indexed {
  const { label, type, host, user } = machine;
  return {
    machine,
    text: machineText(machine),
    keys: {
      machine: naturalKey(label),
      type,
      state: STATE_ORDER[machine.state],
      host: naturalKey(host),
      cpu: machine.cpu,
      memory: machine.memoryUsed ?? machine.memoryTotal,
      user: user?.toLowerCase(),
      up: machine.since === undefined ? undefined : -machine.since,
      age: -machine.seen,
    },
  };
}

/** Order by one key; what has no value comes last either way; equal ones by name, then id, so that order is total. */
export function comparer(key: SortKey, descending: boolean): (a: Indexed, b: Indexed) => number {
  const sign = descending ? -1 : 1;
  return (a, b) => {
    const [left, right] = [a.keys[key], b.keys[key]];
    if (left !== right) {
      if (left === undefined) return 1;
      if (right === undefined) return -1;
      return left < right ? -sign : sign;
    }
    return byName(a, b);
  };
}

function byName(a: Indexed, b: Indexed): number {
  const [left, right] = [String(a.keys.machine), String(b.keys.machine)];
  if (left !== right) return left < right ? -1 : 1;
  return a.machine.id < b.machine.id ? -1 : a.machine.id === b.machine.id ? 0 : 1;
}
