/** The order of rows: names as people order them, states by how much goes on, amounts by their size. */
import type { MachineState } from '../../model/machine.ts';
import { amountOf, type Unit } from '../filter/amounts.ts';
import type { TableName } from './fields.ts';

/** Text whose plain order is the order people expect: digits count as numbers, case does not count. */
export const naturalKey = (text: string): string =>
  text.toLowerCase().replace(/\d{1,15}/g, (number) => number.padStart(15, '0'));

export const STATE_ORDER: Readonly<Record<MachineState, number>> = {
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

/** Fields of LIST whose cells are amounts, as seen.ts writes them. */
const UNITS: Readonly<Record<number, Unit>> = {
  24: 'share',
  25: 'size',
  26: 'size',
  27: 'size',
  28: 'time',
  29: 'time',
};
const STATE = 23;

export type Key = string | number | undefined;

/** What a cell is ordered by; undefined: it has no value and comes last either way. */
export function cellKey(table: TableName, field: number | undefined, cell: string): Key {
  if (table !== 'list' || field === undefined) return naturalKey(cell);
  if (field === STATE) return STATE_ORDER[cell as MachineState];
  const unit = UNITS[field];
  return unit === undefined ? naturalKey(cell) : (amountOf(cell, unit) ?? undefined);
}

/** Two keys of one column. */
export function compareKeys(left: Key, right: Key, descending: boolean): number {
  if (left === right) return 0;
  if (left === undefined) return 1;
  if (right === undefined) return -1;
  return left < right === descending ? 1 : -1;
}
