/**
 * Macros: `macro:NAME` or `{macro:NAME}` anywhere in a call is replaced by its text, before anything else is read.
 * `macro:NAME%file%OPTIONAL` looks in another file, and is nothing where it is missing.
 */
import { CallError } from './call-error.ts';
import { SHIPPED_MACROS } from './shipped-macros.ts';

/** The text of a macro: `file` undefined is the default file. undefined: there is none. */
export type FindMacro = (name: string, file: string | undefined) => string | undefined;

export const shippedMacro: FindMacro = (name, file) =>
  file === undefined && Object.hasOwn(SHIPPED_MACROS, name) ? SHIPPED_MACROS[name] : undefined;

const MACRO =
  /\{macro:([A-Za-z0-9_-]+)((?:%(?!%)[^%{}\s,]+)*)\}|macro:([A-Za-z0-9_-]+)((?:%(?!%)[^%{}\s,:]+)*)/i;
const MOST_DEPTH = 20;
const MOST_CHARS = 1_000_000;

/** @throws CallError unknown, nested too deeply, EVAL */
export function expandMacros(text: string, find: FindMacro, depth = 0): string {
  let rest = text;
  let done = '';
  for (let found = MACRO.exec(rest); found !== null; found = MACRO.exec(rest)) {
    const [whole, braced, bracedTail, bare, bareTail] = found;
    const name = braced ?? bare ?? '';
    const words = (bracedTail ?? bareTail ?? '').split('%').filter((word) => word !== '');
    done += rest.slice(0, found.index) + macroText(name, words, whole, find, depth);
    rest = rest.slice(found.index + whole.length);
    if (done.length > MOST_CHARS) throw tooLong(whole);
  }
  return done + rest;
}

function macroText(
  name: string,
  words: readonly string[],
  fragment: string,
  find: FindMacro,
  depth: number,
): string {
  const upper = words.map((word) => word.toUpperCase());
  if (upper.includes('EVAL'))
    throw new CallError({
      message: `${fragment}: a macro is never run by a shell.`,
      fragment,
      remedy: 'Leave EVAL out, or write down what it would say.',
    });
  if (depth >= MOST_DEPTH)
    throw new CallError({
      message: `${fragment}: macros are nested more than ${MOST_DEPTH} deep.`,
      fragment,
    });
  const file = words.find((_word, index) => !['OPTIONAL', 'ECHO'].includes(upper[index] ?? ''));
  const text = find(name, file);
  if (text !== undefined) return expandMacros(text, within(file, find), depth + 1);
  if (upper.includes('OPTIONAL')) return '';
  throw new CallError({
    message: `There is no macro '${name}'${file === undefined ? '' : ` in ${file}`}.`,
    fragment: name,
    expected: file === undefined ? Object.keys(SHIPPED_MACROS) : [],
    remedy: "'ctys macros' lists them.",
  });
}

/** Macros in a macro of another file are those of that file first: it may be used by itself. */
export const within = (file: string | undefined, find: FindMacro): FindMacro =>
  file === undefined ? find : (name, other) => find(name, other ?? file) ?? find(name, other);

const tooLong = (fragment: string): CallError =>
  new CallError({ message: `${fragment}: the call grows without end.`, fragment });
