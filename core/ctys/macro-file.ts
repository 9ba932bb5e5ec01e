/**
 * Files of macros: `NAME = text` one a line, a trailing `\` goes on, `#` begins a comment. A comment right above a macro
 * that begins with `#@` says more of it: `#@ filter = state:running` narrows the table the macro describes, in the words
 * of the window's filter; `#@ sort = memory descending` and `#@ group = owner` are how the window shows it: a call sorts
 * by it where the column is printed. Editing touches the lines of one macro and no other.
 * Format: ctys-macros(1) of UnifiedSessionsManager 01.11; `#@` is this product's.
 */
import { joinSubOptions, writeText } from './escape.ts';
import { windowField } from './tables/window-columns.ts';

export interface Macro {
  readonly name: string;
  readonly text: string;
  /** Which rows of the table it describes are shown. */
  readonly filter?: string;
  /** The order of rows by a column of the window: `memory`, `memory descending`. */
  readonly sort?: string;
  /** What the window groups rows by. */
  readonly group?: string;
}

/** A table as a macro describes it, perhaps of what. */
export const isTable = (text: string): boolean =>
  /^(?:tab|rec|spec|xml)(?:_gen|_tcp)?(?::|,|$)|^macro:TAB_\w+$/i.test(text);

/** What stands in a call in place of the macro: a view brings its filter and its order along. */
export function macroText(macro: Macro): string {
  const { text, filter } = macro;
  if (!isTable(text)) return text;
  const sort = sortArgument(macro);
  const words = filter === undefined ? null : writeText(filter.trim().replace(/\s+/g, ' '));
  const more = [
    ...(words === null ? [] : [{ key: 'FILTER', argument: words }]),
    ...(sort === null ? [] : [{ key: 'SORT', argument: sort }]),
  ];
  return more.length === 0 ? text : `${text},${joinSubOptions(more)}`;
}

/** null: it has none, says one itself, or by what it prints no column of. */
function sortArgument({ text, sort = '', group }: Macro): string | null {
  const [, columns] = /^tab(?:_gen)?:([^,]+)(?!.*,sort(?:[:,]|$))/i.exec(text) ?? [];
  const [, word = '', direction] = /^(\w+)( descending)?$/.exec(sort) ?? [];
  const field = windowField(word);
  if (columns === undefined || field === undefined) return null;
  const at = columns.split(/%%?/).findIndex((column) => Number.parseInt(column, 10) === field);
  const over = group === 'host' ? 'EACH' : 'ALL';
  return at < 0 ? null : [over, ...(direction === undefined ? [] : ['REVERSE']), at + 1].join('%%');
}

export interface MacroProblem {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

export interface MacroFile {
  readonly macros: readonly Macro[];
  readonly problems: readonly MacroProblem[];
}

/** What a macro may be called: one word nothing in a call could be mistaken for. */
export const MACRO_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

/** A macro and the lines it takes, with its `#@` lines; `to` is one behind. */
interface Placed {
  readonly macro: Macro;
  readonly from: number;
  readonly to: number;
}

const DEFINITION = /^\s*([^\s=#]+)\s*=\s*(.*?)\s*$/;
const NOTES = ['filter', 'sort', 'group'] as const;
const NOTE = /^\s*#@\s*(filter|sort|group)\s*=\s*(.*?)\s*$/;
const IGNORED = /^\s*(#.*)?$/;

export function parseMacros(text: string): MacroFile {
  const { placed, problems } = read(linesOf(text));
  return { macros: placed.map(({ macro }) => macro), problems };
}

/** As it stands in a file. */
export function formatMacro(macro: Macro): string {
  const notes = NOTES.flatMap((key) => {
    const value = macro[key];
    return value === undefined ? [] : [`#@ ${key} = ${oneLine(value)}`];
  });
  return [...notes, `${macro.name} = ${oneLine(macro.text)}`].join('\n');
}

/** Replaces the macro of that name where it stands, or adds it at the end. */
export function saveMacro(text: string, macro: Macro): string {
  const lines = linesOf(text);
  const found = read(lines).placed.find((other) => other.macro.name === macro.name);
  const wanted = formatMacro(macro).split('\n');
  // A last line that goes on would swallow what is added.
  if (found === undefined) lines.push(...(lines.at(-1)?.endsWith('\\') === true ? [''] : []), ...wanted);
  else if (same(found.macro, macro)) return text;
  else lines.splice(found.from, found.to - found.from, ...wanted);
  return `${lines.join('\n')}\n`;
}

/** null: there is none of that name. */
export function removeMacro(text: string, name: string): string | null {
  const lines = linesOf(text);
  const found = read(lines).placed.find(({ macro }) => macro.name === name);
  if (found === undefined) return null;
  lines.splice(found.from, found.to - found.from);
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** Without the empty piece behind the last line end. */
function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** A macro's own text has no line ends: they would end it. */
const oneLine = (text: string): string => text.replace(/\s*[\r\n]+\s*/g, ' ').trim();

const same = (a: Macro, b: Macro): boolean =>
  a.text === oneLine(b.text) && NOTES.every((key) => a[key] === b[key]);

function read(lines: readonly string[]): { placed: readonly Placed[]; problems: readonly MacroProblem[] } {
  const placed: Placed[] = [];
  const problems: MacroProblem[] = [];
  const names = new Set<string>();
  let at = 0;
  while (at < lines.length) {
    const from = at;
    const notes = notesAt(lines, at);
    at += notes.length;
    const { line, next } = joined(lines, at);
    const problem = problemOf(line, names);
    const [, name = '', text = ''] = DEFINITION.exec(line) ?? [];
    if (problem !== undefined) problems.push({ line: at + 1, message: problem });
    else if (name !== '') {
      names.add(name);
      placed.push({
        macro: { name, text, ...Object.fromEntries(notes.filter(([, value]) => value !== '')) },
        from,
        to: next,
      });
    }
    // An annotation with no macro below it is a comment.
    at = notes.length > 0 && name === '' ? from + 1 : next;
  }
  return { placed, problems };
}

/** The `#@` lines from `at` on, up to one that says again what was said: that one begins anew. */
function notesAt(lines: readonly string[], at: number): readonly (readonly [string, string])[] {
  const notes: (readonly [string, string])[] = [];
  for (const line of lines.slice(at, at + NOTES.length)) {
    const [, key = '', value = ''] = NOTE.exec(line) ?? [];
    if (key === '' || notes.some(([other]) => other === key)) break;
    notes.push([key, value]);
  }
  return notes;
}

/** The line at `at` with those it goes on in. */
function joined(lines: readonly string[], at: number): { line: string; next: number } {
  let line = lines[at] ?? '';
  let next = at + 1;
  if (line.trimStart().startsWith('#')) return { line, next };
  while (line.endsWith('\\') && next < lines.length)
    line = line.slice(0, -1) + (lines[next++] ?? '').trimStart();
  return { line, next };
}

function problemOf(line: string, names: ReadonlySet<string>): string | undefined {
  if (IGNORED.test(line)) return undefined;
  const [, name] = DEFINITION.exec(line) ?? [];
  if (name === undefined) return 'It is neither NAME = text nor a # comment.';
  if (!MACRO_NAME.test(name)) return `"${name}" is no name of a macro; letters, digits and _ are.`;
  return names.has(name) ? `${name} is there already; the first counts.` : undefined;
}
