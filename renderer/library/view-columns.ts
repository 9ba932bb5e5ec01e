/** The window's columns as those of a `TAB_GEN`, and back. Pure. */
import { parseColumns } from '../../core/ctys/tables/columns.ts';
import { COLUMNS, type ColumnId } from '../machines/columns.ts';

/** The field of LIST, with title and width. */
const FIELDS: Readonly<Record<ColumnId, string>> = {
  machine: '3_Label_20',
  type: '2_stype_8',
  cst: '14_cst_6',
  state: '23_state_10',
  host: '1_PM_15',
  cpu: '24_cpu_6',
  memory: '25_mem_8',
  disk: '26_disk_8',
  net: '27_net_8',
  user: '12_uid_8',
  up: '28_up_6',
  age: '29_age_6',
};

const BY_FIELD = new Map(COLUMNS.map(({ id }) => [Number.parseInt(FIELDS[id], 10), id]));

export const columnsText = (columns: readonly ColumnId[]): string =>
  `tab_gen:${columns.map((id) => FIELDS[id]).join('%%')}`;

/** Those a text names and the window has, each once; null: it names none, as a table of another kind. */
export function columnsOf(text: string): readonly ColumnId[] | null {
  const [, columns] = /^tab(?:_gen)?:([^,]+)/i.exec(text) ?? [];
  if (columns === undefined) return null;
  try {
    const known = parseColumns(columns).flatMap(({ field }) => BY_FIELD.get(field) ?? []);
    return known.length === 0 ? null : [...new Set(known)];
  } catch {
    // It is made of other macros.
    return null;
  }
}
