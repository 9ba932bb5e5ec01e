import { expect, test } from 'vitest';
import { Ahead } from './ahead.ts';

/** What is asked for over a line that takes `each` ms for an answer and has `far` ms to go, for `answers` of them. */
function over(line: { readonly each: number; readonly far: number }, answers: number): readonly number[] {
  const ahead = new Ahead();
  const asked: number[] = [];
  const limits: number[] = [];
  let now = 0;
  let free = 0;
  for (let n = 0; n < answers; n++) {
    while (asked.length < ahead.limit) asked.push(now);
    const [at = 0] = asked.splice(0, 1);
    free = Math.max(free, at + line.far / 2) + line.each;
    now = Math.max(now, free + line.far / 2);
    ahead.heard(now - at);
    limits.push(ahead.limit);
  }
  return limits;
}

test('a quick line gets all of it soon, a far one as well', () => {
  expect(over({ each: 0.3, far: 1 }, 100).at(-1)).toBe(64);
  expect(over({ each: 3, far: 200 }, 100).at(-1)).toBe(64);
});

test('over a narrow one no more wait for each other than keep it busy', () => {
  const narrow = over({ each: 262, far: 40 }, 200);
  expect(Math.max(...narrow.slice(10))).toBeLessThanOrEqual(3);
  expect(Math.min(...narrow)).toBeGreaterThanOrEqual(2);
  const wider = over({ each: 26, far: 40 }, 500).slice(100);
  expect(Math.min(...wider)).toBeGreaterThanOrEqual(3);
  expect(Math.max(...wider)).toBeLessThanOrEqual(16);
});
