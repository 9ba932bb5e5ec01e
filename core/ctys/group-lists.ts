/**
 * Groups as people and scripts look at them: members in each format of ctys-groups(1) `-m`, what includes what, and the
 * folders they are sorted in. Chapter 7.9 of the reference.
 */
import { CallError } from './call-error.ts';
import { expandGroup, type FindGroup, type Member, readGroupFile, splitTarget } from './groups.ts';

export interface MemberFormat {
  readonly mode: '1' | '2' | '3' | '4' | '5' | '5x' | '6' | '7' | '8';
  /** Each member once. */
  readonly unique: boolean;
}

const FORMAT = /^(?:([1-4])|(5x?)|([678]))(u?)$/i;

/** @throws CallError */
export function readMemberFormat(text: string): MemberFormat {
  const [, listing, callable, plain, unique] = FORMAT.exec(text) ?? [];
  const mode = (listing ?? callable ?? plain)?.toLowerCase();
  if (mode === undefined)
    throw new CallError({ message: `'${text}' is none of 1 to 8, 5x, 7u and 8u.`, fragment: text });
  return { mode: mode as MemberFormat['mode'], unique: unique !== '' };
}

const withContext = ({ name, contexts }: Member): string =>
  contexts.length === 0 ? name : `${name}(${contexts.join(' ')})`;

const UNSAFE = /[^A-Za-z0-9_@%+=:,./-]/;

/** As a word of a shell: what is not plain stands in quotes. */
const callable = (member: Member): string => {
  const { head, tail } = split(withContext(member));
  return UNSAFE.test(head) ? quoted(head + tail) : `${head}${tail === '' ? '' : quoted(tail)}`;
};

const split = (text: string): { readonly head: string; readonly tail: string } => {
  const open = text.indexOf('(');
  return open === -1 ? { head: text, tail: '' } : { head: text.slice(0, open), tail: text.slice(open) };
};

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const WORDS: Readonly<Record<MemberFormat['mode'], (member: Member) => string>> = {
  '1': ({ name }) => name,
  '2': withContext,
  '3': ({ name }) => splitTarget(name).name,
  '4': callable,
  '5': callable,
  '5x': callable,
  '6': ({ name }) => name,
  '7': withContext,
  '8': ({ name }) => splitTarget(name).name,
};

/** 1 to 3 are listings with the group above its members, 4 to 5x words to paste into a call, 6 to 8 bare members. */
export function memberLines(
  groups: readonly string[],
  { mode, unique }: MemberFormat,
  find: FindGroup,
  terse = false,
): readonly string[] {
  const of = (group: string): readonly string[] =>
    once(expandGroup(group, [], find).map(WORDS[mode]), unique);
  if (/^[123]$/.test(mode))
    return groups.flatMap((group) =>
      terse ? [`${group} ${of(group).join(' ')}`] : [group, ...indent(of(group))],
    );
  const all = once(groups.flatMap(of), unique);
  if (terse || mode === '4') return all.length === 0 ? [] : [all.join(' ')];
  return mode === '5x' ? all.map((word, at) => (at < all.length - 1 ? `${word} \\` : word)) : all;
}

const once = (words: readonly string[], unique: boolean): readonly string[] =>
  unique ? [...new Set(words)] : words;
const indent = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);

/** What a group includes, and what that includes, down to `depth`; 0 is the group alone. A circle ends where it closes. */
export function includeTree(
  group: string,
  find: FindGroup,
  depth: number,
  above: readonly string[] = [],
): readonly string[] {
  const text = find(group);
  if (text === undefined || depth <= 0 || above.includes(group)) return [group];
  const { includes } = readGroupFile(text, group);
  const below = includes.flatMap((other) => includeTree(other, find, depth - 1, [...above, group]));
  return [group, ...indent(below)];
}

/** Folders, and files where they are wanted, each below the folder it is in, down to `depth` folders. */
export function folderTree(names: readonly string[], files: boolean, depth: number): readonly string[] {
  const lines: string[] = [];
  const shown = new Set<string>();
  for (const name of [...names].sort()) {
    const parts = name.split('/');
    parts.forEach((part, at) => {
      const isFile = at === parts.length - 1;
      const path = parts.slice(0, at + 1).join('/') + (isFile ? '' : '/');
      if (at >= depth || shown.has(path) || (isFile && !files)) return;
      shown.add(path);
      lines.push(`${'  '.repeat(at)}${part}${isFile ? '' : '/'}`);
    });
  }
  return lines;
}
