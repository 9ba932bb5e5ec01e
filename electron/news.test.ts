import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, expect, test, vi } from 'vitest';
import { createTables } from '../core/engine/tables.ts';
import type { Machine } from '../core/model/machine.ts';
import type { NewsLevel, Told } from '../core/model/news.ts';
import type { Showing } from '../core/model/showing.ts';
import { pm } from '../core/model/testing/stacks.ts';
import { desktopWords } from '../renderer/words/desktop.ts';
import { followNews, message, notify } from './news.ts';
import { notifications } from './testing/electron.ts';

const guest: Machine = { ...pm('lab00'), type: 'XEN', id: 'xen:lab00:a', path: '/lab00/xen/a', label: 'a' };

afterEach(() => {
  notifications.length = 0;
});

test('a guest that crashes is told of once, and not while somebody looks', () => {
  vi.useFakeTimers();
  const tables = createTables();
  tables.machines.put(guest);
  const told: Told[] = [];
  let level: NewsLevel = 'off';
  const stop = followNews(
    tables,
    () => level,
    (one) => void told.push(one),
  );
  const becomes = (state: Machine['state']): void => {
    tables.machines.put({ ...guest, state });
    vi.advanceTimersByTime(10_000);
  };
  becomes('crashed');
  expect(told).toEqual([]);
  level = 'troubles';
  becomes('running');
  becomes('crashed');
  expect(told).toMatchObject([{ kind: 'crashed', about: [{ path: '/lab00/xen/a' }] }]);
  vi.advanceTimersByTime(10_000);
  expect(told).toHaveLength(1);
  stop();
  becomes('running');
  becomes('crashed');
  expect(told).toHaveLength(1);
  vi.useRealTimers();
});

test('a click leads to the row, or to the job', () => {
  const wishes: Showing[] = [];
  const words = desktopWords('de', []);
  notify(words, { kind: 'crashed', about: [{ kind: 'crashed', path: '/lab00/xen/a' }] }, (one) =>
    wishes.push(one),
  );
  notify(
    words,
    { kind: 'failed', about: [{ kind: 'failed', path: '/lab00', job: 'j1', text: 'No answer.' }] },
    (one) => wishes.push(one),
  );
  expect(notifications.map(({ title, body }) => [title, body])).toEqual([
    ['Ein Gast ist abgestürzt', 'lab00/xen/a'],
    ['Ein Auftrag ist gescheitert', 'lab00: No answer.'],
  ]);
  for (const one of notifications) one.emit('click');
  expect(wishes).toEqual([{ path: '/lab00/xen/a' }, { job: 'j1' }]);
});

test('a message that may still be clicked is not forgotten; one that was is', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  /** Whether it is there still, once nobody but the product holds it. */
  const lives = async (end: readonly unknown[]): Promise<boolean> => {
    const weak = new WeakRef(message('A host is lost', 'lab00') as object);
    notifications.at(-1)?.emit(...(end as [string, object]));
    notifications.length = 0;
    await new Promise((done) => setImmediate(done));
    collect();
    return weak.deref() !== undefined;
  };
  expect(await lives(['show', {}])).toBe(true);
  expect(await lives(['close', { reason: 'timedOut' }])).toBe(true);
  expect(await lives(['click', {}])).toBe(false);
  expect(await lives(['close', { reason: 'userCanceled' }])).toBe(false);
});
