/** The window's columns as those of a `TAB_GEN`, and back. Pure. */
import { parseColumns } from '../../core/ctys/tables/columns.ts';
import { WINDOW_COLUMNS, windowField } from '../../core/ctys/tables/window-columns.ts';
import { COLUMNS, type ColumnId } from '../machines/columns.ts';

const BY_FIELD = new Map(COLUMNS.map(({ id }) => [windowField(id), id]));

export const columnsText = (columns: readonly ColumnId[]): string =>
  `tab_gen:${columns.map((id) => WINDOW_COLUMNS[id]).join('%%')}`;

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
