/** Where the window was is where it comes again, as far as that place is there still. */
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { type BrowserWindow, screen } from 'electron';
import {
  type Area,
  placeInSight,
  placeNow,
  readPlace,
  type WindowPlace,
} from '../core/model/window-place.ts';

/** ms: a window that is moved tells of every step. */
const SETTLED = 500;

export function keptPlace(file: string): WindowPlace | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return null;
  }
  const kept = readPlace(text);
  return kept === null ? null : placeNow(kept, areas());
}

/** That with the task bar first. */
const areas = (): Area[] =>
  [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea);

/** Where a page wants a window of its own, in the words of `window.open`, and where it can be seen; none: anywhere. */
export function wantedPlace(features: string): WindowPlace | null {
  const said = new Map(features.split(',').map((one) => one.split('=', 2) as [string, string]));
  const [x, y, width, height] = ['left', 'top', 'width', 'height'].map((name) =>
    Math.round(Number(said.get(name))),
  );
  const wanted = readPlace(JSON.stringify({ x, y, width, height }));
  return wanted === null ? null : placeInSight(wanted, areas());
}

export function keepPlace(window: BrowserWindow, file: string): void {
  let timer: NodeJS.Timeout | undefined;
  const keep = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (window.isDestroyed()) return;
      const place = { ...window.getNormalBounds(), ...(window.isMaximized() && { maximized: true }) };
      // A place that is not kept is one that is chosen again.
      void writeFile(file, JSON.stringify(place), { mode: 0o600 }).catch(() => {});
    }, SETTLED);
  };
  window.on('resize', keep);
  window.on('move', keep);
  window.on('maximize', keep);
  window.on('unmaximize', keep);
}
