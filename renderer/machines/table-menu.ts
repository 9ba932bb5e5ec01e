/** The menu of columns and groups. */
import { changeSettings, useSettings } from '../settings/settings.ts';
import type { MenuItem } from '../ui/menu.tsx';
import { toggled } from '../window-state.ts';
import { COLUMNS, type ColumnId, reordered } from './columns.ts';
import type { ColumnTable } from './table-model.ts';

export function columnMenu(): readonly MenuItem[] {
  const { hiddenColumns, grouping } = useSettings.getState();
  const group = (value: typeof grouping, label: string): MenuItem => ({
    label,
    checked: grouping === value,
    onPick: () => changeSettings({ grouping: value }),
  });
  const hide = (id: ColumnId): void =>
    changeSettings({ hiddenColumns: [...toggled(new Set(useSettings.getState().hiddenColumns), id)] });
  return [
    { title: 'Group by' },
    group('host', 'Host'),
    group('stack', 'Stack (machines in machines)'),
    group('type', 'Type'),
    group('none', 'Nothing'),
    'line',
    { title: 'Columns' },
    ...COLUMNS.filter(({ priority }) => priority > 0).map(
      ({ id, title }): MenuItem => ({
        label: title,
        checked: !hiddenColumns.includes(id),
        onPick: () => hide(id),
      }),
    ),
    'line',
    { label: 'Reset widths', onPick: () => changeSettings({ widths: {} }) },
    { label: 'Reset order', onPick: () => changeSettings({ columnOrder: [] }) },
  ];
}

/** The same for one column's head: what moves that column stands first. */
export function headMenu(table: ColumnTable, id: string): readonly MenuItem[] {
  const shown = table.getVisibleLeafColumns().map((column) => column.id);
  const at = shown.indexOf(id);
  const move = (label: string, place: string | undefined): readonly MenuItem[] =>
    place === undefined ? [] : [{ label, onPick: () => moveColumn(table, id, place) }];
  // The first column stays, and nothing is put before it.
  const left = move('Move left', at > 1 ? shown[at - 1] : undefined);
  const right = move('Move right', at > 0 ? shown[at + 1] : undefined);
  return [...left, ...right, ...(at > 0 ? (['line'] as const) : []), ...columnMenu()];
}

/** Puts a column where another stands. */
export function moveColumn(table: ColumnTable, id: string, place: string): void {
  const order = table.getAllLeafColumns().map((column) => column.id);
  table.setColumnOrder(reordered(order, id, place));
}
