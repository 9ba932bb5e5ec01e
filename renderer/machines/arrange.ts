/** How the table is arranged: what its menu and commands change. */
import { changeSettings, useSettings } from '../settings/settings.ts';
import { toggled } from '../window-state.ts';
import type { ColumnId } from './columns.ts';
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

export const toggleFavouritesFirst = (): void =>
  changeSettings({ favouritesFirst: !useSettings.getState().favouritesFirst });

export const toggleSideways = (): void => changeSettings({ sideways: !useSettings.getState().sideways });
export const resetWidths = (): void => changeSettings({ widths: {} });
export const resetOrder = (): void => changeSettings({ columnOrder: [] });
