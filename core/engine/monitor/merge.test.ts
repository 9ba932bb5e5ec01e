import { describe, expect, test } from 'vitest';
import { guest } from '../testing/fakes.ts';
import { backoff } from './backoff.ts';
import { applyEvent, byId, mergeRecords } from './merge.ts';

const uuid = '0f8f6f0e-0000-4000-8000-000000000001';
const id = `qemu:lab00:${uuid}`;
const configured = byId('lab00', [guest('tst', { uuid, state: 'off', configured: true, consoles: [] })]);

describe('list and scan', () => {
  test('the running one wins, and is configured if the scan found it', () => {
    const running = byId('lab00', [guest('tst', { uuid, pid: 5 }), guest('free')]);
    const merged = mergeRecords(running, configured);
    expect(merged.get(id)).toMatchObject({
      state: 'running',
      pid: 5,
      configured: true,
      consoles: [{ id: 'serial0' }],
    });
    expect(merged.get('qemu:lab00:free')).toMatchObject({ configured: false });
  });
  test('listed before the scan was over, it has its configuration all the same', () => {
    const stored = byId('lab00', [
      guest('tst', { uuid, state: 'off', configured: true, config: '/q/tst.ctys' }),
    ]);
    const listed = byId('lab00', [guest('tst', { uuid, configured: false })]);
    expect(mergeRecords(listed, stored).get(id)).toMatchObject({ config: '/q/tst.ctys', state: 'running' });
  });
  test('not listed is off, or suspended if the scan says so', () => {
    const stale = byId('lab00', [
      guest('was', { configured: true }),
      guest('saved', { state: 'suspended', configured: true }),
    ]);
    expect([...mergeRecords(new Map(), stale).values()].map(({ state }) => state)).toEqual([
      'off',
      'suspended',
    ]);
  });
  test('told twice, counted once', () => {
    expect(byId('lab00', [guest('a', { pid: 1 }), guest('a', { pid: 2 })]).size).toBe(1);
  });
});

describe('events', () => {
  test('on, off and gone', () => {
    const on = applyEvent(new Map(), configured, id, guest('tst', { uuid }));
    expect(mergeRecords(on.running, on.configured).get(id)?.state).toBe('running');
    const off = applyEvent(on.running, on.configured, id, guest('tst', { uuid, state: 'suspended' }));
    expect(mergeRecords(off.running, off.configured).get(id)).toMatchObject({
      state: 'suspended',
      configured: true,
    });
    const free = byId('lab00', [guest('free')]);
    const gone = applyEvent(free, new Map(), 'qemu:lab00:free', guest('free', { state: 'off' }));
    expect(mergeRecords(gone.running, gone.configured).size).toBe(0);
  });
});

test('back-off doubles within its bounds and spreads', () => {
  const waits = (chance: number) =>
    [1, 2, 3, 9, 500].map((attempt) => backoff(attempt, 2_000, 300_000, chance));
  expect(waits(0)).toEqual([2_000, 4_000, 8_000, 300_000, 300_000]);
  expect(waits(1)).toEqual([2_000, 2_000, 4_000, 150_000, 150_000]);
});
