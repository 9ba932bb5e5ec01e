import { expect, test } from 'vitest';
import type { Change } from '../core/contract/schemas.ts';
import { applyChanges, emptyTables } from './store.ts';

const machine = (id: string, label = id) => ({
  id,
  label,
  host: 'lab00',
  path: `/lab00/qemu/${id}`,
  seen: 0,
  type: 'QEMU' as const,
  state: 'running' as const,
  configured: true,
  consoles: [],
});
const put = (...rows: ReturnType<typeof machine>[]): Change => ({ table: 'machines', put: rows, drop: [] });

test('a batch is applied in order; rows that did not change stay the same objects', () => {
  const before = applyChanges(emptyTables, [{ ...put(machine('a'), machine('b')), whole: true }]);
  expect(before.loaded).toBe(true);
  const after = applyChanges(before, [
    put(machine('a', 'x')),
    put(machine('a', 'y')),
    { ...put(), drop: ['c'] },
  ]);
  expect(after.machines.get('a')?.label).toBe('y');
  expect(after.machines.get('b')).toBe(before.machines.get('b'));
  expect(after.hosts).toBe(before.hosts);
  expect(before.machines.get('a')?.label).toBe('a');
});

test('a whole table replaces; what it lacks is gone', () => {
  const before = applyChanges(emptyTables, [put(machine('a'), machine('b'))]);
  const after = applyChanges(before, [{ ...put(machine('b')), whole: true }]);
  expect([...after.machines.keys()]).toEqual(['b']);
});

test('hosts are known by their name', () => {
  const host = { config: { name: 'lab00' }, origin: 'file' as const, state: 'up' as const, since: 0 };
  const with1 = applyChanges(emptyTables, [{ table: 'hosts', put: [host], drop: [] }]);
  expect(with1.hosts.get('lab00')?.state).toBe('up');
  expect(with1.loaded).toBe(false);
  expect(applyChanges(with1, [{ table: 'hosts', put: [], drop: ['lab00'] }]).hosts.size).toBe(0);
});
