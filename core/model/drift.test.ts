import { expect, test } from 'vitest';
import { driftOf } from './drift.ts';
import type { Machine } from './machine.ts';

const machine = (id: string, more: Partial<Machine>): Machine => ({
  id,
  host: 'lab00',
  path: `/lab00/qemu/${id}`,
  seen: 0,
  type: 'QEMU',
  label: id,
  state: 'running',
  configured: true,
  consoles: [],
  ...more,
});

test('what runs unstored, what is stored and idle, and what is there twice', () => {
  const found = driftOf([
    machine('host', { type: 'PM' }),
    machine('fine', { uuid: 'A', macs: ['m1'] }),
    machine('unstored', { configured: false }),
    machine('idle', { state: 'off' }),
    machine('lost', { state: 'lost', configured: false }),
    machine('one', { macs: ['m2'] }),
    machine('other', { macs: ['M2'], state: 'off' }),
    machine('both', { uuid: 'b', macs: ['b'] }),
  ]);
  expect(Object.fromEntries(found)).toEqual({
    unstored: 'unstored',
    idle: 'idle',
    one: 'twice',
    other: 'twice',
  });
});
