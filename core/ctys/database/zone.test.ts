import { describe, expect, test } from 'vitest';
import { CallError } from '../call-error.ts';
import { categoriesIn, isCategory } from './categories.ts';
import { readRuntimeFilter } from './runtime-filter.ts';
import { mergeZones, parseAxfr, parseHostList, transferFault } from './zone.ts';

const HOSTS = [
  { name: 'lab00.lab.test', addresses: ['192.168.1.71', '2001:db8::1'] },
  { name: 'lab01.lab.test', addresses: ['192.168.1.72'] },
];

describe('a zone transfer', () => {
  test('as host prints it', () => {
    const text = `Using domain server:
Name: 127.0.0.1
Address: 127.0.0.1#53
Aliases: 

lab.test name server ns.lab.test.
lab01.lab.test has address 192.168.1.72
lab00.lab.test has address 192.168.1.71
lab00.lab.test has IPv6 address 2001:db8::1
lab00.lab.test has address 192.168.1.71
*.lab.test has address 10.0.0.1
a\\032b\\;c.lab.test has address 10.0.0.2
-x.lab.test has address 10.0.0.3
x.lab.test has address $(reboot)
`;
    expect(parseHostList(text)).toEqual(HOSTS);
  });
  test('as dig prints it', () => {
    const text = `lab.test.		3600	IN	SOA	ns.lab.test. ns.lab.test. 1 1 1 1 1
lab01.lab.test.		3600	IN	A	192.168.1.72
lab00.lab.test.		3600	IN	A	192.168.1.71
lab00.lab.test.		3600	IN	AAAA	2001:db8::1
www.lab.test.		3600	IN	CNAME	lab00.lab.test.
lab02.lab.test.		3600	IN	TXT	"x. 1 IN A 10.0.0.9"
`;
    expect(parseAxfr(text)).toEqual(HOSTS);
  });
  test('of two servers is one', () => {
    expect(
      mergeZones(
        [HOSTS[1], { name: 'lab00.lab.test', addresses: ['1.1.1.1'] }, ...HOSTS].flatMap((h) => h ?? []),
      ),
    ).toEqual([{ name: 'lab00.lab.test', addresses: ['1.1.1.1', '192.168.1.71', '2001:db8::1'] }, HOSTS[1]]);
  });
  test.each([
    [0, 'x has address 1.1.1.1', null],
    [1, 'Host other.test not found: 5(REFUSED)\n; Transfer failed.', 'refused'],
    [0, '; Transfer failed.', 'refused'],
    [1, ';; Connection to 127.0.0.1#1(127.0.0.1) for x failed: connection refused.', 'silent'],
    [9, ';; no servers could be reached', 'silent'],
    [1, "dig: couldn't get address for 'nix.invalid': not found", 'silent'],
  ] as const)('code %i, %s: %s', (code, text, fault) => {
    expect(transferFault(code, text)).toBe(fault);
  });
});

describe('a filter of what hosts do now', () => {
  test.each([
    ['ping', { reverse: false, answers: { by: 'PING', trials: 1 } }],
    ['R,SSH:3%20,VM', { reverse: true, answers: { by: 'SSH', trials: 3, timeout: 20 }, category: 'VM' }],
    ['-,PING:2', { reverse: true, answers: { by: 'PING', trials: 2 } }],
    ['reverse,pm', { reverse: true, category: 'PM' }],
  ])('%s', (text, filter) => {
    expect(readRuntimeFilter(text)).toEqual(filter);
  });
  test.each(['', 'R', 'PONG', 'PING:0', 'PING:1%0', 'PING,,PM', 'SSH:x'])('%j is none', (text) => {
    expect(() => readRuntimeFilter(text)).toThrow(CallError);
  });
});

test('what a host is by the database: by its category, else its technology, under any of its names', () => {
  const row = (cells: Readonly<Record<number, string>>) =>
    Array.from({ length: 47 }, (_, at) => cells[at + 1] ?? '');
  const known = categoriesIn([
    row({ 1: 'lab00', 2: 'PM', 3: 'host0', 7: '192.168.1.71' }),
    row({ 1: 'lab00', 2: 'XEN', 3: 'TST100', 18: 'VM', 28: 'tst100-net.lab' }),
    row({ 1: 'lab09', 2: 'QEMU', 3: 'tst101' }),
  ]);
  const is = (name: string, wanted: 'PM' | 'VM', ...addresses: readonly string[]) =>
    isCategory(known, { name, addresses }, wanted);
  expect([is('lab00.lab', 'PM'), is('x.lab', 'PM', '192.168.1.71'), is('host0', 'PM')]).toEqual([
    true,
    true,
    true,
  ]);
  expect([is('tst100.lab', 'VM'), is('tst100-net.lab', 'VM'), is('tst101', 'VM')]).toEqual([
    true,
    true,
    true,
  ]);
  expect([is('lab00.lab', 'VM'), is('tst100.lab', 'PM'), is('lab09', 'PM'), is('nix', 'VM')]).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
