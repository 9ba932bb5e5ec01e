/** What of the palette's entries is found by what is typed, and what can be done with them by their name. */
import { aroundOf } from '../../core/ctys/filter/around.ts';
import { completeFilter } from '../../core/ctys/filter/complete.ts';
import { namesField, parseFilter } from '../../core/ctys/filter/filter.ts';
import { availability } from '../../core/model/availability.ts';
import type { Verb } from '../../core/model/verb.ts';
import { runVerb } from '../machines/commands.tsx';
import { indexOf, listed } from '../machines/search.ts';
import { VERB_WORDS, verbsOf } from '../machines/verbs.ts';
import { tables } from '../store.ts';
import { count } from '../ui/format.ts';
import { setWindow } from '../window-state.ts';
import { told, words } from '../words/words.ts';
import { entry, type PaletteEntry } from './palette-entries.ts';

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
  const verbs = deeds(entries, looked);
  const named = byName(entries, looked).filter(({ title }) => verbs.every((verb) => verb.title !== title));
  return [...begins, ...others, ...verbs, ...named, ...completions(typed)].slice(0, MOST);
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

const isCalled = (verb: Verb, looked: readonly string[]): boolean => isNamed(VERB_WORDS[verb].label, looked);

const isNamed = (label: string, looked: readonly string[]): boolean => {
  const name = label.toLowerCase().split(' ');
  return looked.every((word) => name.some((part) => part.startsWith(word)));
};

/** `night change`: what stands in the menu of what some of the words name, by the others; of few only, which is a question. */
function byName(entries: readonly PaletteEntry[], looked: readonly string[]): readonly PaletteEntry[] {
  const some = entries.flatMap(({ menu, id, title, text }) => {
    const rest = menu === undefined ? [] : looked.filter((word) => !text.includes(word));
    const isSome = menu !== undefined && rest.length > 0 && rest.length < looked.length;
    return isSome ? [{ menu, id, title, rest }] : [];
  });
  if (some.length > MOST) return [];
  return some.flatMap(({ menu, id, title: name, rest }) =>
    menu()
      .filter((item) => typeof item === 'object' && 'label' in item)
      .filter(({ label, reason }) => reason === undefined && isNamed(label, rest))
      .map(({ label, onPick }) => {
        const title = `${name}: ${label}`;
        return entry({ id: `n:${id}:${label}`, kind: 'command', title, detail: '', run: onPick });
      }),
  );
}

/** The machines a filter lets through, in the words of the table's; the first entry shows them there. */
function filtered(entries: readonly PaletteEntry[], filter: string): readonly PaletteEntry[] {
  const { machines, hosts } = tables.getState();
  const { test } = parseFilter(filter, { around: aroundOf(machines, hosts) });
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
  const { machines, hosts } = tables.getState();
  const around = aroundOf(machines, hosts);
  const { from, items } = completeFilter(typed, typed.length, listed(machines), around);
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
