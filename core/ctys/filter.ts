/**
 * The filter of machines, in the window's filter line, in views and in tables. Words are ANDed. A plain word is looked for anywhere; `key:value` looks at one fact, with `*` as
 * wildcard, `=` before a value that must be the whole fact and `,` between alternatives; a leading `-` turns a word around; "quotes" keep blanks together.
 * A word whose key is unknown (a MAC address has colons) is a plain word.
 */
import type { Machine } from '../model/machine.ts';

export interface Searched {
  readonly machine: Machine;
  /** `machineText` of it. */
  readonly text: string;
}

export type Predicate = (item: Searched) => boolean;

/** Everything one may search for, lower case, one fact a line. */
export function machineText(machine: Machine): string {
  const { label, type, state, host, user, group, path, uuid, config, note, arch } = machine;
  const { macs = [], addresses = [] } = machine;
  const facts = [
    label,
    type,
    state,
    host,
    user,
    group,
    path,
    uuid,
    config,
    note,
    arch,
    ...macs,
    ...addresses,
  ];
  return facts
    .filter((fact) => fact !== undefined)
    .join('\n')
    .toLowerCase();
}

const FACTS: Readonly<Record<string, (machine: Machine) => readonly (string | undefined)[]>> = {
  machine: (m) => [m.label],
  label: (m) => [m.label],
  state: (m) => [m.state],
  type: (m) => [m.type],
  host: (m) => [m.host],
  user: (m) => [m.user],
  group: (m) => [m.group],
  arch: (m) => [m.arch],
  path: (m) => [m.path],
  uuid: (m) => [m.uuid],
  mac: (m) => m.macs ?? [],
  ip: (m) => m.addresses ?? [],
  note: (m) => [m.note],
  configured: (m) => [m.configured ? 'yes' : 'no'],
};

/** Keys one can write, for the hint under the filter. */
export const FILTER_KEYS: readonly string[] = Object.keys(FACTS);

/** An empty text lets everything through. */
export function parseFilter(text: string): Predicate {
  const tests = words(text).map(parseWord);
  return (item) => tests.every((test) => test(item));
}

/** Blank-separated words; quotes keep blanks and may stand anywhere in a word. An open quote ends at the end. */
export function words(text: string): string[] {
  const found = text.match(/(?:[^\s"]|"[^"]*"?)+/g) ?? [];
  return found.map((word) => word.replaceAll('"', '')).filter((word) => word !== '' && word !== '-');
}

function parseWord(word: string): Predicate {
  const negated = word.startsWith('-') && word.length > 1;
  const plain = (negated ? word.slice(1) : word).toLowerCase();
  const test = parseFact(plain) ?? ((item: Searched) => item.text.includes(plain));
  return negated ? (item) => !test(item) : test;
}

function parseFact(word: string): Predicate | null {
  const colon = word.indexOf(':');
  const read = colon < 1 ? undefined : FACTS[word.slice(0, colon)];
  if (read === undefined) return null;
  const wanted = word
    .slice(colon + 1)
    .split(',')
    .filter((value) => value !== '')
    .map(wildcard);
  // `state:` while it is still being typed hides nothing.
  if (wanted.length === 0) return () => true;
  return ({ machine }) => {
    const facts = read(machine).map((fact) => fact?.toLowerCase());
    return facts.some((fact) => fact !== undefined && wanted.some((match) => match(fact)));
  };
}

/** Without `*` the start of the fact is enough, so that a value works while it is typed. */
function wildcard(value: string): (fact: string) => boolean {
  if (value.startsWith('=')) return (fact) => fact === value.slice(1);
  if (!value.includes('*')) return (fact) => fact.startsWith(value);
  const parts = value.split('*');
  return (fact) => matchesParts(fact, parts);
}

/** The parts in order, the first at the start, the last at the end. Linear, unlike a pattern of many `.*`. */
function matchesParts(fact: string, parts: readonly string[]): boolean {
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (!fact.startsWith(first) || fact.length < first.length + last.length || !fact.endsWith(last))
    return false;
  const end = fact.length - last.length;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const at = fact.indexOf(part, from);
    if (at < 0 || at + part.length > end) return false;
    from = at + part.length;
  }
  return true;
}
