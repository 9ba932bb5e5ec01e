/** The dock as it was: restored once at the start, kept from then on. */
import type { DockviewApi, SerializedDockview } from 'dockview-react';
import { claimLayout, keepLayout, takeLayout } from './layout-store.ts';
import { type Box, takeOut } from './dock-moves.ts';
import { theDock, useDock } from './dock-state.ts';

/** ms; a drag changes the layout with every frame. Short, for a page may crash, or be loaded again, at any moment. */
const BEAT = 100;
/** ms after windows came back: a page that ends may take that long to be gone. */
const LONG_BEAT = 500;

/** The dock is opened where something was open at the end of the last window. */
export async function restoreDock(): Promise<void> {
  if (!(await claimLayout())) return;
  // Who was quicker than that has begun anew.
  if (useDock.getState().open) takeLayout();
  else useDock.setState({ open: true });
}

/** Consoles that had windows of their own are docked, and have them again where that takes no click. */
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
  if (opensWindows()) void openAgain(dock, popoutGroups);
}

/** The desktop application does; a browser opens none but at a click. */
const opensWindows = (): boolean => /\bElectron\//.test(navigator.userAgent);

/** What shared a window are tabs in it again. */
async function openAgain(
  dock: DockviewApi,
  groups: NonNullable<SerializedDockview['popoutGroups']>,
): Promise<void> {
  for (const { position, ...group } of groups) {
    const [first, ...rest] = panelsIn(group).flatMap((id) => dock.getPanel(id) ?? []);
    if (first === undefined || !isBox(position)) continue;
    if (!(await takeOut(dock, first, position))) return;
    for (const panel of rest) panel.api.moveTo({ group: first.group, skipSetActive: true });
  }
}

const isBox = (value: unknown): value is Box =>
  typeof value === 'object' &&
  value !== null &&
  ['left', 'top', 'width', 'height'].every((name) =>
    Number.isFinite((value as Record<string, unknown>)[name]),
  );

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
  /** Windows came back into the dock within this beat: as they all do when the product ends. */
  let returned = false;
  const keep = (): void => {
    returned = false;
    keepLayout(dock.totalPanels === 0 ? null : (dock.toJSON() as SerializedDockview));
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(keep, returned ? LONG_BEAT : BEAT);
  };
  dock.onDidLayoutChange(soon);
  dock.onDidPopoutGroupPositionChange(soon);
  dock.onDidPopoutGroupSizeChange(soon);
  dock.onWillClosePopoutWindow(() => {
    returned = true;
    soon();
  });
  const end = (): void => {
    if (theDock() === dock && !returned) keep();
  };
  // Before dockview hears of it and closes its windows.
  addEventListener('beforeunload', end, { capture: true });
  addEventListener('pagehide', end);
  dock.onDidRemovePanel(() => {
    if (dock.totalPanels > 0) return;
    clearTimeout(timer);
    keepLayout(null);
  });
}
