/** The table's columns as data: first order, widths in px, and which give way first when the window is narrow. */
import type { SortKey } from './search.ts';

export type ColumnId =
  | 'machine'
  | 'type'
  | 'cst'
  | 'state'
  | 'host'
  | 'cpu'
  | 'memory'
  | 'disk'
  | 'net'
  | 'user'
  | 'up'
  | 'age';

export interface Column {
  readonly id: ColumnId;
  readonly width: number;
  readonly least: number;
  readonly align: 'start' | 'end';
  readonly sort?: SortKey;
  /** The lowest is hidden first; 0 is never hidden. */
  readonly priority: number;
}

export const COLUMNS: readonly Column[] = [
  {
    id: 'machine',
    width: 152,
    least: 152,
    align: 'start',
    sort: 'machine',
    priority: 0,
  },
  {
    id: 'type',
    width: 60,
    least: 48,
    align: 'start',
    sort: 'type',
    priority: 5,
  },
  {
    id: 'state',
    width: 108,
    least: 84,
    align: 'start',
    sort: 'state',
    priority: 9,
  },
  {
    id: 'cst',
    width: 56,
    least: 48,
    align: 'start',
    priority: 1,
  },
  {
    id: 'host',
    width: 96,
    least: 64,
    align: 'start',
    sort: 'host',
    priority: 6,
  },
  {
    id: 'cpu',
    width: 100,
    least: 72,
    align: 'end',
    sort: 'cpu',
    priority: 8,
  },
  {
    id: 'memory',
    width: 128,
    least: 72,
    align: 'end',
    sort: 'memory',
    priority: 7,
  },
  {
    id: 'disk',
    width: 124,
    least: 72,
    align: 'end',
    sort: 'disk',
    // Whoever has them wanted them.
    priority: 8,
  },
  {
    id: 'net',
    width: 124,
    least: 72,
    align: 'end',
    sort: 'net',
    // Whoever has them wanted them.
    priority: 8,
  },
  {
    id: 'user',
    width: 64,
    least: 56,
    align: 'start',
    sort: 'user',
    priority: 2,
  },
  {
    id: 'up',
    width: 60,
    least: 56,
    align: 'end',
    sort: 'up',
    priority: 4,
  },
  {
    id: 'age',
    width: 56,
    least: 56,
    align: 'end',
    sort: 'age',
    priority: 3,
  },
];

export type Widths = Readonly<Partial<Record<ColumnId, number>>>;

/** px */
export const MOST_WIDTH = 600;

/** A width a person may have asked for, kept between what can be read and what leaves room for others. */
export const boundedWidth = ({ least }: Column, width: number): number =>
  Math.round(Math.min(MOST_WIDTH, Math.max(least, width)));

const widthOf = (column: Column, widths: Widths): number =>
  Math.max(column.least, widths[column.id] ?? column.width);

/** The columns that fit: those not hidden by choice, less the ones of lowest priority where room is short. */
export function fittingColumns(
  room: number,
  hidden: readonly ColumnId[],
  widths: Widths,
): ReadonlySet<ColumnId> {
  let shown = COLUMNS.filter(({ id, priority }) => priority === 0 || !hidden.includes(id));
  const taken = (): number => shown.reduce((sum, column) => sum + widthOf(column, widths), 0);
  while (taken() > room && shown.length > 1) {
    const lowest = Math.min(...shown.filter(({ priority }) => priority > 0).map(({ priority }) => priority));
    shown = shown.filter(({ priority }) => priority !== lowest);
  }
  return new Set(shown.map(({ id }) => id));
}

/** The columns not hidden by choice, as they stand. */
export function chosenColumns(hidden: readonly ColumnId[], order: readonly ColumnId[]): readonly ColumnId[] {
  const ids = COLUMNS.map(({ id }) => id);
  const placed = [...order, ...ids.filter((id) => !order.includes(id))];
  return placed.filter((id) => id === ids[0] || !hidden.includes(id));
}

/** Where a column would go, of those shown; undefined: it stays, as the first does, before which nothing is put. */
export function placeBeside<Id extends string>(shown: readonly Id[], id: Id, by: number): Id | undefined {
  const at = shown.indexOf(id);
  return at < 1 || at + by < 1 ? undefined : shown[at + by];
}

/** The order after `moved` was put where `place` stands; the first column, which rows are named by, stays first. */
export function reordered(order: readonly string[], moved: string, place: string): string[] {
  const rest = order.filter((id) => id !== moved);
  rest.splice(Math.max(1, order.indexOf(place)), 0, moved);
  return rest;
}
