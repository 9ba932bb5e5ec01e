/**
 * The filter of machines, everywhere: the window's filter line and palette, views, LIST and ENUMERATE. Words are ANDed,
 * `or` and brackets part them, `not` or a leading `-` turns one around. A plain word is looked for anywhere;
 * `field:value` looks at one fact (fields.ts), `,` stands between alternatives. What is still being typed hides nothing.
 */
import { CallError, nearestWord } from '../call-error.ts';
import { AMOUNT_SHAPES, readAmount } from './amounts.ts';
import { type Around, NOTHING_AROUND } from './around.ts';
import { type AmountField, type Field, FIELD_NAMES, fieldOf, type TextField } from './fields.ts';
import type { Predicate } from './searched.ts';
import { readText } from './texts.ts';
import { type Token, tokens } from './tokens.ts';

/** What is wrong with a filter: the place in its text, why, and the right word that is nearest. */
export interface FilterProblem {
  readonly at: number;
  readonly end: number;
  readonly message: string;
  readonly fragment: string;
  readonly nearest?: string;
  readonly expected: readonly string[];
}

export interface Filter {
  /** A word with a problem hides nothing. */
  readonly test: Predicate;
  /** The first. */
  readonly problem?: FilterProblem;
}

const ALL: Predicate = () => true;

/** Brackets in brackets take room on the stack. */
const MOST_WORDS = 500;
const tooLong = (text: string): FilterProblem => {
  const message = `The filter has more than ${MOST_WORDS} words.`;
  return { at: 0, end: text.length, message, fragment: text.slice(0, 40), expected: [] };
};

interface Circumstances {
  /** Epoch ms; absent: now. */
  readonly now?: number;
  /** Absent: the filter is only read. */
  readonly around?: Around;
}

/** An empty text lets everything through. Never throws. */
export function parseFilter(
  text: string,
  { now = Date.now(), around = NOTHING_AROUND }: Circumstances = {},
): Filter {
  const words = tokens(text);
  if (words.length > MOST_WORDS) return { test: ALL, problem: tooLong(text) };
  const reader = new Reader(words, now, around);
  const test = reader.either();
  return { test, ...(reader.problem !== undefined && { problem: reader.problem }) };
}

/**
 * Whether what passes `now` passed `before`, as far as words show it: whoever types on has the same words and more, or more of
 * the last one. False may mean either.
 */
export function narrows(before: string, now: string): boolean {
  const [was, is] = [tokens(before), tokens(now)];
  if (is.length < was.length || is.length > MOST_WORDS || is.some(({ kind }) => kind !== 'word'))
    return false;
  return was.every((word, at) => {
    const next = is[at];
    if (next === undefined || word.kind !== 'word') return false;
    const isSame = word.text === next.text && word.quote === next.quote;
    return (
      isSame || (at === was.length - 1 && isPlain(word) && isPlain(next) && next.text.startsWith(word.text))
    );
  });
}

/** Looked for as it stands. */
const isPlain = ({ text, quote }: Token): boolean => quote === undefined && /^[^-:<>][^:<>]*$/.test(text);

/** It asks for more than words: some field is named in it. */
export const namesField = (text: string): boolean =>
  tokens(text).some(({ text: word, quote }) => quote === undefined && NAMED.test(word));

const NAMED = new RegExp(`^-?(?:${FIELD_NAMES.join('|')})[:<>]`, 'i');

/** The filter of a call. @throws CallError */
export function checkFilter(text: string): string {
  const { problem } = parseFilter(text);
  if (problem === undefined) return text;
  const { message, fragment, nearest, expected } = problem;
  throw new CallError({
    message,
    fragment,
    expected: nearest === undefined ? expected : [nearest],
    ...(nearest !== undefined && { remedy: `'${nearest}' may be meant.` }),
  });
}

class Reader {
  problem: FilterProblem | undefined;
  private readonly words: readonly Token[];
  private readonly now: number;
  private readonly around: Around;
  private at = 0;

  constructor(words: readonly Token[], now: number, around: Around) {
    this.words = words;
    this.now = now;
    this.around = around;
  }

  /** a or b or c */
  either(): Predicate {
    const some = [this.all()];
    while (this.take('or')) some.push(this.all());
    const [only] = some;
    return some.length === 1 && only !== undefined ? only : (item) => some.some((test) => test(item));
  }

  /** a b, or a and b; ends at `or`, at a closing bracket, or at the end. */
  private all(): Predicate {
    const every: Predicate[] = [];
    for (;;) {
      if (this.take('and')) continue;
      const kind = this.words[this.at]?.kind;
      if (kind === undefined || kind === 'or' || kind === ')') break;
      every.push(this.one());
    }
    const [only] = every;
    return every.length === 1 && only !== undefined ? only : (item) => every.every((test) => test(item));
  }

  private one(): Predicate {
    const token = this.words[this.at++];
    if (token === undefined || token.kind === ')' || token.kind === 'or') return ALL;
    if (token.kind === 'not') return this.turned();
    if (token.kind === '(') {
      const inner = this.either();
      this.take(')');
      return inner;
    }
    return this.word(token);
  }

  /** `not` with nothing behind it yet hides nothing. */
  private turned(): Predicate {
    const next = this.words[this.at]?.kind;
    if (next === undefined || next === ')' || next === 'or') return ALL;
    const test = this.one();
    return test === ALL ? ALL : (item) => !test(item);
  }

  private take(kind: Token['kind']): boolean {
    const found = this.words[this.at]?.kind === kind;
    if (found) this.at += 1;
    return found;
  }

  private word(token: Token): Predicate {
    const isTurned = token.text.startsWith('-') && token.text.length > 1 && token.quote !== 0;
    const from = isTurned ? 1 : 0;
    const test = this.fact(token, from) ?? contains(token.text.slice(from).toLowerCase());
    return isTurned && test !== ALL ? (item) => !test(item) : test;
  }

  /** null: the word names no fact, and is looked for as it is. */
  private fact(token: Token, from: number): Predicate | null {
    const [all, name = '', rest = ''] = /^([a-z]+)(?::|(?=[<>]))(.*)$/is.exec(token.text.slice(from)) ?? [];
    if (all === undefined || (token.quote !== undefined && token.quote < from + name.length)) return null;
    const field = fieldOf(name);
    if (field !== undefined) return this.tested(field, rest, token);
    // A MAC address begins with two letters, and a bracketed arrow is no question.
    if (name.length < 3 || !token.text.includes(':')) return null;
    return this.wrong(token, name, `There is no field '${name}'.`, FIELD_NAMES);
  }

  private tested(field: Field, rest: string, token: Token): Predicate {
    const values = rest.split(',').filter((value) => value !== '');
    if (values.length === 0) return ALL;
    return field.kind === 'text' ? this.text(field, values, token) : this.amount(field, values, token);
  }

  private text({ words, names, read }: TextField, values: readonly string[], token: Token): Predicate {
    const tests = values.map((value) => readText(value.toLowerCase()));
    for (const [at, value] of values.entries())
      if (words !== undefined && tests[at] !== undefined && !words.some(tests[at]))
        return this.wrong(token, value, `'${value}' is no ${names[0]}.`, words);
    const passes = remembered((fact) => {
      const lower = fact.toLowerCase();
      return tests.some((test) => test(lower));
    });
    const { around } = this;
    return ({ machine }) => {
      for (const fact of read(machine, around)) if (fact !== undefined && passes(fact)) return true;
      return false;
    };
  }

  private amount({ unit, read }: AmountField, values: readonly string[], token: Token): Predicate {
    const tests = values.map((value) => readAmount(value, unit));
    const bad = values[tests.indexOf(null)];
    if (bad !== undefined) return this.wrong(token, bad, `'${bad}' is not ${AMOUNT_SHAPES[unit]}.`, []);
    const known = tests.filter((test) => test !== undefined && test !== null);
    const { now } = this;
    if (known.length === 0) return ALL;
    return ({ machine }) => {
      const value = read(machine, now);
      return value !== undefined && known.some((test) => test(value));
    };
  }

  private wrong(token: Token, fragment: string, message: string, expected: readonly string[]): Predicate {
    const nearest = nearestWord(fragment, expected);
    const at = token.at + (token.quote === undefined ? Math.max(0, token.text.indexOf(fragment)) : 0);
    const end = token.quote === undefined ? at + fragment.length : token.end;
    this.problem ??= { at, end, message, fragment, expected, ...(nearest !== undefined && { nearest }) };
    return ALL;
  }
}

/** Thousands of machines share a few states, hosts and owners: each is looked at once. */
function remembered(test: (fact: string) => boolean): (fact: string) => boolean {
  const known = new Map<string, boolean>();
  return (fact) => {
    const found = known.get(fact);
    if (found !== undefined) return found;
    const passes = test(fact);
    if (known.size < MOST_REMEMBERED) known.set(fact, passes);
    return passes;
  };
}
const MOST_REMEMBERED = 10_000;

const contains =
  (text: string): Predicate =>
  (item) =>
    item.text.includes(text);
