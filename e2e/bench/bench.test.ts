import { expect, test } from 'vitest';
import { holds, line, median } from './bench.ts';

const atMost = { name: 'list-warm', bound: { atMost: 1.5 }, ratio: async () => 0 };
const atLeast = { name: 'console', bound: { atLeast: 0.9 }, ratio: async () => 0 };

test('a bound holds on its own side only', () => {
  expect([holds(atMost, 1.5), holds(atMost, 1.51), holds(atLeast, 0.9), holds(atLeast, 0.89)]).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

test('one line a bench', () => {
  expect(line(atMost, 1.234)).toBe('list-warm 1.23 <=1.5 ok');
  expect(line(atLeast, 0.5)).toBe('console 0.50 >=0.9 SHORT');
});

test('the median is the middle', () => {
  expect(median([9, 1, 5, 3, 7])).toBe(5);
  expect(() => median([])).toThrow('nothing');
});
