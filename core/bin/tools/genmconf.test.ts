import { expect, test } from 'vitest';
import { renderMconf, withKey } from '../../model/mconf.ts';
import { completed, readWishes } from './genmconf.ts';

const TOLD = [
  ['CTYSREL', ''],
  ['UUID', 'aaaaaaaa-0000-0000-0000-000000000000'],
  ['DIST', 'debian'],
  ['STACKCAP', ''],
  ['MAC0', '02:00:00:00:00:01'],
  ['IP0', '192.0.2.2%255.255.255.0%%eth0'],
] as const;

const READY = [
  { type: 'PM', usable: true, missing: [] },
  { type: 'QEMU', usable: true, missing: [] },
  { type: 'XEN', usable: false, missing: [] },
];

test('what only we know is filled in; wishes stand for what the host tells', () => {
  const wishes = readWishes({
    ip: '192.0.2.9',
    mac: '02:00:00:00:00:0A',
    uuid: 'BBBBBBBB-0000-0000-0000-000000000000',
    key: ['dist=Debian', 'USTRG=rack 7 = left'],
    kind: 'vm',
  });
  expect(wishes.kind).toBe('VM');
  expect(completed(TOLD, READY, wishes)).toEqual([
    ['CTYSREL', expect.stringMatching(/^\d+\.\d+/)],
    ['UUID', 'bbbbbbbb-0000-0000-0000-000000000000'],
    ['DIST', 'Debian'],
    ['STACKCAP', 'QEMU'],
    ['MAC0', '02:00:00:00:00:0a'],
    ['IP0', '192.0.2.9'],
    ['USTRG', 'rack 7 = left'],
  ]);
});

test('-u makes a UUID', () => {
  const uuid = (): string | undefined =>
    new Map(completed(TOLD, [], readWishes({ newUuid: true }))).get('UUID');
  expect(uuid()).toMatch(/^[0-9a-f-]{36}$/);
  expect(uuid()).not.toBe(uuid());
});

test.each([
  [{ kind: 'XM' }, /PM or VM/],
  [{ ip: '1.2.3' }, /no IP/],
  [{ mac: '1.2.3' }, /no MAC/],
  [{ uuid: 'x' }, /no UUID/],
  [{ key: ['DIST'] }, /KEY=VALUE/],
  [{ uuid: 'aaaaaaaa-0000-0000-0000-000000000000', newUuid: true }, /exclude/],
])('%o is refused', (values, message) => {
  expect(() => readWishes(values)).toThrow(message);
});

test('a key or value that its line could not hold is refused', () => {
  expect(() => renderMconf([['A B', '1']])).toThrow(/no key/);
  expect(() => renderMconf(withKey([], 'ustrg', 'a"b'))).toThrow(/USTRG/);
  expect(() => renderMconf([['USTRG', 'a\n#@#UUID = "x']])).toThrow(/USTRG/);
});
