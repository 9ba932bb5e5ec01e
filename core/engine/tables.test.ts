import { describe, expect, test } from 'vitest';
import type { Change } from '../contract/schemas.ts';
import type { Machine } from '../model/machine.ts';
import { createTables } from './tables.ts';

const machine = (id: string, more: Partial<Machine> = {}): Machine => ({
  id,
  host: 'lab00',
  path: `/lab00/qemu/${id}`,
  seen: 1,
  type: 'QEMU',
  label: id,
  state: 'running',
  configured: true,
  consoles: [],
  ...more,
});

async function take(feed: AsyncIterator<Change, undefined>, count = 1): Promise<Change[]> {
  const changes: Change[] = [];
  while (changes.length < count) {
    const { value } = await feed.next();
    if (value === undefined) throw new Error('ended');
    changes.push(value);
  }
  return changes;
}

describe('watch', () => {
  test('first the whole of each table, also the empty ones', async () => {
    const tables = createTables();
    tables.machines.put(machine('a'));
    const whole = await take(tables.watch(), 6);
    expect(whole.map((change) => [change.table, change.put.length, change.whole])).toEqual([
      ['machines', 1, true],
      ['hosts', 0, true],
      ['sessions', 0, true],
      ['jobs', 0, true],
      ['prompts', 0, true],
      ['notices', 0, true],
    ]);
    tables.close();
  });
  test('changes of one beat come together; the same again is none', async () => {
    const tables = createTables();
    for (let i = 0; i < 5_000; i++) tables.machines.put(machine(`m${i}`));
    const feed = tables.watch();
    await take(feed, 6);
    for (let i = 0; i < 5_000; i++) tables.machines.put(machine(`m${i}`));
    tables.machines.put(machine('m7', { cpu: 1 }));
    tables.machines.put(machine('m7', { cpu: 2 }));
    tables.machines.drop('m8');
    expect(await take(feed)).toEqual([{ table: 'machines', put: [machine('m7', { cpu: 2 })], drop: ['m8'] }]);
    tables.close();
  });
  test('a client that does not read gets the state, not the story', async () => {
    const tables = createTables();
    const slow = tables.watch();
    await take(slow, 6);
    for (let i = 0; i < 100_000; i++) tables.machines.put(machine('a', { cpu: i }));
    for (let i = 0; i < 1_000; i++) {
      tables.machines.put(machine(`brief${i}`));
      tables.machines.drop(`brief${i}`);
    }
    tables.hosts.put({ config: { name: 'h' }, origin: 'file', state: 'up', since: 1 });
    const changes = await take(slow, 2);
    expect(changes[0]).toEqual({ table: 'machines', put: [machine('a', { cpu: 99_999 })], drop: [] });
    expect(changes[1]?.table).toBe('hosts');
    const next = slow.next();
    tables.machines.drop('a');
    expect((await next).value).toEqual({ table: 'machines', put: [], drop: ['a'] });
    tables.close();
  });
  test('a row that changes before the whole was read is in it', async () => {
    const tables = createTables();
    const feed = tables.watch();
    tables.machines.put(machine('late'));
    expect((await take(feed))[0]?.put).toEqual([machine('late')]);
    tables.close();
  });
  test('leaving ends a waiting read at once, and is counted', async () => {
    const tables = createTables();
    const counts: number[] = [];
    tables.onWatchers((count) => counts.push(count));
    const feed = tables.watch();
    const abort = new AbortController();
    const other = tables.watch(abort.signal);
    await take(feed, 6);
    await take(other, 6);
    const [waiting, alsoWaiting] = [feed.next(), other.next()];
    await feed.return?.();
    abort.abort();
    expect([(await waiting).done, (await alsoWaiting).done]).toEqual([true, true]);
    expect(counts).toEqual([1, 2, 1, 0]);
    expect(tables.watchers).toBe(0);
    expect((await tables.watch(abort.signal).next()).done).toBe(true);
  });
});
