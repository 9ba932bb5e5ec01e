import { describe, expect, test } from 'vitest';
import type { HostConfig } from '../../../model/host.ts';
import type { MachineRecord } from '../../../model/machine.ts';
import { magicPacket } from '../../../model/magic.ts';
import { goalsOf, macsOf, type Sleeper } from './goal.ts';
import { commonBits, parseNetworks, prefixOf } from './networks.ts';
import { relaysFor } from './sender.ts';

const IP = `2: eth0    inet 192.168.1.10/24 brd 192.168.1.255 scope global eth0\\       valid_lft forever
3: eth1    inet 10.1.2.3/20 scope global eth1\\       valid_lft forever
1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever
4: wg0    inet 10.9.9.1/32 scope global wg0\\       valid_lft forever
`;
const IFCONFIG = `lo0: flags=8049<UP,LOOPBACK,RUNNING,MULTICAST> metric 0 mtu 16384
\tinet 127.0.0.1 netmask 0xff000000
em0: flags=8863<UP,BROADCAST,RUNNING,SIMPLEX,MULTICAST> metric 0 mtu 1500
\tinet 192.168.3.7 netmask 0xffffff00 broadcast 192.168.3.255
`;
const networks = parseNetworks(IP);

describe('networks of a host', () => {
  test('as ip prints them: those with a broadcast', () => {
    expect(networks.map(({ interface: name, broadcast }) => [name, broadcast])).toEqual([
      ['eth0', '192.168.1.255'],
      ['eth1', '10.1.15.255'],
    ]);
  });
  test('as the BSDs print them', () => {
    expect(parseNetworks(IFCONFIG)).toEqual([
      { interface: 'em0', address: '192.168.3.7', prefix: 24, broadcast: '192.168.3.255' },
    ]);
  });
  test.each([
    ['0xffffff00', 24],
    ['255.255.240.0', 20],
    ['255.0.255.0', undefined],
    ['x', undefined],
    [undefined, undefined],
  ])('the mask %s', (mask, prefix) => expect(prefixOf(mask)).toBe(prefix));
  test.each([
    ['192.168.3.1', '192.168.3.2', 30],
    ['10.0.0.1', '192.168.0.1', 0],
    ['10.1.1.1', '10.1.1.1', 32],
    ['10.1.1.1', 'x', 0],
  ])('what %s and %s have in common', (one, other, bits) => expect(commonBits(one, other)).toBe(bits));
  test('nonsense is none', () => {
    expect(parseNetworks('2: eth0 inet 999.1.1.1/24\n2: e inet 1.2.3.4/99\n\0')).toEqual([]);
  });
});

const machine = (more: Partial<MachineRecord> = {}): MachineRecord => ({
  type: 'PM',
  label: 'hostX',
  state: 'off',
  configured: true,
  consoles: [],
  macs: ['00:0e:0c:35:f8:48', '00:0e:0c:35:f8:49'],
  ...more,
});
const sleeper = (more: Partial<Sleeper> & { readonly config?: HostConfig } = {}): Sleeper => ({
  machine: machine(),
  config: { name: 'hostX' },
  wake: {},
  ...more,
});

describe('where the packet goes', () => {
  test('to its own segment', () => {
    const near = sleeper({ machine: machine({ addresses: ['192.168.1.70'] }) });
    expect(goalsOf(near, networks, 'lab01')).toEqual([{ to: '192.168.1.255', port: 9 }]);
  });
  test('to all segments of the sender where its address is not known', () => {
    expect(goalsOf(sleeper(), networks, 'lab01')).toHaveLength(2);
  });
  test('to a directed broadcast: of the call, of hosts.yaml, as last switched off', () => {
    const config = { name: 'hostX', wol: { broadcast: '192.168.3.255', port: 7 } };
    const record = machine({ broadcast: '192.168.4.255' });
    expect(goalsOf(sleeper({ machine: record }), networks, 'x')).toEqual([{ to: '192.168.4.255', port: 9 }]);
    expect(goalsOf(sleeper({ machine: record, config }), networks, 'x')).toEqual([
      { to: '192.168.3.255', port: 7 },
    ]);
    const wake = { broadcast: 'hostXDirectedCast', port: 40_000 };
    expect(goalsOf(sleeper({ machine: record, config, wake }), networks, 'x')).toEqual([
      { to: 'hostXDirectedCast', port: 40_000 },
    ]);
  });
  test('by an interface; as a raw frame where it has no network', () => {
    expect(goalsOf(sleeper({ wake: { interface: 'eth1' } }), networks, 'x')).toEqual([
      { to: '10.1.15.255', port: 9 },
    ]);
    expect(goalsOf(sleeper({ wake: { interface: 'br9' } }), networks, 'x')).toEqual([{ interface: 'br9' }]);
  });
  test('to its own network across a router, where its mask is known; else what to give is said', () => {
    const addresses = ['172.16.5.7'];
    const far = machine({ addresses, interfaces: [{ ip: '172.16.5.7', netmask: '255.255.0.0' }] });
    expect(goalsOf(sleeper({ machine: far }), networks, 'x')).toEqual([{ to: '172.16.255.255', port: 9 }]);
    expect(() => goalsOf(sleeper({ machine: machine({ addresses }) }), networks, 'lab01')).toThrow(
      'hostX (172.16.5.7) is in no network of lab01.',
    );
  });
});

test('who may send where nobody is named: hosts of its segment by their addresses, connected ones first', () => {
  const near = sleeper({ machine: machine({ addresses: ['192.168.3.70'] }) });
  const at = (name: string, address: string, up = false) => ({ name, addresses: ['10.0.0.1', address], up });
  const hosts = [
    at('far', '172.16.1.1', true),
    at('other', '192.168.9.2', true),
    at('cold', '192.168.3.71'),
    at('warm', '192.168.3.71', true),
  ];
  expect(relaysFor(near, hosts)).toEqual(['warm', 'cold', 'other']);
  expect(relaysFor(sleeper(), hosts)).toEqual([]);
});

test('for which cards: the one said, the one written, all that were seen', () => {
  expect(macsOf(sleeper())).toHaveLength(2);
  const config = { name: 'hostX', mac: '02:00:00:00:00:01' };
  expect(macsOf(sleeper({ config }))).toEqual(['02:00:00:00:00:01']);
  expect(macsOf(sleeper({ config, wake: { mac: '02:00:00:00:00:02' } }))).toEqual(['02:00:00:00:00:02']);
  expect(() => macsOf(sleeper({ machine: machine({ macs: [] }) }))).toThrow('The MAC of hostX is not known.');
});

test('the packet: its length with a password and without, and neither of nonsense', () => {
  expect(magicPacket('00-0e-0c-35-f8-48')).toHaveLength(102);
  expect([...magicPacket('00:0e:0c:35:f8:48', '01:02:03:04:05:06').slice(102)]).toEqual([1, 2, 3, 4, 5, 6]);
  expect(() => magicPacket('00:0e')).toThrow("'00:0e' is no MAC.");
  // The password itself is not told.
  expect(() => magicPacket('00:0e:0c:35:f8:48', 'hunter2')).toThrow(/^(?!.*hunter2)/);
});
