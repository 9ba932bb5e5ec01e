import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CallError } from './call-error.ts';
import { callWords, formatAction } from './format.ts';
import { parseCall, parseText } from './parse.ts';
import { action } from './testing/arbitrary.ts';

describe('parse and format are inverses', () => {
  test('for every action, as one text and as words', () => {
    fc.assert(
      fc.property(action, (asked) => {
        expect(parseText(formatAction(asked))).toEqual([asked]);
        expect(parseCall(callWords(asked))).toEqual([asked]);
      }),
      { numRuns: 10_000 },
    );
  }, 600_000);
});

/** Pieces a call is made of, in any order and number. */
const piece = fc.oneof(
  fc.constantFrom(
    ...[
      'ctys',
      '-a',
      '-t',
      'xen',
      'create=',
      'cancel=',
      'list=',
      'enumerate=',
      'l:x',
      'all',
      ',',
      ',,',
      ':',
      '::',
      '%',
    ],
    ...[
      '%%',
      '(',
      ')',
      '{',
      '}',
      "'",
      '"',
      '\\',
      ' ',
      '--',
      'VMSTACK{',
      'SUBTASK(',
      'macro:',
      'macro:F_PM',
      '{macro:',
    ],
    ...[
      'tab_gen:',
      '1_a_2_L',
      '-Z',
      '-d',
      '-c',
      'on,only',
      'lab00',
      'user@',
      ':22',
      'machine',
      '=',
      '-b',
      '0,2',
      '$',
    ],
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const call = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

/** A million take two minutes: `CTYS_FUZZ_CALLS=1000000 npx vitest run core/ctys/inverse.test.ts`. */
const CALLS = Number(process.env.CTYS_FUZZ_CALLS ?? 20_000);

describe('random calls', () => {
  test('give actions or an error with its place, and nothing else', () => {
    fc.assert(
      fc.property(call, (text) => {
        try {
          parseText(text);
        } catch (caught) {
          expect(caught).toBeInstanceOf(CallError);
          const { source, offset, length } = caught as CallError;
          expect(source).toBe(text);
          expect(offset).toBeGreaterThanOrEqual(0);
          expect(offset).toBeLessThanOrEqual(text.length);
          expect(length).toBeGreaterThan(0);
          expect((caught as CallError).lines().length).toBeGreaterThan(1);
        }
      }),
      { numRuns: CALLS },
    );
  }, 3_600_000);
});
