import { describe, expect, test } from 'vitest';
import type { Machine } from './machine.ts';
import { linksOf, stackOf } from './stack.ts';
import { guestOf, pm } from './testing/stacks.ts';

const lab00 = pm('lab00');
const mac = '02:79:00:00:00:68';
const uuid = '0f8f6f0e-0000-4000-8000-000000000001';
const guest = (more: Partial<Machine>): Machine => guestOf(lab00, 'tst100', more);
const links = (...machines: readonly Machine[]) => [...linksOf([lab00, ...machines])];

describe('a guest that is a host', () => {
  test.each([
    ['MAC', guest({ macs: [mac.toUpperCase()] }), pm('far', { macs: ['02:00:00:00:00:01', mac] })],
    ['UUID', guest({ uuid }), pm('far', { uuid: uuid.replaceAll('-', '').toUpperCase() })],
    ['IP', guest({ addresses: ['192.0.2.7'] }), pm('far', { addresses: ['127.0.0.1', '192.0.2.7'] })],
    ['hostname', guest({}), pm('far', { label: 'TST100' })],
  ])('is known by its %s', (_trait, machine, far) => {
    expect(links(machine, far)).toEqual([['far', machine.id]]);
  });
  test('is known by what the inventory says before it ever answered', () => {
    const machine = guest({ macs: [mac] });
    expect([...linksOf([lab00, machine], [{ name: 'far', mac }])]).toEqual([['far', machine.id]]);
    expect([
      ...linksOf([lab00, guest({ addresses: ['192.0.2.7'] })], [{ name: 'far', address: '192.0.2.7' }]),
    ]).toHaveLength(1);
    expect([...linksOf([lab00, machine], [{ name: 'tst100' }])]).toEqual([['tst100', machine.id]]);
  });
  test('is not one by name or address where cards or UUIDs say otherwise', () => {
    const other = { macs: ['02:00:00:00:00:02'] };
    expect(links(guest({ macs: [mac] }), pm('tst100', other))).toEqual([]);
    expect(links(guest({ uuid }), pm('tst100', { uuid: uuid.replace('1', '2') }))).toEqual([]);
    const at = { addresses: ['192.0.2.7'] };
    expect(links(guest({ macs: [mac], ...at }), pm('far', { ...other, ...at }))).toEqual([]);
  });
  test('is not known by an address that every machine has', () => {
    for (const address of ['127.0.0.1', '::1', '10.0.2.15', 'fe80::1'])
      expect(links(guest({ addresses: [address] }), pm('far', { addresses: [address] }))).toEqual([]);
  });
  test('is the one that runs of several alike; of several that run it is none', () => {
    const lab01 = pm('lab01');
    const here = guest({ macs: [mac] });
    const there = guestOf(lab01, 'tst100', { macs: [mac] });
    const far = pm('far', { macs: [mac] });
    expect(links(lab01, { ...here, state: 'off' }, there, far)).toEqual([['far', there.id]]);
    expect(links(lab01, here, there, far)).toEqual([]);
  });
  test('no host stands in itself, not even in a circle; Domain-0 is no guest', () => {
    const a = pm('a');
    const b = pm('b');
    expect(links(a, guestOf(a, 'a'))).toEqual([]);
    expect(links(a, b, guestOf(a, 'b'), guestOf(b, 'a'))).toHaveLength(1);
    expect(links(guest({ type: 'XEN', control: true, macs: [mac] }), pm('far', { macs: [mac] }))).toEqual([]);
  });
});

test('the chain of a machine, from the bottom', () => {
  const tst100 = guest({ asHost: 'tst100' });
  const inner = guestOf(tst100, 'inner');
  const own = pm('tst100', { asGuest: tst100.id });
  const stack = stackOf([lab00, tst100, own, inner]);
  expect(stack.chainOf(inner).map(({ path }) => path)).toEqual([
    '/lab00',
    '/lab00/qemu/tst100',
    '/lab00/qemu/tst100/qemu/inner',
  ]);
  expect(stack.machineOf('tst100')).toBe(tst100);
  expect(stack.inside(own)).toEqual([inner]);
  expect(stack.carrierOf(own)).toBe(lab00);
});
