/** How long until a host is looked at again. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TIMINGS } from '../ports.ts';
import { Schedule } from './schedule.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

function seen(hosts: number, watched: boolean): Schedule {
  const schedule = new Schedule(TIMINGS, true, { watched: () => watched, hosts: () => hosts });
  schedule.end(undefined, new Set());
  return schedule;
}

test.each([
  ['a few hosts in sight', 5, true, TIMINGS.poll],
  ['many in sight take turns', 100, true, 100 * TIMINGS.spread],
  ['with nobody there', 5, false, TIMINGS.idlePoll],
])('%s', (_, hosts, watched, wait) => {
  expect(seen(hosts, watched).left()).toBe(wait);
});

test('what a plugin tells is listed at once, however many hosts there are', () => {
  const schedule = seen(1000, true);
  schedule.tell('XEN');
  expect(schedule.left()).toBeLessThan(TIMINGS.poll);
  expect(schedule.types()).toEqual(new Set(['XEN']));
});
