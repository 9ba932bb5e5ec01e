/** The dock as it was: restored once at the start, kept from then on. */
import type { DockviewApi, SerializedDockview } from 'dockview-react';
import { claimLayout, keepLayout, takeLayout } from './layout-store.ts';
import { theDock, useDock } from './dock-state.ts';

/** ms; a drag changes the layout many times a second. */
const BEAT = 500;

/** The dock is opened where something was open at the end of the last window. */
export async function restoreDock(): Promise<void> {
  if (!(await claimLayout())) return;
  // Who was quicker than that has begun anew.
  if (useDock.getState().open) takeLayout();
  else useDock.setState({ open: true });
}

/** Consoles that had windows of their own are docked: a browser opens no windows by itself. */
export function fillDock(dock: DockviewApi): void {
  const layout = takeLayout();
  if (layout === null) return;
  const { popoutGroups = [], ...rest } = layout;
  const away = new Set(popoutGroups.flatMap((group) => panelsIn(group)));
  const panels = Object.fromEntries(Object.entries(rest.panels).filter(([id]) => !away.has(id)));
  try {
    dock.fromJSON({ ...rest, panels });
  } catch {
    // What another version wrote: better an empty dock than none.
    dock.clear();
  }
  for (const group of [...dock.groups]) if (group.size === 0) dock.removeGroup(group);
  for (const id of away) {
    const panel = layout.panels[id];
    if (panel?.contentComponent === undefined) continue;
    const { contentComponent: component, title = '', params = {} } = panel;
    const [group] = dock.groups;
    const position = group && { position: { referenceGroup: group } };
    dock.addPanel({ id, component, title, params, inactive: true, ...position });
  }
}

/** Ids of panels anywhere below: a group alone, or a grid of groups. */
function panelsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('views' in value && Array.isArray(value.views))
    return value.views.filter((id) => typeof id === 'string');
  return Object.values(value).flatMap(panelsIn);
}

/** From now on every change is kept. */
export function followDock(dock: DockviewApi): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keep = (): void => keepLayout(dock.totalPanels === 0 ? null : (dock.toJSON() as SerializedDockview));
  dock.onDidLayoutChange(() => {
    clearTimeout(timer);
    timer = setTimeout(keep, BEAT);
  });
  addEventListener('pagehide', () => {
    if (theDock() === dock) keep();
  });
  dock.onDidRemovePanel(() => {
    if (dock.totalPanels > 0) return;
    clearTimeout(timer);
    keepLayout(null);
  });
}
