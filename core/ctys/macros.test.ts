import { describe, expect, test } from 'vitest';
import { CallError } from './call-error.ts';
import { expandMacros, type FindMacro, shippedMacro } from './macros.ts';
import { parseText } from './parse.ts';
import { SHIPPED_MACROS } from './shipped-macros.ts';

const FILES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  default: { A: 'a', B: 'macro:A%%macro:A', LOOP: 'x macro:LOOP', 'MY-ONE': '1' },
  other: { A: 'other', B: 'macro:A macro:C', C: '{macro:A}c' },
};
const find: FindMacro = (name, file) => FILES[file ?? 'default']?.[name];

test.each([
  ['macro:A', 'a'],
  ['MACRO:A', 'a'],
  ['x{macro:A}y', 'xay'],
  ['tab_gen:macro:A%%macro:A', 'tab_gen:a%%a'],
  ['-o macro:B,macro:A', '-o a%%a,a'],
  ['macro:MY-ONE', '1'],
  ['macro:A%other', 'other'],
  ['macro:A%ECHO', 'a'],
  ['{macro:A%other%optional%echo}', 'other'],
  // Those in a macro of another file are of that file.
  ['macro:B%other', 'other otherc'],
  ['macro:NIX%OPTIONAL', ''],
  ['x macro:NIX%other%OPTIONAL y', 'x  y'],
])('%s is %s', (text, expanded) => {
  expect(expandMacros(text, find)).toBe(expanded);
});

test.each([
  ['macro:NIX', "no macro 'NIX'"],
  ['macro:a', "no macro 'a'"],
  ['macro:NIX%other', "no macro 'NIX' in other"],
  ['macro:A%EVAL', 'never run by a shell'],
  ['macro:LOOP', 'nested more than'],
])('%s is refused', (text, message) => {
  expect(() => expandMacros(text, find)).toThrow(CallError);
  expect(() => expandMacros(text, find)).toThrow(message);
});

describe('macros of the product', () => {
  test.each(Object.keys(SHIPPED_MACROS).filter((name) => SHIPPED_MACROS[name]?.startsWith('-a ')))(
    '%s is a call',
    (name) => {
      expect(parseText(`ctys macro:${name}`, { macro: shippedMacro })).toHaveLength(1);
    },
  );
  test.each(Object.keys(SHIPPED_MACROS).filter((name) => !SHIPPED_MACROS[name]?.startsWith('-a ')))(
    '%s expands to columns, a table or an option',
    (name) => {
      expect(expandMacros(`macro:${name}`, shippedMacro)).toMatch(/^(?:-o )?(?:tab_gen:)?\d+_[^:]*$/);
    },
  );
});
