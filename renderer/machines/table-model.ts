/**
 * The columns as TanStack Table keeps them: what stands where, how wide, and by what rows are sorted. Its state is the
 * settings', so all of it outlives the window. It is given no rows: those come sorted and filtered from an index of
 * our own (row-source.ts), which takes a thirtieth of the time.
 */
import {
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  functionalUpdate,
  metaHelper,
  type ReactTable,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  type Updater,
  useTable,
} from '@tanstack/react-table';
import { useMemo } from 'react';
import { changeSettings, type Settings, useSettings } from '../settings/settings.ts';
import { boundedWidth, COLUMNS, type Column, fittingColumns, MOST_WIDTH } from './columns.ts';
import { type Indexed, SORT_KEYS } from './search.ts';

const features = tableFeatures({
  columnMeta: metaHelper<Column>(),
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  rowSortingFeature,
});

export type ColumnTable = ReactTable<typeof features, Indexed>;

const helper = createColumnHelper<typeof features, Indexed>();

const define = (column: Column) => {
  const { id, width, least, sort, priority } = column;
  const definition = {
    id,
    header: id,
    size: width,
    minSize: least,
    maxSize: MOST_WIDTH,
    enableHiding: priority > 0,
    meta: column,
  };
  return sort === undefined
    ? helper.display(definition)
    : helper.accessor(({ keys }) => keys[sort], definition);
};

const DEFINITIONS = helper.columns(COLUMNS.map(define));

/** px; names are read by their beginning, so beside what is scrolled this much is enough, if nobody sized it. */
const FROZEN = 200;

const NO_ROWS: readonly Indexed[] = [];

const sortingOf = ({ sort, descending }: Settings): SortingState => [{ id: sort, desc: descending }];
const sizingOf = ({ widths }: Settings): Record<string, number> => ({ ...widths });

/** What a person does to the columns goes to the settings, and comes back from there as state. */
const WRITERS = {
  onSortingChange: (updater: Updater<SortingState>): void => {
    const [first] = functionalUpdate(updater, sortingOf(useSettings.getState()));
    const sort = SORT_KEYS.find((key) => key === first?.id);
    if (first !== undefined && sort !== undefined) changeSettings({ sort, descending: first.desc });
  },
  onColumnSizingChange: (updater: Updater<Record<string, number>>): void => {
    const sizes = functionalUpdate(updater, sizingOf(useSettings.getState()));
    const widths = COLUMNS.flatMap((column) => {
      const size = sizes[column.id];
      return size === undefined ? [] : [[column.id, boundedWidth(column, size)]];
    });
    changeSettings({ widths: Object.fromEntries(widths) });
  },
  onColumnOrderChange: (updater: Updater<string[]>): void => {
    const order = functionalUpdate(updater, [...useSettings.getState().columnOrder]);
    changeSettings({
      columnOrder: order.flatMap((id) => COLUMNS.find((column) => column.id === id)?.id ?? []),
    });
  },
};

/** `room`: px there is for all columns; the ones that find none are not visible. */
export function useColumnTable(room: number): ColumnTable {
  const settings = useSettings();
  const { sort, descending, columnOrder, hiddenColumns, widths, sideways } = settings;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the settings this state is made of, not all there are
  const state = useMemo(() => {
    const fitting = fittingColumns(sideways ? Number.POSITIVE_INFINITY : room, hiddenColumns, widths);
    return {
      sorting: sortingOf(settings),
      columnOrder: [...columnOrder],
      columnSizing: sizingOf(settings),
      columnVisibility: Object.fromEntries(COLUMNS.map(({ id }) => [id, fitting.has(id)])),
    };
  }, [room, sort, descending, columnOrder, hiddenColumns, widths, sideways]);
  return useTable({
    features,
    columns: DEFINITIONS,
    data: NO_ROWS,
    state,
    manualSorting: true,
    enableMultiSort: false,
    enableSortingRemoval: false,
    sortDescFirst: false,
    columnResizeMode: 'onChange',
    // The edge that is dragged is the left one, since the first column takes what is left.
    columnResizeDirection: 'rtl',
    ...WRITERS,
  });
}

/** The columns shown, in order; the same array as long as they are the same, so that rows are not drawn for nothing. */
export function useShownColumns(table: ColumnTable): readonly Column[] {
  const ids = table
    .getVisibleLeafColumns()
    .map(({ id }) => id)
    .join(' ');
  return useMemo(
    () => ids.split(' ').flatMap((id) => COLUMNS.find((column) => column.id === id) ?? []),
    [ids],
  );
}

/** px a person gave the names; undefined: they take what is left. */
const nameWidth = (table: ColumnTable): number | undefined => table.state.columnSizing.machine;

/** CSS grid tracks. What a first column that was sized leaves stays empty, at the end. */
export function gridTracks(table: ColumnTable, frozen: Frozen | null = null): string {
  const [name, ...others] = table.getVisibleLeafColumns();
  const least = name?.columnDef.minSize ?? 0;
  const sized = nameWidth(table);
  const most = sized === undefined ? '1fr' : `${sized}px`;
  const first = frozen === null ? `minmax(${least}px, ${most})` : `${frozen.first}px`;
  const rest = sized === undefined || frozen !== null ? [] : ['minmax(0, 1fr)'];
  return [first, ...others.map((column) => `${column.getSize()}px`), ...rest].join(' ');
}

export interface Frozen {
  /** px of the first column. */
  readonly first: number;
  /** px of all others. */
  readonly others: number;
}

/** The first column stands still, and the others are scrolled beside it; null: there is room for all. */
export function frozenColumns(table: ColumnTable, room: number): Frozen | null {
  const shown = table.getVisibleLeafColumns().slice(1);
  const others = shown.reduce((sum, column) => sum + column.getSize(), 0);
  const first = nameWidth(table) ?? FROZEN;
  return room - others < first ? { first, others } : null;
}
