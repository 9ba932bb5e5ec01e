/** The menu of columns and groups, and the keys of a column's head. */
import type { KeyboardEvent } from 'react';
import { changeSettings, useSettings } from '../settings/settings.ts';
import { type MenuItem, openMenuBelow } from '../ui/menu.tsx';
import { menuKeys } from '../commands/shown-keys.ts';
import {
  groupBy,
  resetOrder,
  resetWidths,
  showOrHide,
  toggleFavouritesFirst,
  toggleSideways,
} from './arrange.ts';
import { exportCsv, exportJson } from './export.ts';
import { boundedWidth, type Column, COLUMNS, placeBeside, reordered } from './columns.ts';
import type { Grouping } from './rows.ts';
import type { ColumnTable } from './table-model.ts';
import { words } from '../words/words.ts';

const GROUPINGS: readonly Grouping[] = ['host', 'stack', 'group', 'owner', 'type', 'none'];

export function columnMenu(): readonly MenuItem[] {
  const { hiddenColumns, grouping, favouritesFirst, sideways } = useSettings.getState();
  const group = (value: typeof grouping): MenuItem => ({
    label: words().table.groupings[value],
    checked: grouping === value,
    ...menuKeys(`group.${value}`),
    onPick: () => groupBy(value),
  });
  return [
    { title: words().table.groupBy },
    ...GROUPINGS.map(group),
    'line',
    {
      label: words().table.favouritesFirst,
      checked: favouritesFirst,
      ...menuKeys('table.favourites'),
      onPick: toggleFavouritesFirst,
    },
    'line',
    { title: words().table.columnsTitle },
    ...COLUMNS.flatMap(({ id }): readonly MenuItem[] =>
      id === 'machine'
        ? []
        : [
            {
              label: words().table.columns[id][0],
              checked: !hiddenColumns.includes(id),
              ...menuKeys(`column.${id}`),
              onPick: () => showOrHide(id),
            },
          ],
    ),
    {
      label: words().table.sideways,
      checked: sideways,
      testId: 'sideways',
      ...menuKeys('table.sideways'),
      onPick: toggleSideways,
    },
    'line',
    { label: words().table.exportCsv, icon: 'out', ...menuKeys('table.export-csv'), onPick: exportCsv },
    { label: words().table.exportJson, ...menuKeys('table.export-json'), onPick: exportJson },
    'line',
    { label: words().table.resetWidths, ...menuKeys('table.reset-widths'), onPick: resetWidths },
    { label: words().table.resetOrder, ...menuKeys('table.reset-order'), onPick: resetOrder },
  ];
}

/** From anywhere else than its button. */
export function showColumns(): void {
  const button = document.getElementById('columns');
  if (button !== null) openMenuBelow(button, columnMenu);
}

/** The same for one column's head: what moves that column stands first. */
export function headMenu(table: ColumnTable, id: string): readonly MenuItem[] {
  const shown = table.getVisibleLeafColumns().map((column) => column.id);
  const move = (label: string, by: number): readonly MenuItem[] => {
    const place = placeBeside(shown, id, by);
    return place === undefined ? [] : [{ label, onPick: () => moveColumn(table, id, place) }];
  };
  const left = move(words().table.moveLeft, -1);
  const right = move(words().table.moveRight, 1);
  return [...left, ...right, ...(shown.indexOf(id) > 0 ? (['line'] as const) : []), ...columnMenu()];
}

/** px a press of a key is worth. */
const STEP = 8;

/** On a head that has the keyboard: Shift and arrows size its column, Ctrl and arrows move it. */
export function headKey(table: ColumnTable, id: string, event: KeyboardEvent): void {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const column = COLUMNS.find((one) => one.id === id);
  if (by === undefined || column === undefined || event.shiftKey === event.ctrlKey) return;
  event.preventDefault();
  const isFirst = column.priority === 0;
  if (event.shiftKey) {
    const width = isFirst ? shownNameWidth() : (table.getColumn(id)?.getSize() ?? column.width);
    sizeColumn(column, width + by * STEP);
    return;
  }
  const shown = table.getVisibleLeafColumns().map((one) => one.id);
  const place = placeBeside(shown, id, by);
  if (place !== undefined) moveColumn(table, id, place);
}

export const sizeColumn = (column: Column, width: number): void =>
  changeSettings({ widths: { ...useSettings.getState().widths, [column.id]: boundedWidth(column, width) } });

/** px the names have now, whoever gave it to them. */
export function shownNameWidth(): number {
  const head = document.getElementById('table-head');
  return head === null ? 0 : Number.parseFloat(getComputedStyle(head).gridTemplateColumns);
}

/** Puts a column where another stands. */
export function moveColumn(table: ColumnTable, id: string, place: string): void {
  const order = table.getAllLeafColumns().map((column) => column.id);
  table.setColumnOrder(reordered(order, id, place));
}
