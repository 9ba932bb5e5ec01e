/** What our keys do in every console. */
import { setWindow } from '../window-state.ts';
import type { ConsoleKey } from './console-keys.ts';
import { detach, splitPanel } from './dock-moves.ts';
import { closePanel, stepTab } from './dock-state.ts';
import { leaderSeen } from './leader-note.tsx';
import { openLocalShell } from './new-console.ts';
import { fillScreen } from './full-screen.ts';

const COMMON: Partial<Record<ConsoleKey, (panel: string) => void>> = {
  'next-tab': () => stepTab(1),
  'previous-tab': () => stepTab(-1),
  close: closePanel,
  'split-right': (panel) => splitPanel(panel, 'right'),
  'split-below': (panel) => splitPanel(panel, 'below'),
  detach: (panel) => void detach(panel),
  full: fillScreen,
  'local-shell': () => openLocalShell(),
  strip: () => setWindow((state) => ({ strip: !state.strip })),
  table: () => {
    leaderSeen();
    setWindow({ strip: false });
    requestAnimationFrame(() => document.querySelector<HTMLElement>('.rows')?.focus());
  },
};

/** Keys that terminals and screens have in common. */
export const isCommon = (key: ConsoleKey): boolean => key in COMMON;
export const commonKey = (key: ConsoleKey, panel: string): void => COMMON[key]?.(panel);
