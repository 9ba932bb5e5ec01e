/** The rows of LIST, ENUMERATE and vhost as lines of text, in every layout of chapter 4. */
import type { Output, Sorting } from '../../model/output.ts';
import type { TableName } from './fields.ts';
import { cellsOf, printGrid } from './grid.ts';
import { chosenFields, printRecords, printTerse } from './records.ts';

/** Field 1 of a record stands at 0. */
export type Row = readonly string[];

export function printRows(rows: readonly Row[], output: Output, table: TableName): readonly string[] {
  const { layout, titles, sort } = output;
  const shown = shownCells(output, table);
  const sorted = sort === undefined ? rows : sortRows(rows, sort, shown);
  switch (layout.kind) {
    case 'standard':
    case 'table':
      return printGrid(sorted, layout, output, table);
    case 'terse':
      return printTerse(sorted, chosenFields(layout.fields, table), titles);
    default:
      return printRecords(sorted, chosenFields(layout.fields, table), layout.kind);
  }
}

/** The cells of a row in the order they are printed. */
function shownCells({ layout }: Output, table: TableName): (row: Row) => readonly string[] {
  if (layout.kind === 'standard' || layout.kind === 'table') return cellsOf(layout, table);
  const fields = chosenFields(layout.fields, table);
  return (row) => fields.map(({ number }) => row[number - 1] ?? '');
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** By a printed column, or the whole line; `each` keeps the order of the hosts. */
function sortRows(
  rows: readonly Row[],
  { over, unique, reverse, column }: Sorting,
  shown: (row: Row) => readonly string[],
): readonly Row[] {
  const hosts = new Map<string, number>();
  const keyed = rows.map((row) => {
    const cells = shown(row);
    const host = row[0] ?? '';
    if (!hosts.has(host)) hosts.set(host, hosts.size);
    return {
      row,
      key: column === undefined ? cells.join('|') : (cells[column - 1] ?? ''),
      host: over === 'each' ? (hosts.get(host) ?? 0) : 0,
    };
  });
  keyed.sort((a, b) => a.host - b.host || (reverse ? compare(b.key, a.key) : compare(a.key, b.key)));
  const seen = new Set<string>();
  const kept = keyed.filter(({ host, key }) => {
    const id = `${host}|${key}`;
    return !unique || (!seen.has(id) && seen.add(id));
  });
  return kept.map(({ row }) => row);
}
