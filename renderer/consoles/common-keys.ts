/** What our keys do in every console. */
import { setWindow } from '../window-state.ts';
import type { ConsoleKey } from './console-keys.ts';
import { detach, splitPanel } from './dock-moves.ts';
import { closePanel, stepTab } from './dock-state.ts';
import { leaderSeen } from './leader-note.tsx';
import { openLocalShell } from './new-console.ts';
import { fillScreen } from './full-screen.ts';

/** Keys that terminals and screens have in common. */
export function commonKey(key: ConsoleKey, panel: string): void {
  if (key === 'next-tab') stepTab(1);
  else if (key === 'previous-tab') stepTab(-1);
  else if (key === 'close') closePanel(panel);
  else if (key === 'split-right') splitPanel(panel, 'right');
  else if (key === 'split-below') splitPanel(panel, 'below');
  else if (key === 'detach') void detach(panel);
  else if (key === 'full') fillScreen(panel);
  else if (key === 'local-shell') openLocalShell();
  else if (key === 'strip') setWindow((state) => ({ strip: !state.strip }));
  else if (key === 'table') {
    leaderSeen();
    setWindow({ strip: false });
    requestAnimationFrame(() => document.querySelector<HTMLElement>('.rows')?.focus());
  }
}
