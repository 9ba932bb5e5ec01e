/** What the commands do that arrange the table. */
import {
  groupBy,
  moveSorted,
  resetOrder,
  resetWidths,
  showOrHide,
  sortBy,
  toggleFavouritesFirst,
  toggleSideways,
} from '../machines/arrange.ts';
import { exportCsv, exportJson } from '../machines/export.ts';
import type { ColumnId } from '../machines/columns.ts';
import type { Grouping } from '../machines/rows.ts';
import type { SortKey } from '../machines/search.ts';
import { focusFilter, focusTable, scrollSideways } from '../machines/table-actions.ts';
import { showColumns } from '../machines/table-menu.ts';
import { setWindow } from '../window-state.ts';
import type { CommandId } from './command-table.ts';

const group = (grouping: Grouping) => (): void => groupBy(grouping);
const sort = (key: SortKey) => (): void => sortBy(key);
const column = (id: ColumnId) => (): void => showOrHide(id);

export type ArrangeId = Extract<
  CommandId,
  `group.${string}` | `sort.${string}` | `column.${string}` | `table.${string}`
>;

export const ARRANGE: Readonly<Record<ArrangeId, () => void>> = {
  'table.filter': focusFilter,
  'table.focus': focusTable,
  'table.strip': () => setWindow(({ strip }) => ({ strip: !strip })),
  'table.export-csv': exportCsv,
  'table.export-json': exportJson,
  'table.columns': showColumns,
  'table.favourites': toggleFavouritesFirst,
  'table.sideways': toggleSideways,
  'table.reset-widths': resetWidths,
  'table.reset-order': resetOrder,
  'table.left': () => scrollSideways(-1),
  'table.right': () => scrollSideways(1),
  'group.host': group('host'),
  'group.stack': group('stack'),
  'group.group': group('group'),
  'group.owner': group('owner'),
  'group.type': group('type'),
  'group.none': group('none'),
  'sort.machine': sort('machine'),
  'sort.type': sort('type'),
  'sort.state': sort('state'),
  'sort.host': sort('host'),
  'sort.cpu': sort('cpu'),
  'sort.memory': sort('memory'),
  'sort.disk': sort('disk'),
  'sort.net': sort('net'),
  'sort.user': sort('user'),
  'sort.up': sort('up'),
  'sort.age': sort('age'),
  'column.left': () => moveSorted(-1),
  'column.right': () => moveSorted(1),
  'column.type': column('type'),
  'column.state': column('state'),
  'column.cst': column('cst'),
  'column.host': column('host'),
  'column.cpu': column('cpu'),
  'column.memory': column('memory'),
  'column.disk': column('disk'),
  'column.net': column('net'),
  'column.user': column('user'),
  'column.up': column('up'),
  'column.age': column('age'),
};
