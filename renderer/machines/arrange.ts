/** How the table is arranged: what its menu and commands change. */
import { changeSettings, useSettings } from '../settings/settings.ts';
import { toggled } from '../window-state.ts';
import { chosenColumns, type ColumnId, placeBeside, reordered } from './columns.ts';
import type { Grouping } from './rows.ts';
import type { SortKey } from './search.ts';

export const groupBy = (grouping: Grouping): void => changeSettings({ grouping });

/** The same again turns the order around, as a click on its head does. */
export function sortBy(sort: SortKey): void {
  const { sort: now, descending } = useSettings.getState();
  changeSettings({ sort, descending: sort === now && !descending });
}

export const showOrHide = (id: ColumnId): void =>
  changeSettings({ hiddenColumns: [...toggled(new Set(useSettings.getState().hiddenColumns), id)] });

/** The order with the column of the sort moved; null: it stays. */
function sortedMoved(by: -1 | 1): readonly ColumnId[] | null {
  const { sort, hiddenColumns, columnOrder } = useSettings.getState();
  const place = placeBeside(chosenColumns(hiddenColumns, columnOrder), sort, by);
  if (place === undefined) return null;
  return reordered(chosenColumns([], columnOrder), sort, place) as ColumnId[];
}

export const canMoveSorted = (by: -1 | 1): boolean => sortedMoved(by) !== null;

export function moveSorted(by: -1 | 1): void {
  const columnOrder = sortedMoved(by);
  if (columnOrder !== null) changeSettings({ columnOrder });
}

export const toggleFavouritesFirst = (): void =>
  changeSettings({ favouritesFirst: !useSettings.getState().favouritesFirst });

export const toggleSideways = (): void => changeSettings({ sideways: !useSettings.getState().sideways });
export const resetWidths = (): void => changeSettings({ widths: {} });
export const resetOrder = (): void => changeSettings({ columnOrder: [] });
