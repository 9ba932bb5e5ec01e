/** The view, its source and its filter, kept for the next start by the window that keeps the layout. */
import { keepsLayout } from '../consoles/layout-store.ts';
import { ofProfile } from '../settings/profile.ts';
import { useSettings } from '../settings/settings.ts';
import { setWindow, useWindow, type WindowState } from '../window-state.ts';
import { SOURCES, type View } from './views.ts';

export type KeptView = Pick<WindowState, 'view' | 'source' | 'filter'>;

const PLACE = ofProfile('ctys.view');
const MOST_TEXT = 10_000;
const KINDS = new Set<unknown>(['all', 'running', 'off', 'lost', 'drift']);
const NAMED = new Set<unknown>(['host', 'group', 'saved']);

/** Stored text of any origin; null: nothing that can be restored. */
export function parseView(text: string | null): KeptView | null {
  if (text === null || text.length > MOST_TEXT) return null;
  try {
    const { version, view, source, filter } = JSON.parse(text) as Record<string, unknown>;
    const found = SOURCES.find((one) => one === source);
    if (version !== 1 || found === undefined || typeof filter !== 'string' || !isView(view)) return null;
    return { view, source: found, filter };
  } catch {
    return null;
  }
}

function isView(value: unknown): value is View {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, name } = value as Record<string, unknown>;
  return KINDS.has(kind) || (NAMED.has(kind) && typeof name === 'string');
}

/** As a window begins: nobody has chosen anything, and no link or message has led to a row. */
const isNew = ({ view, source, filter, cursor }: WindowState): boolean =>
  view.kind === 'all' && source === 'all' && filter === '' && cursor === null;

/** Once the layout was claimed: what was looked at last, unless a person was quicker; from then on every change is kept. */
export function restoreView(): void {
  if (!keepsLayout()) return;
  const last = useSettings.getState().restoreConsoles ? parseView(localStorage.getItem(PLACE)) : null;
  if (last !== null && isNew(useWindow.getState())) setWindow(last);
  useWindow.subscribe(({ view, source, filter }, before) => {
    if (view === before.view && source === before.source && filter === before.filter) return;
    localStorage.setItem(PLACE, JSON.stringify({ version: 1, view, source, filter }));
  });
}
