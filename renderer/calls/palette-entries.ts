/** What the palette offers: commands of the window, machines, saved calls and hosts, as an index made once. */
import type { Machine } from '../../core/model/machine.ts';
import { openHistory, openJobs } from '../consoles/dock-state.ts';
import { openLocalShell } from '../consoles/new-console.ts';
import { editSnippets } from '../consoles/snippets-dialog.tsx';
import { asCall, kindOf, useLibrary } from '../library/library.ts';
import { nextOf, refreshHost, runAction } from '../machines/commands.tsx';
import { focusFilter } from '../machines/table-actions.ts';
import { VERB_WORDS } from '../machines/verbs.ts';
import { changeSettings, useSettings } from '../settings/settings.ts';
import { tables } from '../store.ts';
import { showTranscripts } from '../transcripts/transcripts-dialog.tsx';
import { machineOfRow, setWindow, useWindow } from '../window-state.ts';
import { runText } from './carry-out.tsx';

export interface PaletteEntry {
  readonly id: string;
  readonly kind: 'command' | 'machine' | 'call' | 'host';
  readonly title: string;
  /** What choosing it does, or where it is. */
  readonly detail: string;
  readonly keys?: string;
  /** Lower case: what is looked through. */
  readonly text: string;
  readonly run: () => void;
}

interface Command {
  readonly title: string;
  readonly keys?: string;
  readonly run: () => void;
}

const COMMANDS: readonly Command[] = [
  { title: 'Filter the table', keys: '/', run: focusFilter },
  { title: 'Edit a call', keys: 'e', run: () => setWindow({ editing: { text: 'ctys ' } }) },
  { title: 'Show all machines', keys: 'g a', run: () => setWindow({ view: { kind: 'all' } }) },
  { title: 'Show running machines', keys: 'g r', run: () => setWindow({ view: { kind: 'running' } }) },
  { title: 'Show machines that are off', keys: 'g o', run: () => setWindow({ view: { kind: 'off' } }) },
  { title: 'Show what is lost', keys: 'g l', run: () => setWindow({ view: { kind: 'lost' } }) },
  { title: 'Show differences', keys: 'g d', run: () => setWindow({ view: { kind: 'drift' } }) },
  { title: 'Shell on this machine', run: openLocalShell },
  { title: 'Snippets', run: editSnippets },
  { title: 'Transcripts of consoles', run: showTranscripts },
  { title: 'Jobs', run: () => openJobs() },
  { title: 'History of calls', run: openHistory },
  {
    title: 'Fold or unfold the table',
    keys: 'Ctrl+`',
    run: () => setWindow(({ strip }) => ({ strip: !strip })),
  },
  { title: 'Side bar', run: () => changeSettings({ sidebar: !useSettings.getState().sidebar }) },
  { title: 'Details', run: () => changeSettings({ details: !useSettings.getState().details }) },
  { title: 'New guest from a template', run: () => newGuest() },
  { title: 'Add a host', run: () => setWindow({ dialog: { kind: 'add-host' } }) },
  { title: 'Import hosts from ~/.ssh/config', run: () => setWindow({ dialog: { kind: 'import' } }) },
  { title: 'Import calls', run: () => setWindow({ dialog: { kind: 'import-macros' } }) },
  { title: 'Settings', run: () => setWindow({ dialog: { kind: 'settings' } }) },
];

/** On the host of the row one is on, else on the first there is. */
function newGuest(): void {
  const { hosts } = tables.getState();
  const host = machineOfRow(useWindow.getState().cursor)?.host ?? [...hosts.keys()][0] ?? 'localhost';
  setWindow({ dialog: { kind: 'new-guest', host } });
}

const entry = (entry: Omit<PaletteEntry, 'text'>): PaletteEntry => ({
  ...entry,
  text: `${entry.title} ${entry.detail}`.toLowerCase(),
});

export function paletteEntries(): readonly PaletteEntry[] {
  const { machines, hosts } = tables.getState();
  return [
    ...COMMANDS.map(({ title, keys, run }) =>
      entry({
        id: `c:${title}`,
        kind: 'command',
        title,
        detail: '',
        run,
        ...(keys !== undefined && { keys }),
      }),
    ),
    ...useLibrary
      .getState()
      .macros.filter((macro) => kindOf(macro) === 'call')
      .map(({ name, text }) =>
        entry({
          id: `k:${name}`,
          kind: 'call',
          title: name,
          detail: asCall(text),
          run: () => runText(asCall(text)),
        }),
      ),
    ...[...machines.values()].map(machineEntry),
    ...[...hosts.values()].map(({ config: { name }, state }) =>
      entry({
        id: `h:${name}`,
        kind: 'host',
        title: name,
        detail: `refresh, ${state}`,
        run: () => refreshHost(name),
      }),
    ),
  ];
}

function machineEntry(machine: Machine): PaletteEntry {
  const { id, label, path } = machine;
  return {
    id: `m:${id}`,
    kind: 'machine',
    title: label,
    // What Enter does depends on the state, which is read when it is shown.
    detail: path,
    text: `${label} ${path}`.toLowerCase(),
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

const MOST = 50;

/** All words must be there; what begins with the first comes first. */
export function search(entries: readonly PaletteEntry[], typed: string): readonly PaletteEntry[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const [first] = words;
  if (first === undefined) return entries.slice(0, MOST);
  const begins: PaletteEntry[] = [];
  const others: PaletteEntry[] = [];
  for (const one of entries) {
    if (!words.every((word) => one.text.includes(word))) continue;
    (one.text.startsWith(first) ? begins : others).push(one);
    if (begins.length >= MOST) break;
  }
  return [...begins, ...others].slice(0, MOST);
}

/** What is a call and no words to look for. */
export const isCall = (typed: string): boolean =>
  /^(?:ctys(?:\s|$)|-\w|VMSTACK|SUBTASK|SUBGROUP|macro:)/i.test(typed.trimStart());
