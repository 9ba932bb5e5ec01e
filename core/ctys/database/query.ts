/**
 * The query language of ctys-vhost: `x AND a OR b NOT F:2:PM`. Arguments are ANDed; OR binds tighter than AND; NOT is
 * about the next one only. A term is a pattern over the whole record, or
 *   E:<a>:<b>      two fields are equal
 *   F:<n>:<text>   a field has the text in it
 *   R:<n>[:<m>]    records by number, both ends included, from 0
 *   .              every record
 * Source: chapter 7.1 of the reference.
 */
import { CallError } from '../call-error.ts';
import { literalsOf, toRegExp } from './ere.ts';

export type Term =
  | { readonly kind: 'all' }
  | { readonly kind: 'pattern'; readonly test: RegExp; readonly literals: readonly string[] }
  | { readonly kind: 'equal'; readonly a: number; readonly b: number }
  | { readonly kind: 'has'; readonly field: number; readonly text: string }
  | { readonly kind: 'range'; readonly from: number; readonly to: number };

export interface Condition {
  readonly term: Term;
  readonly not: boolean;
  /** As it was written. */
  readonly text: string;
}

/** All of these must hold; of each, one. */
export type Query = readonly (readonly Condition[])[];

/** @throws CallError */
export function parseQuery(words: readonly string[]): Query {
  const groups: Condition[][] = [];
  let joins: 'and' | 'or' = 'and';
  let not = false;
  words.forEach((word, index) => {
    const keyword = word.toUpperCase();
    if (keyword === 'AND' || keyword === 'OR') {
      if (index === 0 || index === words.length - 1 || not)
        throw new CallError({ message: `${keyword} stands between two terms.`, fragment: word });
      joins = keyword === 'OR' ? 'or' : 'and';
    } else if (keyword === 'NOT') not = !not;
    else {
      const condition = { term: parseTerm(word), not, text: word };
      const last = groups.at(-1);
      if (joins === 'or' && last !== undefined) last.push(condition);
      else groups.push([condition]);
      joins = 'and';
      not = false;
    }
  });
  if (not) throw new CallError({ message: 'NOT stands in front of a term.', fragment: 'NOT' });
  return groups;
}

function parseTerm(word: string): Term {
  if (word === '.') return { kind: 'all' };
  const [, key = '', first = '', second] = /^([EFR]):(\d{1,6})(?::(.*))?$/is.exec(word) ?? [];
  switch (key.toUpperCase()) {
    case 'E':
      return { kind: 'equal', a: fieldOf(first, word), b: fieldOf(second ?? '', word) };
    case 'F':
      if (second === undefined) throw incomplete(word, 'F:<field>:<text>');
      return { kind: 'has', field: fieldOf(first, word), text: second };
    case 'R':
      if (second !== undefined && !/^\d{1,6}$/.test(second)) throw incomplete(word, 'R:<number>[:<number>]');
      return { kind: 'range', from: Number(first), to: Number(second ?? first) };
    default:
      return { kind: 'pattern', test: toRegExp(word), literals: literalsOf(word) };
  }
}

const incomplete = (word: string, shape: string): CallError =>
  new CallError({ message: `'${word}' is not ${shape}.`, fragment: word });

function fieldOf(text: string, word: string): number {
  const field = Number(text);
  if (text === '' || !Number.isInteger(field) || field < 1 || field > 99)
    throw incomplete(word, 'with the numbers of fields: E:<field>:<field>, F:<field>:<text>');
  return field;
}

/** Whether a record, number `index`, is meant; `fields` splits it when that is needed. */
export function meets(query: Query, line: string, index: number, fields: () => readonly string[]): boolean {
  return query.every((group) => group.some(({ term, not }) => holds(term, line, index, fields) !== not));
}

/** DNS ends a whole name with a dot: `lab00.soho.` is lab00.soho. */
const plain = (value: string | undefined): string | undefined => value?.replace(/\.$/, '');

function holds(term: Term, line: string, index: number, fields: () => readonly string[]): boolean {
  switch (term.kind) {
    case 'all':
      return true;
    case 'pattern':
      return term.test.test(line);
    case 'equal':
      return plain(fields()[term.a - 1]) === plain(fields()[term.b - 1]);
    case 'has':
      return fields()[term.field - 1]?.includes(term.text) ?? false;
    case 'range':
      return index >= term.from && index <= term.to;
  }
}
