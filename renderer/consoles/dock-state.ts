/** What is open in the dock: consoles and the jobs list. The dock itself exists only while something is. */
import type { DockviewApi, DockviewGroupPanel } from 'dockview-react';
import { create } from 'zustand';
import type { ConsoleKind, ConsoleOffer, ShellRun } from '../../core/model/console.ts';
import type { Machine } from '../../core/model/machine.ts';
import { lastPress } from '../ui/here.tsx';
import { told, words } from '../words/words.ts';

/** Parameters of a console's panel. Values only: the layout keeps them. */
export interface ConsoleTarget {
  readonly machine: string;
  readonly label: string;
  readonly host: string;
  readonly console: string;
  readonly kind: ConsoleKind;
  readonly title: string;
  /** A shell with a label of its own. */
  readonly run?: ShellRun;
}

interface Panel {
  readonly id: string;
  readonly component: 'console' | 'jobs' | 'history' | 'playback' | 'files';
  readonly title: string;
  readonly params: Record<string, unknown>;
}

export interface DockState {
  /** Something is in it. */
  readonly open: boolean;
  /** All of it is in windows of its own. */
  readonly away: boolean;
}

export const useDock = create<DockState>(() => ({ open: false, away: false }));

/** Sessions by the panel they run in, to find the panel of a session row. */
const panelOfSession = new Map<string, string>();

let api: DockviewApi | null = null;
let waiting: Panel[] = [];

export const theDock = (): DockviewApi | null => api;

export function dockReady(ready: DockviewApi): void {
  api = ready;
  ready.onDidRemovePanel(() => {
    if (ready.totalPanels > 0) return;
    api = null;
    useDock.setState({ open: false, away: false });
  });
  ready.onDidLayoutChange(() => {
    const away = ready.totalPanels > 0 && ready.groups.every((group) => group.size === 0 || isAway(group));
    if (away !== useDock.getState().away) useDock.setState({ away });
  });
  for (const panel of waiting.splice(0)) add(ready, panel);
}

function show(panel: Panel): void {
  const there = api?.getPanel(panel.id);
  if (there !== undefined) {
    there.api.setActive();
    openers.get(panel.id)?.();
    focusActive();
  } else if (api !== null) add(api, panel);
  else {
    waiting = [...waiting.filter(({ id }) => id !== panel.id), panel];
    useDock.setState({ open: true });
  }
}

/** What opens a console anew that has ended: set by the panels. */
const openers = new Map<string, () => void>();

export function onOpenAgain(id: string, open: () => void): () => void {
  openers.set(id, open);
  return () => void openers.delete(id);
}

/** Panels that a person has just opened: what is restored or comes back is not asked about again. */
const asked = new Set<string>();

/** When, as performance.now(). */
const askedAt = new Map<string, number>();

/** True once. */
export const isAskedFor = (id: string): boolean => asked.delete(id);

function add(dock: DockviewApi, panel: Panel, beside?: Beside): void {
  if (panel.component === 'console') {
    asked.add(panel.id);
    askedAt.set(panel.id, performance.now());
  }
  const placed = { ...panel, minimumWidth: 220, minimumHeight: 96 };
  if (beside === undefined || !isAway(beside.referenceGroup)) {
    dock.addPanel({ ...placed, position: beside ?? placeFor(dock) });
    return;
  }
  // dockview makes new groups in the main window; a tab that is moved aside stays in its own.
  const { referenceGroup: group, direction } = beside;
  dock
    .addPanel({ ...placed, position: { referenceGroup: group } })
    .api.moveTo({ group, position: SIDE[direction] });
}

export const SIDE = { right: 'right', below: 'bottom' } as const;

export interface Beside {
  readonly referenceGroup: DockviewGroupPanel;
  readonly direction: 'right' | 'below';
}

export const isAway = (group: DockviewGroupPanel): boolean => group.api.location.type === 'popout';

/** What is new joins the group that was active last, in this window. */
function placeFor(dock: DockviewApi) {
  const here = [...(dock.activeGroup ? [dock.activeGroup] : []), ...dock.groups];
  const group = here.find((one) => !isAway(one) && one.api.isVisible);
  return group === undefined ? ({ direction: 'right' } as const) : { referenceGroup: group };
}

/** Opens the console, or goes to it where it is open already. */
export function openConsole(machine: Machine, offer: ConsoleOffer, run?: ShellRun): void {
  const same = `console ${machine.id} ${offer.id}${run === undefined ? '' : ` ${run.label}`}`;
  show(panelOf(targetOf(machine, offer, run), same));
}

/** One more of it, whether it is open or not. */
export function openAlso(machine: Machine, offer: ConsoleOffer, run?: ShellRun): void {
  const target = targetOf(machine, offer, run);
  show(panelOf(target, anotherId(target)));
}

const anotherId = ({ machine, console }: ConsoleTarget): string =>
  `console ${machine} ${console} ${crypto.randomUUID()}`;

const targetOf = (machine: Machine, offer: ConsoleOffer, run: ShellRun | undefined): ConsoleTarget => ({
  machine: machine.id,
  label: (run?.label ?? machine.label).slice(0, 200),
  ...(run !== undefined && { run }),
  host: machine.host,
  console: offer.id,
  kind: offer.kind,
  title: offer.title,
});

const panelOf = (target: ConsoleTarget, id: string): Panel => ({
  id,
  component: 'console',
  title: `${target.label} ${told(target.title)}`,
  params: { target },
});

/** One more of the same, beside another. */
export function openAnother(target: ConsoleTarget, beside: Beside): void {
  if (api !== null) add(api, panelOf(target, anotherId(target)), beside);
}

export function openJobs(job?: string): void {
  show({ id: 'jobs', component: 'jobs', title: words().commands['jobs.open'], params: {} });
  if (job !== undefined) useChosenJob.setState({ job });
}

export const openHistory = (): void =>
  show({ id: 'history', component: 'history', title: words().consoles.history, params: {} });

export const openPlayback = (name: string): void =>
  show({ id: `playback ${name}`, component: 'playback', title: name, params: { name } });

/** The files of a host, beside the console that asked for them. */
export function openFiles(host: string, path: string): void {
  const title = host === 'localhost' ? words().consoles.filesHere : words().files.of(host);
  const panel: Panel = { id: `files ${host}`, component: 'files', title, params: { host, path } };
  const group = api?.activeGroup;
  if (api === null || group === undefined || isAway(group) || api.getPanel(panel.id) !== undefined)
    show(panel);
  else add(api, panel, { referenceGroup: group, direction: 'right' });
  focusActive();
}

/** The job whose log is shown. */
export const useChosenJob = create<{ readonly job: string | null }>(() => ({ job: null }));

export function rememberSession(session: string, panel: string): void {
  panelOfSession.set(session, panel);
}

export function forgetSession(session: string): void {
  panelOfSession.delete(session);
}

export function focusConsole(session: string): void {
  api?.getPanel(panelOfSession.get(session) ?? '')?.api.setActive();
  focusActive();
}

export function closePanel(id: string): void {
  api?.getPanel(id)?.api.close();
}

/** The tab `by` places further in its group, round and round. */
export function stepTab(by: number): void {
  const group = api?.activeGroup;
  const active = group?.activePanel;
  if (group === undefined || active === undefined) return;
  const at = group.panels.findIndex(({ id }) => id === active.id);
  const next = group.panels[(at + by + group.panels.length) % group.panels.length];
  next?.api.setActive();
  focusActive();
}

/** The nth tab over all groups, from 1. */
export function goToTab(number: number): void {
  api?.panels[number - 1]?.api.setActive();
  focusActive();
}

/** What has the keyboard inside the panel that is shown: set by the panels. */
const focusers = new Map<string, () => void>();

export function onFocusPanel(id: string, focus: () => void): () => void {
  focusers.set(id, focus);
  return () => void focusers.delete(id);
}

export function focusActive(): void {
  const id = api?.activePanel?.id;
  if (id !== undefined) requestAnimationFrame(() => focusers.get(id)?.());
}

/** A console that has just been attached takes the keyboard, unless the person has gone on elsewhere since asking for it. */
export function takeFocus(id: string, first: boolean, focus: () => unknown = focusActive): void {
  const { activeElement } = document;
  const typing = activeElement?.closest('input, textarea, dialog, .console') !== null;
  const nowhere = activeElement === null || activeElement === document.body;
  const waits = first && !typing && lastPress() <= (askedAt.get(id) ?? 0);
  if (api?.activePanel?.id === id && (nowhere || waits)) focus();
}
