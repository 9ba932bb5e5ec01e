/** Tables with columns: `|` between cells, a line of `-` and `+` below the titles, no blanks at the end of a line. */
import type { Column, Layout, Output } from '../../model/output.ts';
import { clean, fitLeft, fitRight, pad, wrap } from './cells.ts';
import type { TableName } from './fields.ts';

const DEFAULT_WIDTH = 10;
/** A cell that goes on in further lines takes at most so many. */
const MOST_LINES = 50;

/** A column ready to be printed. */
interface Cell {
  readonly title: string;
  readonly width: number;
  readonly cut?: Column['cut'];
  readonly number: number;
  value(row: readonly string[]): string;
}

const at = (row: readonly string[], field: number): string => row[field - 1] ?? '';

const ROLES: Readonly<Record<string, string>> = { CLIENT: 'C', SERVER: 'S', TUNNEL: 'T' };

interface Standard {
  readonly field: number;
  readonly title: string;
  readonly width: number;
  readonly cut?: Column['cut'];
}

/** The seed's seven columns; widths in characters. Source: chapter 4.3 of the reference. */
const LIST_STANDARD: readonly Standard[] = [
  { field: 1, title: 'TCP-container', width: 17 },
  { field: 7, title: 'TCP-guest', width: 17 },
  { field: 3, title: 'label', width: 20 },
  { field: 2, title: 'sesstype', width: 8 },
  { field: 14, title: 'c', width: 1 },
  { field: 12, title: 'user', width: 10 },
  { field: 13, title: 'group', width: 10 },
];

/** The layout of 01.11, with interface and accelerator. */
const LIST_WIDE: readonly Standard[] = [
  { field: 1, title: 'TCP-container', width: 18 },
  { field: 7, title: 'TCP-guest', width: 17 },
  { field: 16, title: 'IF', width: 8 },
  { field: 3, title: 'label', width: 17 },
  { field: 2, title: 'stype', width: 9 },
  { field: 21, title: 'accel', width: 5 },
  { field: 14, title: 'c', width: 1 },
  { field: 12, title: 'user', width: 10 },
  { field: 13, title: 'group', width: 10 },
];

/** TAB_CTYS_VHOST_DEFAULT of the ancestor's macros. */
const ENUMERATE_STANDARD: readonly Standard[] = [
  { field: 3, title: 'label', width: 10 },
  { field: 2, title: 'stype', width: 8 },
  { field: 30, title: 'accel', width: 5 },
  { field: 12, title: 'distro', width: 12 },
  { field: 13, title: 'distrorel', width: 15 },
  { field: 14, title: 'os', width: 10 },
  { field: 15, title: 'osrel', width: 10 },
  { field: 1, title: 'PM', width: 15 },
  { field: 33, title: 'if', width: 7 },
  { field: 7, title: 'TCP', width: 15 },
];

function standardColumns(layout: Extract<Layout, { kind: 'standard' }>, table: TableName): readonly Cell[] {
  const base = table !== 'list' ? ENUMERATE_STANDARD : layout.wide ? LIST_WIDE : LIST_STANDARD;
  return base.map((column, index) => {
    const byId: Standard =
      column.field === 3 && layout.byId ? { ...column, field: 4, title: 'id', cut: 'left' } : column;
    return {
      title: byId.title,
      width: layout.widths?.[index] ?? byId.width,
      ...(byId.cut !== undefined && { cut: byId.cut }),
      number: byId.field,
      value: (row) => standardValue(row, byId.field, table) || '-',
    };
  });
}

/** A guest without an address is told by its MAC. */
function standardValue(row: readonly string[], field: number, table: TableName): string {
  if (table === 'list' && field === 14) return ROLES[at(row, 14)] ?? '?';
  return table === 'list' && field === 7 ? at(row, 7) || at(row, 6) : at(row, field);
}

const chosenColumns = (columns: readonly Column[]): readonly Cell[] =>
  columns.map(({ field, title, width, cut }) => ({
    title: title ?? String(field),
    width: width ?? DEFAULT_WIDTH,
    ...(cut !== undefined && { cut }),
    number: field,
    value: (row) => at(row, field),
  }));

export type Grid = Extract<Layout, { kind: 'standard' | 'table' }>;

/** What each row shows, cell by cell, uncut, and of which fields: what is sorted by. */
export interface Shown {
  readonly fields: readonly number[];
  cells(row: readonly string[]): readonly string[];
}

export function gridShown(layout: Grid, table: TableName): Shown {
  const columns = columnsOf(layout, table);
  return {
    fields: columns.map(({ number }) => number),
    cells: (row) => columns.map((column) => column.value(row)),
  };
}

const columnsOf = (layout: Grid, table: TableName): readonly Cell[] =>
  layout.kind === 'standard' ? standardColumns(layout, table) : chosenColumns(layout.columns);

export function printGrid(
  rows: readonly (readonly string[])[],
  layout: Grid,
  { titles }: Output,
  table: TableName,
): readonly string[] {
  const columns = columnsOf(layout, table);
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ width }, index) => pad(cells[index] ?? '', width))
      .join('|')
      .trimEnd();
  const head = line(columns.map(({ title, width }) => fitLeft(clean(title), width)));
  const numbers = line(columns.map(({ number, width }, index) => fitLeft(`${index + 1}(${number})`, width)));
  const rule = columns.map(({ width }) => '-'.repeat(width)).join('+');
  return [
    head,
    ...(titles === 'numbers' || titles === 'letters' ? [numbers] : []),
    rule,
    ...rows.flatMap((row) => gridRow(row, columns).map(line)),
  ];
}

/** The lines of one row: several where a cell goes on. */
function gridRow(row: readonly string[], columns: readonly Cell[]): readonly (readonly string[])[] {
  const cells = columns.map((column) => cutCell(clean(column.value(row)), column));
  const height = Math.max(1, ...cells.map(({ length }) => length));
  return Array.from({ length: height }, (_, index) => cells.map((lines) => lines[index] ?? ''));
}

function cutCell(text: string, { width, cut }: Cell): readonly string[] {
  if (cut === 'wrap') return wrap(text, width, MOST_LINES);
  return [cut === 'left' ? fitRight(text, width) : fitLeft(text, width)];
}
