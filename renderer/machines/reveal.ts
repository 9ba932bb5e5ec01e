/** The cursor is put on a row from elsewhere than the table: the row comes into sight. */
import { setWindow, useWindow } from '../window-state.ts';
import { unfoldedRows } from './row-source.ts';
import { rowsAbove } from './rows.ts';

/** Unfolds what the row is in, and leaves a view or filter that hides it; the table scrolls to it (row-list.tsx). */
export function reveal(key: string): void {
  if (!unfold(key)) {
    setWindow({ filter: '', source: 'all', view: { kind: 'all' } });
    unfold(key);
  }
  setWindow({ cursor: key, anchor: key, sought: key, strip: false });
}

/** False: there is no such row, folded or not. */
function unfold(key: string): boolean {
  const above = rowsAbove(unfoldedRows(), key);
  if (above === null) return false;
  const { folded } = useWindow.getState();
  const left = [...folded].filter((one) => !above.has(one));
  if (left.length < folded.size) setWindow({ folded: new Set(left) });
  return true;
}
