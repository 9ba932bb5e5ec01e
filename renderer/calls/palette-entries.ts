/** What the palette offers: commands of the window, machines, saved calls and hosts, as an index made once. */
import { completeFilter } from '../../core/ctys/filter/complete.ts';
import { namesField, parseFilter } from '../../core/ctys/filter/filter.ts';
import { availability } from '../../core/model/availability.ts';
import type { Machine } from '../../core/model/machine.ts';
import type { Verb } from '../../core/model/verb.ts';
import { COMMAND_IDS, type CommandId } from '../commands/command-table.ts';
import { runCommand } from '../commands/run.ts';
import { shownKeys } from '../commands/shown-keys.ts';
import { asCall, kindOf } from '../../core/ctys/macro-kind.ts';
import { useLibrary } from '../library/library.ts';
import { nextOf, refreshHost, runAction, runVerb } from '../machines/commands.tsx';
import { VERB_WORDS, verbsOf } from '../machines/verbs.ts';
import { indexOf, listed } from '../machines/search.ts';
import { tables } from '../store.ts';
import { count } from '../ui/format.ts';
import { setWindow, targets } from '../window-state.ts';
import { told, words } from '../words/words.ts';
import { runText } from './carry-out.tsx';

export interface PaletteEntry {
  readonly id: string;
  readonly kind: 'command' | 'machine' | 'call' | 'host' | 'filter';
  readonly title: string;
  /** What choosing it does, or where it is. */
  readonly detail: string;
  readonly keys?: string;
  /** Lower case: what is looked through. */
  readonly text: string;
  /** What the field has then; absent: choosing it closes the palette. */
  readonly put?: string;
  readonly run: () => void;
}

/** Main ones first; keys that only move about are found by their words. */
const RANK: Readonly<Record<string, number>> = { row: 2, tab: 2, console: 1 };
const ranked = (rank: number): readonly CommandId[] =>
  COMMAND_IDS.filter((id) => (RANK[id.split('.')[0] ?? ''] ?? 0) === rank);

function commandEntry(id: CommandId): PaletteEntry {
  const keys = shownKeys(id);
  const [machine, ...more] = id.startsWith('machine.') ? targets() : [];
  const on = machine === undefined ? '' : [machine.label, more.length > 0 ? `+${more.length}` : ''].join(' ');
  return entry({
    id: `c:${id}`,
    kind: 'command',
    title: words().commands[id],
    detail: on.trim(),
    run: () => runCommand(id),
    ...(keys !== undefined && { keys }),
  });
}

const entry = (entry: Omit<PaletteEntry, 'text'>): PaletteEntry => ({
  ...entry,
  text: `${entry.title} ${entry.detail}`.toLowerCase(),
});

export function paletteEntries(): readonly PaletteEntry[] {
  const { machines, hosts } = tables.getState();
  return [
    ...ranked(0).map(commandEntry),
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
        detail: words().palette.refresh(state),
        run: () => refreshHost(name),
      }),
    ),
    ...ranked(1).map(commandEntry),
    ...ranked(2).map(commandEntry),
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
/** More is no list to choose from. */
const MOST_WORDS = 9;

/** All words must be there; what begins with the first comes first. */
export function search(entries: readonly PaletteEntry[], typed: string): readonly PaletteEntry[] {
  if (namesField(typed)) return filtered(entries, typed);
  const looked = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const [first] = looked;
  if (first === undefined) return entries.slice(0, MOST);
  const begins: PaletteEntry[] = [];
  const others: PaletteEntry[] = [];
  for (const one of entries) {
    if (!looked.every((word) => one.text.includes(word))) continue;
    (one.text.startsWith(first) ? begins : others).push(one);
    if (begins.length >= MOST) break;
  }
  return [...begins, ...others, ...deeds(entries, looked), ...completions(typed)].slice(0, MOST);
}

/** `tst100 shut`: what can be done now with machines that some of the words name, by the others. */
function deeds(entries: readonly PaletteEntry[], looked: readonly string[]): readonly PaletteEntry[] {
  const { machines } = tables.getState();
  const found: PaletteEntry[] = [];
  for (const { kind, id, text, detail } of entries) {
    const rest = kind === 'machine' ? looked.filter((word) => !text.includes(word)) : [];
    if (rest.length === 0 || rest.length === looked.length) continue;
    const machine = machines.get(id.slice('m:'.length));
    for (const verb of machine === undefined ? [] : verbsOf(machine))
      if (machine !== undefined && isCalled(verb, rest) && availability(verb, machine) === null)
        found.push(
          entry({
            id: `v:${verb}:${id}`,
            kind: 'command',
            title: `${machine.label}: ${VERB_WORDS[verb].label}`,
            detail,
            run: () => void runVerb(verb, [machine]),
          }),
        );
    if (found.length >= MOST) break;
  }
  return found;
}

const isCalled = (verb: Verb, looked: readonly string[]): boolean => {
  const name = VERB_WORDS[verb].label.toLowerCase().split(' ');
  return looked.every((word) => name.some((part) => part.startsWith(word)));
};

/** The machines a filter lets through, in the words of the table's; the first entry shows them there. */
function filtered(entries: readonly PaletteEntry[], filter: string): readonly PaletteEntry[] {
  const { machines } = tables.getState();
  const { test } = parseFilter(filter);
  const passing = entries.filter(({ kind, id }) => {
    const machine = kind === 'machine' ? machines.get(id.slice('m:'.length)) : undefined;
    return machine !== undefined && test(indexOf(machine));
  });
  const show = entry({
    id: 'f:',
    kind: 'command',
    title: words().calls.showInTable(count(passing.length, 'machine')),
    detail: filter.trim(),
    run: () => setWindow({ filter: filter.trim(), view: { kind: 'all' }, source: 'all' }),
  });
  return [show, ...completions(filter), ...passing.slice(0, MOST)];
}

/** What the last word may be in a filter: a field once two letters of it stand there, then its values. */
function completions(typed: string): readonly PaletteEntry[] {
  const { from, items } = completeFilter(typed, typed.length, listed(tables.getState().machines));
  const word = typed.slice(typed.slice(0, from).search(/[^\s(]*$/));
  if (word.length < 2) return [];
  return items.slice(0, MOST_WORDS).map(({ text, help }) => {
    const put = typed.slice(0, from) + text;
    const title = put.slice(typed.length - word.length);
    return entry({ id: `w:${put}`, kind: 'filter', title, detail: told(help) ?? '', put, run: () => {} });
  });
}

/** What is a call and no words to look for. */
export const isCall = (typed: string): boolean =>
  /^(?:ctys(?:\s|$)|-\w|VMSTACK|SUBTASK|SUBGROUP|macro:)/i.test(typed.trimStart());
