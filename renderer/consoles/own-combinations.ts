/** A person's own key combinations for screens, written as `Ctrl+Alt+F12`, kept in this browser or window. */
import { create } from 'zustand';
import type { Combination } from './key-combinations.ts';

type Stroke = Combination['keys'][number];

const NAMED: Readonly<Record<string, Stroke>> = {
  ctrl: [0xffe3, 'ControlLeft'],
  shift: [0xffe1, 'ShiftLeft'],
  alt: [0xffe9, 'AltLeft'],
  altgr: [0xfe03, 'AltRight'],
  super: [0xffeb, 'MetaLeft'],
  tab: [0xff09, 'Tab'],
  enter: [0xff0d, 'Enter'],
  esc: [0xff1b, 'Escape'],
  space: [0x20, 'Space'],
  backspace: [0xff08, 'Backspace'],
  del: [0xffff, 'Delete'],
  ins: [0xff63, 'Insert'],
  home: [0xff50, 'Home'],
  end: [0xff57, 'End'],
  pageup: [0xff55, 'PageUp'],
  pagedown: [0xff56, 'PageDown'],
  left: [0xff51, 'ArrowLeft'],
  up: [0xff52, 'ArrowUp'],
  right: [0xff53, 'ArrowRight'],
  down: [0xff54, 'ArrowDown'],
  print: [0xff61, 'PrintScreen'],
  sysrq: [0xff15, 'PrintScreen'],
  pause: [0xff13, 'Pause'],
};

const MOST_KEYS = 6;
const MOST = 50;

/** null: a word in it is no key. */
export function parseCombination(text: string): Combination | null {
  const words = text.split('+').map((word) => word.trim().toLowerCase());
  if (words.length > MOST_KEYS) return null;
  const keys = words.map(keyOf);
  if (keys.some((key) => key === null)) return null;
  return { title: words.map(shown).join('+'), keys: keys.flatMap((key) => (key === null ? [] : [key])) };
}

function keyOf(word: string): Stroke | null {
  const named = Object.hasOwn(NAMED, word) ? NAMED[word] : undefined;
  if (named !== undefined) return named;
  const number = Number(/^f([1-9]|1\d|2[0-4])$/.exec(word)?.[1] ?? 0);
  if (number > 0) return [0xffbd + number, `F${number}`];
  if (/^[a-z]$/.test(word)) return [word.charCodeAt(0), `Key${word.toUpperCase()}`];
  return /^\d$/.test(word) ? [word.charCodeAt(0), `Digit${word}`] : null;
}

const shown = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const PLACE = 'ctys.combinations';

/** Stored text of any origin. */
export function parseOwn(text: string | null): readonly Combination[] {
  try {
    const raw: unknown = JSON.parse(text ?? '[]');
    const list: readonly unknown[] = Array.isArray(raw) ? raw : [];
    return list
      .slice(0, MOST)
      .flatMap((one) => (typeof one === 'string' ? (parseCombination(one) ?? []) : []));
  } catch {
    return [];
  }
}

const stored = (): string | null =>
  typeof localStorage === 'undefined' ? null : localStorage.getItem(PLACE);

export const useOwn = create<{ readonly own: readonly Combination[] }>(() => ({ own: parseOwn(stored()) }));

export function changeOwn(titles: readonly string[]): void {
  const text = JSON.stringify([...new Set(titles)].slice(0, MOST));
  localStorage.setItem(PLACE, text);
  useOwn.setState({ own: parseOwn(text) });
}
