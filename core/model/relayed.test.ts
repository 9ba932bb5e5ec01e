import { expect, test } from 'vitest';
import type { MachineAction } from './action.ts';
import type { Machine } from './machine.ts';
import { relayed } from './relayed.ts';

const row = (host: string, addresses: readonly string[]): Machine => ({
  id: `pm:${host}`,
  path: `/${host}`,
  host,
  type: 'PM',
  label: host,
  state: 'off',
  seen: 0,
  configured: true,
  consoles: [],
  addresses,
});
const rows = [row('hostX', ['192.168.3.7']), row('lab01', ['192.168.1.1'])];
const hosts = [{ name: 'hostX' }, { name: 'lab01' }, { name: 'other', mac: '02:00:00:00:00:01' }];
const action = (more: Partial<MachineAction>): MachineAction => ({
  verb: 'wake',
  type: 'PM',
  on: { host: 'lab01' },
  target: {},
  ...more,
});

test.each([
  ['its name', { tcp: 'hostX' }, 'hostX'],
  ['its address', { tcp: '192.168.3.7' }, 'hostX'],
  ['its MAC in hosts.yaml', { mac: '02:00:00:00:00:01' }, 'other'],
])('the target of the call sends the packet of another host, named by %s', (_how, target, host) => {
  expect(relayed(action({ target }), hosts, rows)).toMatchObject({
    on: { host },
    target: {},
    wake: { relay: 'lab01' },
  });
});

test('a label that is no host only names the job, and a host is not its own relay', () => {
  const named = action({ target: { label: 'tst100' } });
  expect(relayed(named, hosts, rows)).toBe(named);
  expect(relayed(action({ target: { tcp: '192.168.1.1' } }), hosts, rows).wake).toEqual({});
});

test('other verbs and technologies are left alone', () => {
  for (const more of [{ verb: 'shutdown' }, { type: 'QEMU' }] as const) {
    const other = action({ target: { tcp: 'hostX' }, ...more });
    expect(relayed(other, hosts, rows)).toBe(other);
  }
});
