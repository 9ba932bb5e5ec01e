/** What keys send to one console, where it wants something else than most. Kept by machine and console. */
import type { Preferences } from '../../core/model/settings.ts';
import { ALTS, BACKSPACES, FUNCTION_KEYS, KEYPADS } from '../../core/model/settings.ts';
import { kept } from './kept.ts';

/** Absent: as set for the machine, or as most want it. */
export interface KeyMap {
  readonly backspace?: (typeof BACKSPACES)[number];
  /** Instead of CR. */
  readonly enter?: 'crlf';
  readonly functions?: (typeof FUNCTION_KEYS)[number];
  /** Alt (Option) with a character: Escape before it, or the character alone (`@` of some layouts). */
  readonly alt?: (typeof ALTS)[number];
  /** Of the number pad where a program asks for its application mode. */
  readonly keypad?: (typeof KEYPADS)[number];
  /** Text by chord (`Alt+F4`), as it is sent. */
  readonly own?: Readonly<Record<string, string>>;
}

const MOST_OWN = 50;
const MOST_TEXT = 1_000;

const oneOf = <T extends string>(all: readonly T[], value: unknown): T | undefined =>
  all.find((one) => one === value);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parseOwn(value: unknown): KeyMap['own'] {
  if (!isObject(value)) return undefined;
  const sound = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1].length <= MOST_TEXT,
  );
  return sound.length === 0 ? undefined : Object.fromEntries(sound.slice(-MOST_OWN));
}

/** What is sound of it. */
function parseMap(value: unknown): KeyMap {
  if (!isObject(value)) return {};
  const backspace = oneOf(BACKSPACES, value.backspace);
  const functions = oneOf(FUNCTION_KEYS, value.functions);
  const alt = oneOf(ALTS, value.alt);
  const keypad = oneOf(KEYPADS, value.keypad);
  const own = parseOwn(value.own);
  return {
    ...(backspace !== undefined && { backspace }),
    ...(value.enter === 'crlf' && { enter: 'crlf' }),
    ...(functions !== undefined && { functions }),
    ...(alt !== undefined && { alt }),
    ...(keypad !== undefined && { keypad }),
    ...(own !== undefined && { own }),
  };
}

const maps = kept('ctys.keys', parseMap);
export const parseKeyMaps = maps.parse;
export const keyMapOf = (place: string): KeyMap => maps.of(place) ?? {};
export const keepKeyMap = maps.keep;

/** What holds: the console's own before what is set. */
export const effectiveKeys = (
  map: KeyMap,
  set: Pick<Preferences, 'backspace' | 'functionKeys' | 'alt' | 'keypad'>,
) => ({
  backspace: map.backspace ?? set.backspace,
  enter: map.enter,
  functions: map.functions ?? set.functionKeys,
  alt: map.alt ?? set.alt,
  keypad: map.keypad ?? set.keypad,
});

const range = (from: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => String.fromCharCode(from.charCodeAt(0) + i));
const VT_NUMBERS = [11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24];
const vt = VT_NUMBERS.map((number) => `\x1b[${number}~`);
/** F1 to F12 as xterm.js means them, and as others send them: terminfo's xterm, vt220, linux, vt100+ (PuTTY) and scoansi. */
const F_KEYS: Readonly<Record<(typeof FUNCTION_KEYS)[number], readonly string[]>> = {
  xterm: ['\x1bOP', '\x1bOQ', '\x1bOR', '\x1bOS', ...vt.slice(4)],
  vt,
  linux: [...range('A', 5).map((letter) => `\x1b[[${letter}`), ...vt.slice(5)],
  vt100: range('P', 12).map((letter) => `\x1bO${letter}`),
  sco: range('M', 12).map((letter) => `\x1b[${letter}`),
};

/** What is sent for what a terminal means. */
export function mapKeys(text: string, keys: ReturnType<typeof effectiveKeys>): string {
  if (text === '\x7f') return keys.backspace === 'ctrl-h' ? '\x08' : text;
  if (text === '\r') return keys.enter === 'crlf' ? '\r\n' : text;
  const number = F_KEYS.xterm.indexOf(text);
  return F_KEYS[keys.functions][number] ?? text;
}

const ESCAPES: Readonly<Record<string, string>> = {
  e: '\x1b',
  r: '\r',
  n: '\n',
  t: '\t',
  b: '\b',
  '\\': '\\',
};

/** As a person writes it: `\e[17~`, `reboot\r`, `\x03`. null: a backslash in it means nothing. */
export function readText(written: string): string | null {
  const sound = /^(?:[^\\]|\\[ernbt\\]|\\x[\da-f]{2})+$/i.test(written);
  if (!sound) return null;
  return written.replace(
    /\\(?:x([\da-f]{2})|(.))/gi,
    (_, hex: string | undefined, letter: string | undefined) =>
      hex === undefined
        ? (ESCAPES[letter?.toLowerCase() ?? ''] ?? '')
        : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

export function writeText(text: string): string {
  const named = new Map(Object.entries(ESCAPES).map(([letter, char]) => [char, `\\${letter}`]));
  return [...text]
    .map((char) => {
      const code = char.charCodeAt(0);
      return (
        named.get(char) ?? (code < 0x20 || code === 0x7f ? `\\x${code.toString(16).padStart(2, '0')}` : char)
      );
    })
    .join('');
}
