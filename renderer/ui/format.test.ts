import { expect, test } from 'vitest';
import { count, formatBytes, formatCpu, formatDuration, formatMemory, formatSpan } from './format.ts';

test.each([
  [-5, '0 s'],
  [0, '0 s'],
  [999, '0 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [3_599_999, '59 min'],
  [3_600_000, '1 h'],
  [86_400_000 * 41.9, '41 d'],
])('a span of %d ms is %s', (ms, text) => expect(formatSpan(ms)).toBe(text));

test.each([
  [-1, '0.0 s'],
  [430, '0.4 s'],
  [9_949, '9.9 s'],
  [9_960, '10 s'],
  [59_400, '59 s'],
  [185_000, '3 min 5 s'],
])('a duration of %d ms is %s', (ms, text) => expect(formatDuration(ms)).toBe(text));

test.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1 K'],
  [512 * 1024 ** 2, '512 M'],
  [1.5 * 1024 ** 3, '1.5 G'],
  [9.96 * 1024 ** 3, '10 G'],
])('%d bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

test('memory is told in the unit of the total', () => {
  const G = 1024 ** 3;
  expect(formatMemory(11 * G, 64 * G)).toBe('11 / 64 G');
  expect(formatMemory(0.5 * G, 2 * G)).toBe('0.5 / 2 G');
  expect(formatMemory(undefined, 2 * G)).toBe('2 G');
  expect(formatMemory(G, undefined)).toBe('1 G');
  expect(formatMemory(undefined, undefined)).toBe('');
});

test('shares and counts', () => {
  expect(formatCpu(1.534)).toBe('153 %');
  expect(count(1, 'machine')).toBe('1 machine');
  expect(count(5000, 'machine')).toBe('5,000 machines');
});
