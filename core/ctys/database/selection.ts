/** Which of the records that match are told, ctys-vhost `-M`: chapter 7.1 of the reference. */
import { choice } from '../codec.ts';
import type { Row } from '../tables/print.ts';
import type { Query } from './query.ts';
import type { Records } from './records.ts';

export const MODES = ['FIRST', 'LAST', 'ALL', 'COMPLEMENT', 'SORT', 'USORT', 'UNIQUE'] as const;
export type Mode = (typeof MODES)[number];

/** @throws CallError */
export const readMode = (text: string): Mode => choice(MODES.map((mode) => [mode, mode])).read(text);

/** Field with the number of the record. */
export const INDEX = 32;

/** Numbers of the records that match, or for COMPLEMENT of all others. */
export function matching(records: Records, query: Query, mode: Mode): readonly number[] {
  const found = records.find(query);
  if (mode !== 'COMPLEMENT') return found;
  const taken = new Set(found);
  return Array.from({ length: records.size }, (_, index) => index).filter((index) => !taken.has(index));
}

/** Of rows in their order; UNIQUE leaves several where that is what there is. */
export function select(rows: readonly Row[], mode: Mode): readonly Row[] {
  switch (mode) {
    case 'FIRST':
      return rows.slice(0, 1);
    case 'LAST':
      return rows.slice(-1);
    case 'SORT':
      return sorted(rows);
    case 'USORT':
    case 'UNIQUE':
      return [...new Map(sorted(rows).map((row) => [withoutIndex(row), row])).values()];
    default:
      return rows;
  }
}

/** The same record in two databases has two numbers. */
const withoutIndex = (row: Row): string => row.filter((_, at) => at !== INDEX - 1).join(';');

const sorted = (rows: readonly Row[]): readonly Row[] =>
  rows
    .map((row) => ({ row, key: withoutIndex(row) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ row }) => row);
