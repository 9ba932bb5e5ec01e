import { expect, test } from 'vitest';
import { formatAction } from './format.ts';
import { parseText } from './parse.ts';
import { CASES } from './testing/cases.ts';

test.each(CASES)('case $number: $call', ({ call, actions }) => {
  expect(parseText(call)).toEqual(actions);
});

test.each(CASES)('case $number, written and read again: $call', ({ actions }) => {
  for (const action of actions) expect(parseText(formatAction(action))).toEqual([action]);
});

test('every one of the 102 is there', () => {
  const numbers = new Set(CASES.map(({ number }) => number));
  expect(Array.from({ length: 102 }, (_, index) => index + 1).filter((one) => !numbers.has(one))).toEqual([]);
});
