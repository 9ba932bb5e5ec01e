/**
 * Words of a call, as a POSIX shell would give them to a program. A `(...)` or `{...}` that is not quoted is one piece
 * whatever blanks it holds, and stays as it is: it is split by itself later. Nothing is expanded, nothing executed.
 */
import { CallError } from './call-error.ts';

export interface Word {
  readonly text: string;
  /** Where it starts in the text. */
  readonly at: number;
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '{': '}' };

/** @throws CallError an open quote or bracket */
export function splitWords(source: string): readonly Word[] {
  const words: Word[] = [];
  let at = 0;
  while (at < source.length) {
    if (/\s/.test(source[at] ?? '')) at++;
    else {
      const { text, next } = readWord(source, at);
      words.push({ text, at });
      at = next;
    }
  }
  return words;
}

function readWord(source: string, start: number): { text: string; next: number } {
  let text = '';
  let at = start;
  while (at < source.length && !/\s/.test(source[at] ?? '')) {
    const piece = readPiece(source, at);
    text += piece.text;
    at = piece.next;
  }
  return { text, next: at };
}

function readPiece(source: string, at: number): { text: string; next: number } {
  const char = source[at] ?? '';
  if (char === "'") return single(source, at);
  if (char === '"') return double(source, at);
  if (char === '$' && source[at + 1] === "'") return dollar(source, at);
  if (char === '\\') return { text: source[at + 1] ?? '', next: at + 2 };
  if (char in CLOSING) {
    const end = endOfBracket(source, at);
    return { text: source.slice(at, end), next: end };
  }
  return { text: char, next: at + 1 };
}

function single(source: string, at: number): { text: string; next: number } {
  const end = source.indexOf("'", at + 1);
  if (end === -1) throw open(source, at, "'");
  return { text: source.slice(at + 1, end), next: end + 1 };
}

function double(source: string, at: number): { text: string; next: number } {
  let text = '';
  for (let i = at + 1; i < source.length; i++) {
    const char = source[i] ?? '';
    if (char === '"') return { text, next: i + 1 };
    if (char === '\\' && '"\\$`'.includes(source[i + 1] ?? ' ')) text += source[++i];
    else text += char;
  }
  throw open(source, at, '"');
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

/** `$'..'`: what quoteWord makes of control characters. */
function dollar(source: string, at: number): { text: string; next: number } {
  let text = '';
  for (let i = at + 2; i < source.length; i++) {
    const char = source[i] ?? '';
    if (char === "'") return { text, next: i + 1 };
    if (char !== '\\') {
      text += char;
      continue;
    }
    const hex = /^x([0-9a-fA-F]{1,2})/.exec(source.slice(i + 1, i + 4));
    const next = source[i + 1] ?? '';
    text += hex === null ? (ESCAPES[next] ?? next) : String.fromCharCode(Number.parseInt(hex[1] ?? '', 16));
    i += hex === null ? 1 : hex[0].length;
  }
  throw open(source, at, "'");
}

const MOST_DEPTH = 64;

/** One behind the bracket that closes the one at `at`; quotes inside hide brackets. */
function endOfBracket(source: string, at: number): number {
  const wanted: string[] = [];
  for (let i = at; i < source.length; i++) {
    const char = source[i] ?? '';
    if (char === "'" || char === '"') i = skipQuote(source, i);
    else if (char === '\\') i++;
    else if (char in CLOSING) wanted.push(CLOSING[char] ?? '');
    else if (char === wanted.at(-1)) wanted.pop();
    if (wanted.length === 0) return i + 1;
    if (wanted.length > MOST_DEPTH)
      throw new CallError({ message: `Brackets are nested more than ${MOST_DEPTH} deep.` });
  }
  throw open(source, at, wanted.at(-1) ?? '');
}

function skipQuote(source: string, at: number): number {
  const quote = source[at] ?? '';
  for (let i = at + 1; i < source.length; i++) {
    if (source[i] === quote) return i;
    if (quote === '"' && source[i] === '\\') i++;
  }
  throw open(source, at, quote);
}

const open = (source: string, at: number, missing: string): CallError =>
  new CallError({ message: `A ${missing} is missing behind this.`, fragment: source.slice(at, at + 20) });

/** Whether all brackets of a word are closed; a shell may have cut it at its blanks. */
export function isBalanced(word: string): boolean {
  try {
    splitWords(word);
    return true;
  } catch {
    return false;
  }
}
