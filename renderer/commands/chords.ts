/** Key presses as text: `Ctrl+K`, `?`, `Down`; inside consoles by physical key, `Leader+C`. Pure. */

export interface KeyPress {
  readonly key: string;
  readonly code?: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const NAMES: Readonly<Record<string, string>> = {
  ArrowDown: 'Down',
  ArrowUp: 'Up',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ' ': 'Space',
};
const MODIFIERS: ReadonlySet<string> = new Set(['Control', 'Shift', 'Alt', 'AltGraph', 'Meta', 'CapsLock']);

/** null: a modifier alone. Cmd is Ctrl. Shift counts where the character does not say it already. */
export function chordOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): string | null {
  if (MODIFIERS.has(key) || key === 'Dead' || key === 'Unidentified' || key === 'Process') return null;
  const strong = ctrlKey || metaKey || altKey;
  const letter = /^\p{L}$/u.test(key);
  const name = NAMES[key] ?? (letter && strong ? key.toUpperCase() : key);
  const shift = shiftKey && (strong || key.length > 1 || key === ' ');
  const parts = [(ctrlKey || metaKey) && 'Ctrl', altKey && 'Alt', shift && 'Shift', name];
  return parts.filter(Boolean).join('+');
}

/** It would be typed into a field. */
export const isPlain = (chord: string): boolean => !/^(?:Ctrl|Alt)\+|^(?:Shift\+)?F\d+$/.test(chord);

const CODES: Readonly<Record<string, string>> = {
  Equal: '+',
  NumpadAdd: '+',
  Minus: '-',
  NumpadSubtract: '-',
  Backquote: '`',
  Comma: ',',
  Period: '.',
  Slash: '/',
  Semicolon: ';',
  Quote: "'",
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
};

/** The key itself, whatever the layout has on it: a guest's layout may be another. */
export const physicalName = (code: string): string =>
  CODES[code] ?? code.replace(/^(?:Key|Digit)(?=.$)/, '').replace(/^Arrow/, '');

export const LEADERS = {
  'Ctrl+Shift': { ctrlKey: true, shiftKey: true, altKey: false },
  'Ctrl+Alt': { ctrlKey: true, shiftKey: false, altKey: true },
  'Alt+Shift': { ctrlKey: false, shiftKey: true, altKey: true },
} as const;
export type Leader = keyof typeof LEADERS;

/** null: not with the leader, so it belongs to the guest. */
export function leaderChordOf(press: Omit<KeyPress, 'key'>, leader: Leader): string | null {
  const wanted = LEADERS[leader];
  const held =
    press.ctrlKey === wanted.ctrlKey &&
    press.shiftKey === wanted.shiftKey &&
    press.altKey === wanted.altKey &&
    !press.metaKey;
  return held && press.code !== undefined ? `Leader+${physicalName(press.code)}` : null;
}

/** Browsers and fields need these themselves. */
const TAKEN: ReadonlySet<string> = new Set([
  'Tab',
  'Shift+Tab',
  ...['C', 'V', 'X', 'A', 'Z', 'W', 'T', 'N', 'Q', 'R'].map((key) => `Ctrl+${key}`),
]);
export const isTaken = (chord: string): boolean => TAKEN.has(chord);
