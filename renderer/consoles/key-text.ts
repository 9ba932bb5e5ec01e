/** Keys whose text is ours to say, before the terminal says it: those of one's own, Alt that is no Meta, the number pad. Pure. */
import { chordOf, type KeyPress } from '../commands/chords.ts';
import type { effectiveKeys, KeyMap } from './key-map.ts';

/** By physical key, behind `ESC O`: xterm's control sequences, "VT220-style function keys". */
const PAD: Readonly<Record<string, string>> = {
  NumpadEnter: 'M',
  NumpadMultiply: 'j',
  NumpadAdd: 'k',
  NumpadComma: 'l',
  NumpadSubtract: 'm',
  NumpadDecimal: 'n',
  NumpadDivide: 'o',
  NumpadEqual: 'X',
  ...Object.fromEntries([...'pqrstuvwxy'].map((letter, digit) => [`Numpad${digit}`, letter])),
};

/** `asked`: the program there wants the application mode. null: as the terminal says. */
export function keyText(
  press: KeyPress,
  own: KeyMap['own'],
  { alt, keypad }: Pick<ReturnType<typeof effectiveKeys>, 'alt' | 'keypad'>,
  asked: boolean,
): string | null {
  const { key, code = '', ctrlKey, metaKey, altKey, shiftKey } = press;
  const text = own?.[chordOf(press) ?? ''];
  if (text !== undefined) return text;
  if (ctrlKey || metaKey) return null;
  if (altKey) return alt === 'characters' && [...key].length === 1 ? key : null;
  const letter = asked && keypad === 'application' && !shiftKey ? PAD[code] : undefined;
  return letter === undefined ? null : `\x1bO${letter}`;
}
