/**
 * Groups: text files that name several targets at once. Blanks, commas and newlines separate members; `#` begins a
 * comment line, `#include GROUP` takes another group in, `CONTEXT(...)` gives options to every member of its file.
 */
import { CallError } from './call-error.ts';

/** Text of the group of this name; undefined: there is none, it is a host. */
export type FindGroup = (name: string) => string | undefined;

export interface Member {
  /** `[user@]host[:port]`, or a word such as `VMSTACK{...}`. */
  readonly name: string;
  /** Options, outermost first: the last one wins. */
  readonly contexts: readonly string[];
}

const MOST_DEPTH = 20;
const MOST_MEMBERS = 100_000;

interface Parts {
  readonly name: string;
  readonly user?: string;
  readonly port?: string;
}

/** All members of `name`, itself if it is no group. @throws CallError */
export function expandGroup(
  name: string,
  contexts: readonly string[],
  find: FindGroup,
  depth = 0,
): readonly Member[] {
  const parts = splitTarget(name);
  const source = find(parts.name);
  if (source === undefined) return [{ name, contexts }];
  if (depth >= MOST_DEPTH)
    throw new CallError({ message: `Groups are nested more than ${MOST_DEPTH} deep.`, fragment: parts.name });
  const file = readGroupFile(source, parts.name);
  const included = file.includes.flatMap((other) => {
    if (find(other) === undefined)
      throw new CallError({
        message: `Group ${parts.name} includes ${other}, which is missing.`,
        fragment: name,
      });
    return expandGroup(other, [...file.contexts, ...contexts], find, depth + 1);
  });
  const own = file.members.flatMap((member) => {
    const inner = [...file.contexts, ...member.contexts, ...contexts];
    if (/[{]/.test(member.name)) return [{ name: member.name, contexts: inner }];
    return expandGroup(member.name, inner, find, depth + 1);
  });
  const all = [...included, ...own].map((member) => ({ ...member, name: inherit(member.name, parts) }));
  if (all.length > MOST_MEMBERS)
    throw new CallError({
      message: `Group ${parts.name} has more than ${MOST_MEMBERS} members.`,
      fragment: name,
    });
  return all;
}

export function splitTarget(name: string): Parts {
  const [, user, host = '', port] = /^(?:([^@]*)@)?(.*?)(?::(\d{1,5}))?$/s.exec(name) ?? [];
  return { name: host, ...(user && { user }), ...(port !== undefined && { port }) };
}

/** User and port of the group go to members that name none. */
function inherit(name: string, { user, port }: Parts): string {
  const own = splitTarget(name);
  const asUser = own.user ?? user;
  const atPort = own.port ?? port;
  return `${asUser === undefined ? '' : `${asUser}@`}${own.name}${atPort === undefined ? '' : `:${atPort}`}`;
}

export interface GroupFile {
  readonly includes: readonly string[];
  readonly contexts: readonly string[];
  readonly members: readonly Member[];
}

const COMMENT = /^[ \t]*#[^\n]*$/gm;

/** The line, from 1, where a bracket opens that is not closed. */
export const openBracketIn = (source: string): number | undefined =>
  memberWords(source.replace(COMMENT, '')).open;

/** @throws CallError an open bracket */
export function readGroupFile(source: string, name: string): GroupFile {
  const includes: string[] = [];
  const text = source.replace(COMMENT, (line) => {
    const [, other] = /^\s*#include\s+(\S+)/.exec(line) ?? [];
    if (other !== undefined) includes.push(other);
    return '';
  });
  const { words, open } = memberWords(text);
  if (open !== undefined)
    throw new CallError({ message: `Group ${name}, line ${open}: a bracket is not closed.`, fragment: name });
  const members: Member[] = [];
  const contexts: string[] = [];
  for (const word of words) {
    const { head, context } = splitContext(word);
    if (head.toUpperCase() === 'CONTEXT') contexts.push(...context);
    else if (head === '' && members.length > 0) addContext(members, context);
    else if (head !== '') members.push({ name: head, contexts: context });
  }
  return { includes, contexts, members };
}

/** `lab00 (-Z KSU)`: a context may stand apart from its host. */
function addContext(members: Member[], context: readonly string[]): void {
  const last = members.pop();
  if (last !== undefined) members.push({ ...last, contexts: [...last.contexts, ...context] });
}

/** Separated by blanks and commas outside of brackets; quotes are tolerated around them. */
function memberWords(text: string): { readonly words: readonly string[]; readonly open?: number } {
  const words: string[] = [];
  let current = '';
  let depth = 0;
  let quote = '';
  let line = 1;
  let opened = 1;
  for (const char of text) {
    if (char === '\n') line++;
    if (depth === 0 && quote === '' && /[\s,]/.test(char)) {
      if (current !== '') words.push(current);
      current = '';
      continue;
    }
    if (quote === '' && depth === 0 && /['"]/.test(char)) continue;
    if (depth > 0 && quote === char) quote = '';
    else if (depth > 0 && quote === '' && /["]/.test(char)) quote = char;
    else if (quote === '') {
      if (depth === 0) opened = line;
      depth += /[({]/.test(char) ? 1 : /[)}]/.test(char) ? -1 : 0;
    }
    current += char;
  }
  return { words: current === '' ? words : [...words, current], ...(depth > 0 && { open: opened }) };
}

/** `host(-Z KSU)` as host and options; `VMSTACK(..){..}` stays whole. */
export function splitContext(word: string): { readonly head: string; readonly context: readonly string[] } {
  const open = word.indexOf('(');
  const isWhole = open !== -1 && word.endsWith(')') && !word.slice(0, open).includes('{');
  return isWhole
    ? { head: word.slice(0, open), context: [word.slice(open + 1, -1)] }
    : { head: word, context: [] };
}
