/**
 * What may stand at the cursor in a call: from the tables the parser reads by, and the names that are known. For the
 * window's call bar and palette, and for shells.
 */
import { TOOLS } from '../model/action.ts';
import type { Machine } from '../model/machine.ts';
import { ACTIONS, type ActionSpec } from './actions/index.ts';
import { ADDRESS_PARTS } from './address-options.ts';
import { completeFilterOf } from './filter/in-call.ts';
import { LONG_OPTIONS, OPTIONS, optionOf, takesArgument } from './options/table.ts';
import { SESSION_TYPES } from './session-types.ts';
import { SHIPPED_MACROS } from './shipped-macros.ts';

/** Names of this user's world. */
export interface KnownNames {
  readonly hosts: readonly string[];
  readonly labels: readonly string[];
  readonly macros: readonly string[];
  readonly groups: readonly string[];
  /** Their values stand in filters. */
  readonly machines: Iterable<Machine>;
}

export interface Candidate {
  readonly text: string;
  readonly help?: string;
}

export interface Completion {
  /** What the candidates stand in place of. */
  readonly from: number;
  readonly to: number;
  readonly items: readonly Candidate[];
  /** Where the shell's word begins, where that may have blanks. */
  readonly word?: number;
}

/** More than anybody reads. */
const MOST = 200;

export function complete(text: string, cursor: number, known: KnownNames): Completion {
  const filter = completeFilterOf(text.slice(0, cursor), known.machines);
  if (filter !== null) return filter;
  const { words, current, from } = lastWord(text.slice(0, cursor));
  const { start, items } = candidates(words, current, known);
  const typed = current.slice(start).toLowerCase();
  const fitting = items.filter((item) => item.text.toLowerCase().startsWith(typed) && item.text !== '');
  return { from: from + start, to: cursor, items: fitting.slice(0, MOST) };
}

/** The word the cursor is in, and those before it, inside the innermost bracket that is open. */
function lastWord(before: string): { words: readonly string[]; current: string; from: number } {
  const inner = openBracket(before) + 1;
  const words = before.slice(inner).split(/\s+/);
  const current = words.pop() ?? '';
  return { words: words.filter((word) => word !== ''), current, from: before.length - current.length };
}

function openBracket(text: string): number {
  const open: number[] = [];
  for (let at = 0; at < text.length; at++) {
    if (/[({]/.test(text[at] ?? '')) open.push(at);
    else if (/[)}]/.test(text[at] ?? '')) open.pop();
  }
  return open.at(-1) ?? -1;
}

interface Found {
  /** Where in the word what is completed starts. */
  readonly start: number;
  readonly items: readonly Candidate[];
}

function candidates(words: readonly string[], current: string, known: KnownNames): Found {
  const macro = /macro:(\w*)$/i.exec(current);
  if (macro !== null) return { start: current.length - (macro[1] ?? '').length, items: macros(known) };
  const option = optionAt(words.at(-1));
  if (option === 'a') return action(current, known);
  if (option === 't') return { start: 0, items: plain(SESSION_TYPES.words ?? []) };
  if (option !== undefined) return argument(current, optionOf(option)?.codec?.words ?? []);
  if (current.startsWith('-')) return { start: 0, items: options() };
  if (words.length === 0 && !'ctys'.startsWith(current))
    return { start: 0, items: [...options(), ...targets(known)] };
  if (words.length === 0) return { start: 0, items: [{ text: 'ctys' }, ...targets(known)] };
  // Tools come when somebody begins to name one.
  const named = words.length === 1 && words[0] === 'ctys' && current !== '' ? plain(TOOLS) : [];
  return { start: 0, items: [...targets(known), ...options(), ...named] };
}

/** The letter of an option that waits for its argument. */
function optionAt(word: string | undefined): string | undefined {
  const letter = /^-\w*(\w)$/.exec(word ?? '')?.[1];
  const spec = letter === undefined ? undefined : optionOf(letter);
  return spec !== undefined && takesArgument(spec) ? letter : undefined;
}

const plain = (words: readonly string[]): readonly Candidate[] => words.map((text) => ({ text }));

const options = (): readonly Candidate[] => [
  ...OPTIONS.map(({ letter, help }) => ({ text: `-${letter}`, help })),
  ...Object.entries(LONG_OPTIONS).map(([text, help]) => ({ text, help })),
];

const targets = ({ hosts, groups }: KnownNames): readonly Candidate[] => [
  ...hosts.map((text) => ({ text, help: 'host' })),
  ...groups.map((text) => ({ text, help: 'group' })),
];

const macros = (known: KnownNames): readonly Candidate[] => [
  ...known.macros.map((text) => ({ text, help: 'yours' })),
  ...Object.entries(SHIPPED_MACROS).map(([text, help]) => ({ text, help })),
];

/** Words separated by commas. */
const argument = (current: string, words: readonly string[]): Found => ({
  start: current.lastIndexOf(',') + 1,
  items: plain(words),
});

function action(current: string, known: KnownNames): Found {
  const equals = current.indexOf('=');
  if (equals === -1)
    return { start: 0, items: ACTIONS.map(({ word, help }) => ({ text: word.toLowerCase(), help })) };
  const spec = ACTIONS.find(({ word }) => word === current.slice(0, equals).toUpperCase());
  if (spec === undefined) return { start: current.length, items: [] };
  // A doubled comma is part of a value.
  const start = current.replace(/,,/g, '\0\0').lastIndexOf(',') + 1 || equals + 1;
  const part = current.slice(start);
  const colon = part.indexOf(':');
  if (colon === -1) return { start, items: subOptions(spec) };
  const values = valuesOf(spec, part.slice(0, colon).toUpperCase(), known);
  return { start: start + Math.max(colon, part.lastIndexOf('%')) + 1, items: values };
}

function subOptions(spec: ActionSpec): readonly Candidate[] {
  const parts = spec.addressed
    ? ADDRESS_PARTS.map(({ keys, help }) => ({ text: `${keys[0].toLowerCase()}:`, help }))
    : [];
  const own = spec.options.map(({ keys, shape, optional, help }) => ({
    text: shape === undefined || optional ? keys[0] : `${keys[0]}:`,
    help,
  }));
  return [...parts, ...own, ...(spec.addressed ? [] : [{ text: 'macro:', help: 'A named text.' }])];
}

function valuesOf(spec: ActionSpec, key: string, { labels, hosts }: KnownNames): readonly Candidate[] {
  if (spec.addressed && (key === 'L' || key === 'LABEL')) return plain(labels);
  if (spec.addressed && (key === 'T' || key === 'TCP')) return plain(hosts);
  return plain(spec.options.find(({ keys }) => keys.includes(key))?.words ?? []);
}
