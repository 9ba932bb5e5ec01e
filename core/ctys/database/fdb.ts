/**
 * The ancestor's database of configured machines, enum.fdb: records of ENUMERATE, `;` between fields, one a line.
 * Older ones are shorter: those of 01.07 have 15 fields, of which the last five stand elsewhere today.
 */
import { FIELDS } from '../tables/fields.ts';
import type { Row } from '../tables/print.ts';

export interface Fdb {
  readonly rows: readonly Row[];
  /** Lines that are no records, from 1; the rest works. */
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

const LENGTH = FIELDS.enumerate.length;
/** Host and technology: less is no record. */
const LEAST = 2;
const LENGTH_07 = 15;
/** Field of 01.07 and its number today: distribution, system, version, serial number, category. */
const MOVED: readonly (readonly [number, number])[] = [
  [11, 12],
  [12, 14],
  [13, 16],
  [14, 17],
  [15, 18],
];

export function parseFdb(text: string): Fdb {
  const rows: Row[] = [];
  const problems: { line: number; message: string }[] = [];
  text.split('\n').forEach((line, index) => {
    const plain = line.endsWith('\r') ? line.slice(0, -1) : line;
    if (plain === '' || plain.startsWith('#')) return;
    const row = parseRecord(plain);
    if (row === null) problems.push({ line: index + 1, message: 'It is no record of a machine.' });
    else rows.push(row);
  });
  return { rows, problems };
}

/** null: too few fields, or more than a record has. */
export function parseRecord(line: string): Row | null {
  const fields = line.split(';');
  if (fields.length < LEAST || fields.length > LENGTH + 1 || fields[0] === '') return null;
  if (fields.length > LENGTH && fields[LENGTH] !== '') return null;
  if (fields.length === LENGTH_07) return of07(fields);
  return Array.from({ length: LENGTH }, (_, at) => fields[at] ?? '');
}

function of07(fields: readonly string[]): Row {
  const row: string[] = Array.from({ length: LENGTH }, (_, at) => (at < 10 ? (fields[at] ?? '') : ''));
  for (const [from, to] of MOVED) row[to - 1] = fields[from - 1] ?? '';
  return row;
}

/**
 * Several databases as one: a record that an earlier one has, in whatever form, is left out of a later one. What was
 * imported is the same as what is still in the ancestor's folder.
 */
export function mergedFdb([first = '', ...others]: readonly string[]): string {
  if (others.length === 0) return first;
  const key = (line: string): string | undefined => parseRecord(line.replace(/\r$/, ''))?.join(';');
  const seen = new Set<string | undefined>();
  const texts = [first];
  for (const line of first.split('\n')) seen.add(key(line));
  for (const other of others) {
    const lines = other.split('\n').map((line) => ({ line, record: key(line) }));
    texts.push(lines.flatMap(({ line, record }) => (record && seen.has(record) ? [] : [line])).join('\n'));
    for (const { record } of lines) seen.add(record);
  }
  return texts.join('\n');
}

/** Semicolons and line ends in a value would break its record: they become commas and blanks. */
export const formatFdb = (rows: readonly Row[]): string =>
  rows
    .map((row) => `${row.map((cell) => cell.replaceAll(';', ',').replace(/[\r\n]+/g, ' ')).join(';')}\n`)
    .join('');
