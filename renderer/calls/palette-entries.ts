/** What the palette offers: commands of the window, machines, saved calls and hosts, as an index made once. */
import type { Machine } from '../../core/model/machine.ts';
import type { HostStatus } from '../../core/model/host.ts';
import { applies } from '../commands/applies.ts';
import { COMMAND_IDS, type CommandId } from '../commands/command-table.ts';
import { runCommand } from '../commands/run.ts';
import { shownKeys } from '../commands/shown-keys.ts';
import { asCall, kindOf } from '../../core/ctys/macro-kind.ts';
import { jobToAbort, jobToRetry } from '../jobs/shown-job.ts';
import { type SavedMacro, useLibrary } from '../library/library.ts';
import { callMenu } from '../library/side-calls.tsx';
import { chooseView, isSavedView, viewMenu } from '../library/saved-views.ts';
import { nextOf, refreshHost, runAction } from '../machines/commands.tsx';
import { machineMenu } from '../machines/machine-menu.ts';
import { hostMeant, hostMenu } from '../machines/host-menu.ts';
import { VERB_WORDS } from '../machines/verbs.ts';
import { tables } from '../store.ts';
import type { MenuItem } from '../ui/menu.tsx';
import { setWindow, targets } from '../window-state.ts';
import { words } from '../words/words.ts';
import { runText } from './carry-out.tsx';

export interface PaletteEntry {
  readonly id: string;
  readonly kind: 'command' | 'machine' | 'call' | 'view' | 'group' | 'host' | 'filter';
  readonly title: string;
  /** What choosing it does, or where it is. */
  readonly detail: string;
  readonly keys?: string;
  /** Lower case: what is looked through. */
  readonly text: string;
  /** What the field has then; absent: choosing it closes the palette. */
  readonly put?: string;
  /** What else can be done with it: found by its name and that of the entry. */
  readonly menu?: () => readonly MenuItem[];
  readonly run: () => void;
}

/** Main ones first; keys that only move about are found by their words. */
const RANK: Readonly<Record<string, number>> = { row: 2, tab: 2, column: 2, sort: 2, console: 1 };
const ranked = (rank: number): readonly PaletteEntry[] =>
  COMMAND_IDS.filter((id) => (RANK[id.split('.')[0] ?? ''] ?? 0) === rank && applies(id)).map(commandEntry);

function commandEntry(id: CommandId): PaletteEntry {
  const keys = shownKeys(id);
  return entry({
    id: `c:${id}`,
    kind: 'command',
    title: words().commands[id],
    detail: meant(id),
    run: () => runCommand(id),
    ...(keys !== undefined && { keys }),
  });
}

/** What the command would be about. */
function meant(id: CommandId): string {
  if (id === 'host.only' || id === 'host.remove') return hostMeant()?.config.name ?? '';
  if (id === 'job.abort') return jobToAbort()?.call ?? '';
  if (id === 'job.retry') return jobToRetry()?.call ?? '';
  const [machine, ...more] = id.startsWith('machine.') ? targets() : [];
  return machine === undefined
    ? ''
    : [machine.label, ...(more.length > 0 ? [`+${more.length}`] : [])].join(' ');
}

export const entry = (entry: Omit<PaletteEntry, 'text'>): PaletteEntry => ({
  ...entry,
  text: `${entry.title} ${entry.detail}`.toLowerCase(),
});

export function paletteEntries(): readonly PaletteEntry[] {
  const { machines, hosts } = tables.getState();
  return [
    ...ranked(0),
    ...useLibrary.getState().macros.flatMap(macroEntry),
    ...[...machines.values()].map(machineEntry),
    ...[...hosts.values()].map(hostEntry),
    ...groupNames(hosts).map((name) =>
      entry({
        id: `g:${name}`,
        kind: 'group',
        title: name,
        detail: words().palette.showGroup,
        run: () => setWindow({ view: { kind: 'group', name } }),
      }),
    ),
    ...ranked(1),
    ...ranked(2),
  ];
}

function macroEntry(macro: SavedMacro): readonly PaletteEntry[] {
  const { name, text, filter = '' } = macro;
  if (isSavedView(macro)) {
    const menu = () => viewMenu(macro);
    const run = () => chooseView(macro);
    return [entry({ id: `k:${name}`, kind: 'view', title: name, detail: filter, menu, run })];
  }
  if (kindOf(macro) !== 'call') return [];
  const call = asCall(text);
  const menu = () => callMenu(macro);
  return [
    entry({ id: `k:${name}`, kind: 'call', title: name, detail: call, menu, run: () => runText(call) }),
  ];
}

function hostEntry(host: HostStatus): PaletteEntry {
  const { name } = host.config;
  return entry({
    id: `h:${name}`,
    kind: 'host',
    title: name,
    detail: words().palette.refresh(host.state),
    menu: () => hostMenu(host),
    run: () => refreshHost(name),
  });
}

const groupNames = (hosts: ReadonlyMap<string, HostStatus>): readonly string[] => [
  ...new Set([...hosts.values()].flatMap(({ config }) => config.groups ?? [])),
];

function machineEntry(machine: Machine): PaletteEntry {
  const { id, label, path } = machine;
  return {
    id: `m:${id}`,
    kind: 'machine',
    title: label,
    // What Enter does depends on the state, which is read when it is shown.
    detail: path,
    text: `${label} ${path}`.toLowerCase(),
    menu: () => machineMenu([tables.getState().machines.get(id) ?? machine]),
    run: () => {
      const now = tables.getState().machines.get(id);
      if (now !== undefined) runAction(nextOf(now), now);
    },
  };
}

/** `Start`, `Open console`: what Enter on a machine does now. */
export function nextVerb(id: string): string {
  const machine = tables.getState().machines.get(id.slice('m:'.length));
  return machine === undefined ? '' : VERB_WORDS[nextOf(machine).verb].label;
}
