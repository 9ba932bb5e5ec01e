/**
 * What was open and where, kept in this browser or window for the next start. Where several windows are open, the first
 * keeps and restores; the others begin empty.
 */
import type { SerializedDockview } from 'dockview-react';
import { ofProfile } from '../settings/profile.ts';
import { useSettings } from '../settings/settings.ts';

/** Another profile has other consoles. */
const PLACE = ofProfile('ctys.layout');
const MOST_TEXT = 1_000_000;
const MOST_PANELS = 100;
/** ms */
const PATIENCE = 10_000;
const COMPONENTS = new Set(['console', 'jobs', 'history', 'playback', 'files']);

/** Stored text of any origin; null: nothing that can be restored. */
export function parseLayout(text: string | null): SerializedDockview | null {
  if (text === null || text.length > MOST_TEXT) return null;
  try {
    const { version, layout } = JSON.parse(text) as { version?: unknown; layout?: SerializedDockview };
    const panels = Object.values(layout?.panels ?? {});
    const known = panels.every(({ contentComponent = '' }) => COMPONENTS.has(contentComponent));
    const right = version === 1 && typeof layout?.grid === 'object' && known;
    return right && panels.length > 0 && panels.length <= MOST_PANELS ? layout : null;
  } catch {
    return null;
  }
}

let ours = false;
let stored: SerializedDockview | null = null;

/** Resolves whether there is something to restore in this window. To be asked once, before anything is kept. */
export function claimLayout(): Promise<boolean> {
  return new Promise((answer) => {
    const hold = (): Promise<void> => {
      ours = true;
      if (useSettings.getState().restoreConsoles) stored = parseLayout(localStorage.getItem(PLACE));
      answer(stored !== null);
      // Held until the window is gone.
      return new Promise(() => undefined);
    };
    // What is being reloaded lets go a moment later; another window does not.
    const signal = AbortSignal.timeout(PATIENCE);
    navigator.locks.request(PLACE, { signal }, hold).catch(() => answer(false));
  });
}

/** Whether what this window shows is kept: it was the first to ask. */
export const keepsLayout = (): boolean => ours;

/** Once: what is to be restored. */
export function takeLayout(): SerializedDockview | null {
  const taken = stored;
  stored = null;
  return taken;
}

/** null: nothing is open. */
export function keepLayout(layout: SerializedDockview | null): void {
  if (!ours || stored !== null) return;
  if (layout === null) localStorage.removeItem(PLACE);
  else localStorage.setItem(PLACE, JSON.stringify({ version: 1, layout }));
}
