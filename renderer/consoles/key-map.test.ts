import { expect, test } from 'vitest';
import { INITIAL } from '../../core/model/settings.ts';
import { effectiveKeys, type KeyMap, mapKeys, parseKeyMaps, readText, writeText } from './key-map.ts';

const sent = (text: string, map: KeyMap, set = INITIAL): string => mapKeys(text, effectiveKeys(map, set));

test('keys are sent as the console wants them, else as set, else as most want them', () => {
  expect([sent('\x7f', {}), sent('\r', {}), sent('\x1bOP', {}), sent('x', {})]).toEqual([
    '\x7f',
    '\r',
    '\x1bOP',
    'x',
  ]);
  expect(sent('\x7f', { backspace: 'ctrl-h' })).toBe('\x08');
  expect(sent('\x7f', {}, { ...INITIAL, backspace: 'ctrl-h' })).toBe('\x08');
  expect(sent('\x7f', { backspace: 'delete' }, { ...INITIAL, backspace: 'ctrl-h' })).toBe('\x7f');
  expect(sent('\r', { enter: 'crlf' })).toBe('\r\n');
  // Pasted text is no key.
  expect(sent('a\rb', { enter: 'crlf' })).toBe('a\rb');
});

test.each([
  ['xterm', '\x1bOP', '\x1b[15~', '\x1b[24~'],
  ['vt', '\x1b[11~', '\x1b[15~', '\x1b[24~'],
  ['linux', '\x1b[[A', '\x1b[[E', '\x1b[24~'],
  ['vt100', '\x1bOP', '\x1bOT', '\x1bO['],
  ['sco', '\x1b[M', '\x1b[Q', '\x1b[X'],
] as const)('function keys of %s: F1, F5, F12', (functions, ...wanted) => {
  expect(['\x1bOP', '\x1b[15~', '\x1b[24~'].map((text) => sent(text, { functions }))).toEqual(wanted);
});

test('what is kept is read strictly', () => {
  expect(parseKeyMaps(null).size).toBe(0);
  expect(parseKeyMaps('[1]').size).toBe(0);
  expect(parseKeyMaps('{"a":{"backspace":"x","alt":"y","keypad":1,"own":{"F1":7}}}').size).toBe(0);
  const kept =
    '{"a":{"backspace":"ctrl-h","enter":"crlf","functions":"sco","alt":"characters","keypad":"application","own":{"Alt+F4":"x"},"more":1}}';
  expect(parseKeyMaps(kept).get('a')).toEqual({
    backspace: 'ctrl-h',
    enter: 'crlf',
    functions: 'sco',
    alt: 'characters',
    keypad: 'application',
    own: { 'Alt+F4': 'x' },
  });
});

test('a text of one’s own is written as people write such texts', () => {
  expect(readText('\\e[17~')).toBe('\x1b[17~');
  expect(readText('reboot\\r')).toBe('reboot\r');
  expect(readText('\\x03\\\\')).toBe('\x03\\');
  expect([readText(''), readText('\\q'), readText('a\\')]).toEqual([null, null, null]);
  for (const text of ['\x1b[17~', 'a\\b\r\n\t\b', '\x00\x7fä']) expect(readText(writeText(text))).toBe(text);
});
