/** The rows of LIST, ENUMERATE and vhost as lines of text, in every layout of chapter 4. */
import type { Output, Sorting } from '../../model/output.ts';
import type { TableName } from './fields.ts';
import { gridShown, printGrid, type Shown } from './grid.ts';
import { cellKey, compareKeys } from './order.ts';
import { chosenFields, printRecords, printTerse } from './records.ts';

/** Field 1 of a record stands at 0. */
export type Row = readonly string[];

export function printRows(rows: readonly Row[], output: Output, table: TableName): readonly string[] {
  const { layout, titles, sort } = output;
  const sorted = sort === undefined ? rows : sortRows(rows, sort, shownOf(output, table), table);
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

function shownOf({ layout }: Output, table: TableName): Shown {
  if (layout.kind === 'standard' || layout.kind === 'table') return gridShown(layout, table);
  const fields = chosenFields(layout.fields, table).map(({ number }) => number);
  return { fields, cells: (row) => fields.map((field) => row[field - 1] ?? '') };
}

/** By a printed column, or the whole line; `each` keeps the order of the hosts. */
function sortRows(
  rows: readonly Row[],
  { over, unique, reverse, column }: Sorting,
  { fields, cells }: Shown,
  table: TableName,
): readonly Row[] {
  const hosts = new Map<string, number>();
  const field = column === undefined ? undefined : fields[column - 1];
  const keyed = rows.map((row) => {
    const host = row[0] ?? '';
    if (!hosts.has(host)) hosts.set(host, hosts.size);
    const shown = cells(row);
    const text = column === undefined ? shown.join('|') : (shown[column - 1] ?? '');
    return {
      row,
      text,
      key: cellKey(table, field, text),
      host: over === 'each' ? (hosts.get(host) ?? 0) : 0,
    };
  });
  keyed.sort((a, b) => a.host - b.host || compareKeys(a.key, b.key, reverse === true));
  const seen = new Set<string>();
  const kept = keyed.filter(({ host, text }) => {
    const id = `${host}|${text}`;
    return !unique || (!seen.has(id) && seen.add(id));
  });
  return kept.map(({ row }) => row);
}
