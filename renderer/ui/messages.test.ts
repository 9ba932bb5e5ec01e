import { beforeEach, expect, test } from 'vitest';
import { forget, forgetAll, putAway, seeAll, tell, unread, useMessages } from './messages.ts';

const retry = { label: 'Retry', onPick: () => undefined };
const titles = (which: 'floating' | 'kept'): string[] =>
  useMessages.getState()[which].map(({ title }) => title);
const count = (): number => unread(useMessages.getState());

beforeEach(forgetAll);

test('bad news, and what can be answered, can be read when it floats no more; good news leaves', () => {
  tell({ title: 'done' });
  tell({ title: 'refused', failed: true });
  tell({ title: 'imported', actions: [retry] });
  expect(titles('floating')).toEqual(['done', 'refused', 'imported']);
  for (const { id } of useMessages.getState().floating) putAway(id);
  expect(titles('floating')).toEqual([]);
  expect(titles('kept')).toEqual(['imported', 'refused']);
});

test('the same told again is one message, the newest', () => {
  tell({ title: 'refused', failed: true });
  tell({ title: 'other', failed: true });
  tell({ title: 'refused', failed: true });
  expect(titles('floating')).toEqual(['other', 'refused']);
  expect(titles('kept')).toEqual(['refused', 'other']);
});

test('unread is bad news that floated by; reading the list, or dismissing one, ends that', () => {
  tell({ title: 'refused', failed: true });
  tell({ title: 'imported', actions: [retry] });
  expect(count()).toBe(0);
  for (const { id } of useMessages.getState().floating) putAway(id);
  expect(count()).toBe(1);
  seeAll();
  expect(count()).toBe(0);
  expect(titles('kept')).toHaveLength(2);
  tell({ title: 'lost', failed: true });
  const { id = 0 } = useMessages.getState().floating[0] ?? {};
  putAway(id);
  expect(count()).toBe(1);
  forget(id);
  expect(count()).toBe(0);
});

test('it never grows without end', () => {
  for (let at = 0; at < 100; at++) tell({ title: `failure ${at}`, failed: true });
  expect(titles('floating')).toHaveLength(4);
  expect(titles('kept')).toHaveLength(50);
});
