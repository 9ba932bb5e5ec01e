/**
 * Patterns as awk has them (POSIX extended regular expressions), as the engine of this language reads them. Differences:
 * `[[:alpha:]]` classes are written out, `\<` and `\>` are word borders, a `]` first in brackets is a plain one, and so is a
 * sign of repetition with nothing in front of it. `\[0-9\]` is `[0-9]`, as calls of the manual have it, whose terms the
 * ancestor's shell read twice; no record holds brackets.
 */
import { CallError } from '../call-error.ts';

/** No name of a machine is longer; and none needs a pattern that is. */
const MOST_CHARS = 1_000;

const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`{-~',
  xdigit: '0-9A-Fa-f',
  print: ' -~',
  graph: '!-~',
  cntrl: '\\x00-\\x1f\\x7f',
};

/** @throws CallError */
export function toRegExp(pattern: string): RegExp {
  if (pattern.length > MOST_CHARS)
    throw new CallError({
      message: `A pattern has at most ${MOST_CHARS} characters.`,
      fragment: pattern.slice(0, 20),
    });
  try {
    return new RegExp(translate(pattern));
  } catch {
    throw new CallError({ message: `'${pattern}' is no regular expression.`, fragment: pattern });
  }
}

function translate(written: string): string {
  const pattern = written.replace(/\\([[\]])/g, '$1');
  let text = '';
  let isFirst = true;
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at] ?? '';
    const wasFirst = isFirst;
    isFirst = /[(|^]/.test(char);
    if (char === '[') {
      const end = endOfBrackets(pattern, at);
      text += brackets(pattern.slice(at + 1, end));
      at = end;
    } else if (char === '\\') {
      const next = pattern[++at] ?? '\\';
      text += next === '<' || next === '>' ? '\\b' : `\\${next}`;
    } else text += wasFirst && /[*+?]/.test(char) ? `\\${char}` : char;
  }
  return text;
}

/** Where the `]` of the brackets at `at` stands; one that comes first is part of them. */
function endOfBrackets(pattern: string, at: number): number {
  let end = at + 1;
  if (pattern[end] === '^') end++;
  if (pattern[end] === ']') end++;
  while (end < pattern.length && pattern[end] !== ']') {
    const named = /^\[[:.=].*?[:.=]\]/.exec(pattern.slice(end));
    end += named === null ? 1 : named[0].length;
  }
  return end;
}

function brackets(inner: string): string {
  const negated = inner.startsWith('^');
  const body = (negated ? inner.slice(1) : inner)
    .replace(/\[:([a-z]+):\]/g, (whole, name: string) => `\0${name in CLASSES ? name : whole}\0`)
    .replace(/[\\[\]]/g, '\\$&')
    .replace(/\0(\w+)\0/g, (_whole, name: string) => CLASSES[name] ?? name);
  return `[${negated ? '^' : ''}${body}]`;
}

/** Alternatives, escapes, two signs of repetition in a row, brackets that begin with a bracket. */
const INTRICATE = /[|(\\]|[*+?}][*+?{]|\[\^?\]/;

/** Texts that every match has in it; none can be told of an intricate pattern. */
export function literalsOf(pattern: string): readonly string[] {
  if (INTRICATE.test(pattern)) return [];
  // What a sign of repetition stands behind need not be there.
  return pattern
    .replace(/\[[^\]]*\]?[*+?]?|\{[^}]*\}/g, '\n')
    .replace(/.[*?{]/g, '\n')
    .split(/[\n.^$+\]]/)
    .filter(({ length }) => length > 1);
}
