/** What may stand at the cursor of a filter: fields, and the values that machines have. Pure. */
import type { Machine } from '../../model/machine.ts';
import type { Candidate, Completion } from '../complete.ts';
import { type Around, NOTHING_AROUND } from './around.ts';
import { type Field, FIELDS, fieldOf, type TextField } from './fields.ts';
import { tokens } from './tokens.ts';

/** More than anybody reads. */
const MOST = 50;
const OPERATORS: readonly Candidate[] = [
  { text: 'not ', help: 'turns what follows around' },
  { text: 'or ', help: 'one or the other' },
];

/** `machines`: the same again is not counted anew. */
export function completeFilter(
  text: string,
  cursor: number,
  machines: Iterable<Machine>,
  around: Around = NOTHING_AROUND,
): Completion {
  const word = tokens(text.slice(0, cursor)).at(-1);
  const isIn = word !== undefined && word.end === cursor && word.kind !== '(' && word.kind !== ')';
  const typed = isIn ? text.slice(word.at, cursor) : '';
  const start = cursor - typed.length + (typed.startsWith('-') ? 1 : 0);
  const named = /^-?([a-z]+):(.*)$/is.exec(typed);
  const field = named?.[1] === undefined ? undefined : fieldOf(named[1]);
  if (field === undefined) return { from: start, to: cursor, items: names(text.slice(start, cursor)) };
  const value = (named?.[2] ?? '').split(',').at(-1) ?? '';
  return { from: cursor - value.length, to: cursor, items: values(field, value, machines, around) };
}

function names(typed: string): readonly Candidate[] {
  const lower = typed.toLowerCase();
  const fields = FIELDS.flatMap(({ names: all, help }) => {
    const name = all.find((one) => one.startsWith(lower));
    return name === undefined ? [] : [{ text: `${name}:`, help }];
  });
  return [...fields, ...OPERATORS.filter((one) => one.text.startsWith(lower))].slice(0, MOST);
}

function values(
  field: Field,
  typed: string,
  machines: Iterable<Machine>,
  around: Around,
): readonly Candidate[] {
  if (field.kind === 'amount')
    return field.examples.filter((one) => one.startsWith(typed)).map((one) => ({ text: one }));
  const lower = typed.replaceAll('"', '').toLowerCase();
  return [...counted(field, machines, around)]
    .filter(([value]) => value.toLowerCase().startsWith(lower) && value.toLowerCase() !== lower)
    .sort(([a, most], [b, more]) => more - most || (a < b ? -1 : 1))
    .slice(0, MOST)
    .map(([value, count]) => ({ text: quoted(value), ...(count > 0 && { help: String(count) }) }));
}

type Counts = ReadonlyMap<string, number>;

const known = new WeakMap<Iterable<Machine>, Map<TextField, Counts>>();

/** How many machines have each value. */
function counted(field: TextField, machines: Iterable<Machine>, around: Around): Counts {
  const ofThese = known.get(machines) ?? new Map<TextField, Counts>();
  known.set(machines, ofThese);
  const found = ofThese.get(field);
  if (found !== undefined) return found;
  const counts = new Map<string, number>((field.words ?? []).map((word) => [word, 0]));
  for (const machine of machines)
    for (const fact of field.read(machine, around)) {
      const value = field.words === undefined ? fact : fact?.toLowerCase();
      if (value !== undefined && value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  ofThese.set(field, counts);
  return counts;
}

/** As it has to stand in a filter to be one value. */
export const quoted = (value: string): string =>
  /[\s"(),]/.test(value) ? `"${value.replaceAll('"', '')}"` : value;
