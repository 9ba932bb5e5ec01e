import { expect, test } from 'vitest';
import { INITIAL } from '../../core/model/settings.ts';
import type { KeyPress } from '../commands/chords.ts';
import { keyText } from './key-text.ts';
import { effectiveKeys, type KeyMap } from './key-map.ts';

const NONE = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const said = (press: Partial<KeyPress>, map: KeyMap, asked = false): string | null =>
  keyText({ key: '', ...NONE, ...press }, map.own, effectiveKeys(map, INITIAL), asked);

test('a key of one’s own goes before all else', () => {
  const map: KeyMap = { alt: 'characters', own: { 'Alt+X': 'own' } };
  expect(said({ key: 'x', altKey: true }, map)).toBe('own');
  expect(said({ key: 'x' }, map)).toBeNull();
});

test('Alt is Meta, or the character alone; with Ctrl, and with keys that are no character, it stays', () => {
  expect(said({ key: 'x', altKey: true }, {})).toBeNull();
  const map: KeyMap = { alt: 'characters' };
  expect(said({ key: 'x', altKey: true }, map)).toBe('x');
  expect(said({ key: '@', altKey: true }, map)).toBe('@');
  expect(said({ key: '𝄞', altKey: true }, map)).toBe('𝄞');
  for (const key of ['ArrowUp', 'Dead', 'F4'])
    expect([key, said({ key, altKey: true }, map)]).toEqual([key, null]);
  expect(said({ key: 'x', altKey: true, ctrlKey: true }, map)).toBeNull();
  expect(said({ key: 'x' }, map)).toBeNull();
});

test('the number pad has its application mode where it is set and a program asks', () => {
  const pad = (code: string, map: KeyMap, asked: boolean, more = {}): string | null =>
    said({ key: '7', code, ...more }, map, asked);
  const map: KeyMap = { keypad: 'application' };
  expect(
    ['Numpad0', 'Numpad7', 'Numpad9', 'NumpadEnter', 'NumpadAdd'].map((code) => pad(code, map, true)),
  ).toEqual(['\x1bOp', '\x1bOw', '\x1bOy', '\x1bOM', '\x1bOk']);
  expect(pad('Numpad7', map, false)).toBeNull();
  expect(pad('Numpad7', {}, true)).toBeNull();
  expect(pad('Digit7', map, true)).toBeNull();
  // Shift and Page Up scrolls.
  expect(pad('Numpad9', map, true, { shiftKey: true })).toBeNull();
});
