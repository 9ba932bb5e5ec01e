import { expect, test } from 'vitest';
import { gapNote, lostAt } from './gap-note.ts';

const HOUR = 3_600_000;
const lost = (heard?: number) => ({
  code: 'connection-lost' as const,
  message: 'The connection to lab00 was lost.',
  ...(heard !== undefined && { data: { heard } }),
});

test('a gap begins when the host was last heard, not when the loss was noticed', () => {
  const slept = lostAt(lost(1_000), 2 * HOUR);
  expect(slept).toBe(1_000);
  expect(gapNote(slept, 2 * HOUR + 1_000)).toContain('2 h');
});

test('where nobody knows that, it begins when it was noticed; a clock that goes ahead changes nothing', () => {
  expect(lostAt(undefined, HOUR)).toBe(HOUR);
  expect(lostAt(lost(), HOUR)).toBe(HOUR);
  expect(lostAt(lost(HOUR + 5), HOUR)).toBe(HOUR);
});
