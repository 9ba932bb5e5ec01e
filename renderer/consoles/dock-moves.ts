/** Consoles moved about: split, taken out into windows of their own, and brought back. They stay connected all the while. */
import type { DockviewApi, DockviewGroupPanel, IDockviewPanel } from 'dockview-react';
import { toast } from '../ui/toast.tsx';
import { dressWindow } from './detached.ts';
import {
  type Beside,
  type ConsoleTarget,
  focusActive,
  isAway,
  openAnother,
  SIDE,
  theDock,
} from './dock-state.ts';
import { words } from '../words/words.ts';

export const DETACHED = 'detached.html';

const targetOf = (panel: IDockviewPanel): ConsoleTarget | undefined =>
  panel.params?.target as ConsoleTarget | undefined;

/** The active one of several goes beside the others; one that is alone gets one more of the same beside it. */
export function split(group: DockviewGroupPanel, direction: Beside['direction']): void {
  const dock = theDock();
  const panel = group.activePanel;
  if (dock === null || panel === undefined) return;
  const target = targetOf(panel);
  if (group.panels.length > 1) panel.api.moveTo({ group, position: SIDE[direction] });
  else if (target !== undefined) openAnother(target, { referenceGroup: group, direction });
  focusActive();
}

export function splitPanel(id: string, direction: Beside['direction']): void {
  const panel = theDock()?.getPanel(id);
  if (panel !== undefined) split(panel.group, direction);
}

/** Where on the screens, px. */
interface Place {
  readonly left: number;
  readonly top: number;
}

export interface Box extends Place {
  readonly width: number;
  readonly height: number;
}

/** Into a window of its own; from one, back into the dock. */
export async function detach(id: string, at?: Place): Promise<void> {
  const dock = theDock();
  const panel = dock?.getPanel(id);
  if (dock === null || panel === undefined) return;
  if (isAway(panel.group)) return bringBack(panel.group);
  const { width, height } = panel.group.element.getBoundingClientRect();
  const position = {
    left: at?.left ?? screenX + 80,
    top: at?.top ?? screenY + 80,
    width: Math.max(640, Math.round(width)),
    height: Math.max(400, Math.round(height)),
  };
  if (!(await takeOut(dock, panel, position)))
    toast({
      title: words().consoles.noWindow,
      text: words().consoles.allowWindows,
      failed: true,
    });
  else focusActive();
}

/** Into a window of its own there; false: the browser lets none be opened. */
export function takeOut(dock: DockviewApi, panel: IDockviewPanel, position: Box): Promise<boolean> {
  let undress = (): void => undefined;
  return dock.addPopoutGroup(panel, {
    popoutUrl: DETACHED,
    position,
    onDidOpen: ({ window: its }) => {
      undress = dressWindow(its, () => titleOf(panel.id));
    },
    onWillClose: () => undress(),
  });
}

const titleOf = (id: string): string => {
  const panel = theDock()?.getPanel(id);
  return panel?.group.activePanel?.title ?? panel?.title ?? '';
};

/** Its window closes; all in it is docked again. */
export function bringBack(group: DockviewGroupPanel): void {
  const { location } = group.api;
  if (location.type === 'popout') location.getWindow().close();
}

/** What was in front in a window that closes is in front in the dock, and has the keyboard. */
export function followReturns(dock: DockviewApi): void {
  dock.onWillClosePopoutWindow(({ window: its }) => {
    const group = dock.groups.find(({ element }) => element.ownerDocument === its.document);
    const front = group?.activePanel;
    // Once it is docked, which comes next.
    setTimeout(() => {
      if (front === undefined || dock.getPanel(front.id) === undefined || isAway(front.group)) return;
      window.focus();
      front.api.setActive();
      // dockview shows it in the next frame; what is hidden takes no keyboard.
      requestAnimationFrame(focusActive);
    });
  });
}

/** A tab let go outside the window gets one of its own there. Returns how to stop. */
export function followTabsOut(): () => void {
  let dragged: string | null = null;
  const stop = new AbortController();
  const options = { signal: stop.signal, capture: true };
  const started = theDock()?.onWillDragPanel(({ panel }) => {
    dragged = panel.id;
  });
  addEventListener(
    'dragend',
    ({ screenX: x, screenY: y }) => {
      const id = dragged;
      dragged = null;
      const inside = x >= screenX && x <= screenX + outerWidth && y >= screenY && y <= screenY + outerHeight;
      // Where a drag is refused or cancelled, browsers tell 0, 0.
      if (id !== null && !inside && (x !== 0 || y !== 0)) void detach(id, { left: x, top: y });
    },
    options,
  );
  return () => {
    stop.abort();
    started?.dispose();
  };
}
