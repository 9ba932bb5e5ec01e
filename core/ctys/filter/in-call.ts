/**
 * The filter of a call (`-a 'list=filter:state:ru`) as it stands at the cursor: read through the shell's quotes and the escapes
 * of sub-options to be completed as everywhere, and what is put in written the same way. Pure.
 */
import type { Machine } from '../../model/machine.ts';
import type { Completion } from '../complete.ts';
import { ACTIONS } from '../actions/index.ts';
import { completeFilter } from './complete.ts';

/** A character that is meant, and where it begins in the call. */
interface Char {
  readonly char: string;
  readonly at: number;
}

type Quote = "'" | '"' | '';

interface OpenWord {
  /** Words before it. */
  readonly before: readonly string[];
  readonly chars: readonly Char[];
  /** Where it begins. */
  readonly from: number;
  /** The quote the cursor is in. */
  readonly quote: Quote;
}

/** null: no filter is at the end of the text. `word`: where the shell's word begins that it stands in. */
export function completeFilterOf(
  text: string,
  machines: Iterable<Machine>,
): (Completion & { readonly word: number }) | null {
  for (const start of starts(text)) {
    const word = openWord(text, start);
    const filter = filterIn(word);
    if (filter === null) continue;
    const typed = filter.map(({ char }) => char).join('');
    const { from, items } = completeFilter(typed, typed.length, machines);
    return {
      word: word.from,
      from: filter[from]?.at ?? text.length,
      to: text.length,
      // A colon at its beginning would be one with that before it.
      items: items
        .filter((item) => !item.text.startsWith(':'))
        .map((item) => ({ ...item, text: quoted(escaped(item.text), word.quote) })),
    };
  }
  return null;
}

/** Behind each bracket that is open, the innermost first: it may hold a context, or be the filter's own. */
function starts(text: string): readonly number[] {
  const open: number[] = [];
  for (let at = 0; at < text.length; at++) {
    if (/[({]/.test(text[at] ?? '')) open.push(at + 1);
    else if (/[)}]/.test(text[at] ?? '')) open.pop();
  }
  return [...open.reverse(), 0];
}

/** The word that reaches to the end, as a shell reads it; brackets that are not quoted hold blanks, as in words.ts. */
function openWord(text: string, start: number): OpenWord {
  const before: string[] = [];
  let chars: Char[] = [];
  let from = start;
  let quote: Quote = '';
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const char = text[at] ?? '';
    const next = text[at + 1];
    if (quote === '' && depth === 0 && /\s/.test(char)) {
      if (at > from) before.push(chars.map((one) => one.char).join(''));
      chars = [];
      from = at + 1;
    } else if (
      char === '\\' &&
      next !== undefined &&
      (quote === '' || (quote === '"' && /["\\$`]/.test(next)))
    ) {
      chars.push({ char: next, at });
      at += 1;
    } else if (char === quote) quote = '';
    else if (quote === '' && (char === "'" || char === '"')) quote = char;
    else {
      if (quote === '') depth += /[({]/.test(char) ? 1 : /[)}]/.test(char) ? -1 : 0;
      depth = Math.max(0, depth);
      chars.push({ char, at });
    }
  }
  return { before, chars, from, quote };
}

/** The filter's text without its escapes (escape.ts). */
function filterIn({ before, chars }: OpenWord): readonly Char[] | null {
  if (!/^-\w*a$/.test(before.at(-1) ?? '')) return null;
  const text = chars.map(({ char }) => char).join('');
  const equals = text.indexOf('=');
  const spec = ACTIONS.find(({ word }) => word === text.slice(0, Math.max(0, equals)).toUpperCase());
  const last = text.replaceAll(',,', '\0\0').lastIndexOf(',') + 1 || equals + 1;
  const isFilter = spec?.options.some(({ keys }) => keys.includes('FILTER')) === true;
  return isFilter && /^filter:/i.test(text.slice(last))
    ? unescaped(chars.slice(last + 'filter:'.length))
    : null;
}

function unescaped(chars: readonly Char[]): readonly Char[] {
  const read: Char[] = [];
  for (let i = 0; i < chars.length; i++) {
    const { char = '', at = 0 } = chars[i] ?? {};
    const isDouble = ',:%'.includes(char) && chars[i + 1]?.char === char;
    if (isDouble) i += 1;
    read.push({ char: char === '%' && !isDouble ? ' ' : char, at });
  }
  return read;
}

const escaped = (text: string): string =>
  text
    .replaceAll('%', '%%')
    .replaceAll(',', ',,')
    .replace(/:{2,}/g, (colons) => colons.repeat(2))
    .replace(/(?<![% ]) (?![% ])/g, '%');

function quoted(text: string, quote: Quote): string {
  if (quote === "'") return text.replaceAll("'", "'\\''");
  return text.replace(quote === '"' ? /["\\$`]/g : /[^\p{L}\d_@%+=:,./-]/gu, '\\$&');
}
