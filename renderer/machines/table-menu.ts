/** The menu of columns and groups, and the keys of a column's head. */
import type { KeyboardEvent } from 'react';
import { changeSettings, useSettings } from '../settings/settings.ts';
import { type MenuItem, openMenuBelow } from '../ui/menu.tsx';
import { toggled } from '../window-state.ts';
import { exportCsv, exportJson } from './export.ts';
import { boundedWidth, COLUMNS, type ColumnId, reordered } from './columns.ts';
import type { Grouping } from './rows.ts';
import type { ColumnTable } from './table-model.ts';
import { words } from '../words/words.ts';

const GROUPINGS: readonly Grouping[] = ['host', 'stack', 'group', 'owner', 'type', 'none'];

export function columnMenu(): readonly MenuItem[] {
  const { hiddenColumns, grouping } = useSettings.getState();
  const group = (value: typeof grouping): MenuItem => ({
    label: words().table.groupings[value],
    checked: grouping === value,
    onPick: () => changeSettings({ grouping: value }),
  });
  const hide = (id: ColumnId): void =>
    changeSettings({ hiddenColumns: [...toggled(new Set(useSettings.getState().hiddenColumns), id)] });
  return [
    { title: words().table.groupBy },
    ...GROUPINGS.map(group),
    'line',
    {
      label: words().table.favouritesFirst,
      checked: useSettings.getState().favouritesFirst,
      onPick: () => changeSettings({ favouritesFirst: !useSettings.getState().favouritesFirst }),
    },
    'line',
    { title: words().table.columnsTitle },
    ...COLUMNS.filter(({ priority }) => priority > 0).map(
      ({ id }): MenuItem => ({
        label: words().table.columns[id][0],
        checked: !hiddenColumns.includes(id),
        onPick: () => hide(id),
      }),
    ),
    {
      label: words().table.sideways,
      checked: useSettings.getState().sideways,
      testId: 'sideways',
      onPick: () => changeSettings({ sideways: !useSettings.getState().sideways }),
    },
    'line',
    { label: words().table.exportCsv, icon: 'out', onPick: exportCsv },
    { label: words().table.exportJson, onPick: exportJson },
    'line',
    { label: words().table.resetWidths, onPick: () => changeSettings({ widths: {} }) },
    { label: words().table.resetOrder, onPick: () => changeSettings({ columnOrder: [] }) },
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
  const at = shown.indexOf(id);
  const move = (label: string, place: string | undefined): readonly MenuItem[] =>
    place === undefined ? [] : [{ label, onPick: () => moveColumn(table, id, place) }];
  // The first column stays, and nothing is put before it.
  const left = move(words().table.moveLeft, at > 1 ? shown[at - 1] : undefined);
  const right = move(words().table.moveRight, at > 0 ? shown[at + 1] : undefined);
  return [...left, ...right, ...(at > 0 ? (['line'] as const) : []), ...columnMenu()];
}

/** px a press of a key is worth. */
const STEP = 8;

/** On a head that has the keyboard: Shift and arrows size its column, Ctrl and arrows move it. */
export function headKey(table: ColumnTable, id: string, event: KeyboardEvent): void {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const column = COLUMNS.find((one) => one.id === id);
  if (by === undefined || column === undefined || column.priority === 0 || event.shiftKey === event.ctrlKey)
    return;
  event.preventDefault();
  if (event.shiftKey) {
    const width = (table.getColumn(id)?.getSize() ?? column.width) + by * STEP;
    changeSettings({
      widths: { ...useSettings.getState().widths, [column.id]: boundedWidth(column, width) },
    });
    return;
  }
  const shown = table.getVisibleLeafColumns().map((one) => one.id);
  const place = shown[shown.indexOf(id) + by];
  if (place !== undefined && shown.indexOf(place) > 0) moveColumn(table, id, place);
}

/** Puts a column where another stands. */
export function moveColumn(table: ColumnTable, id: string, place: string): void {
  const order = table.getAllLeafColumns().map((column) => column.id);
  table.setColumnOrder(reordered(order, id, place));
}
