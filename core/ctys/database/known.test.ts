/** Addresses against databases as the ancestor writes them. */
import { expect, test } from 'vitest';
import { knownMachines } from './known.ts';

const line = (fields: Readonly<Record<number, string>>): string =>
  Array.from({ length: 47 }, (_, at) => fields[at + 1] ?? '').join(';');

const UUID = '6842caf91e3e43249ed596b8b9f2c5c2';
const PATH = '/homen/acue/xen/tst100/tst100.conf';
const enumText = [
  '# made by vdbgen',
  line({
    1: 'lab00.soho',
    2: 'XEN',
    3: 'tst100',
    4: PATH,
    5: UUID,
    6: '00:50:56:13:11:40',
    7: '192.168.1.220',
  }),
  line({
    1: 'lab00.soho',
    2: 'XEN',
    3: 'tst100',
    4: PATH,
    5: UUID,
    6: '00:50:56:13:11:50',
    7: '192.168.2.220',
  }),
  line({
    1: 'lab00.soho',
    2: 'XEN',
    3: 'tst101',
    4: '/homen/acue/xen/tst101/tst101.conf',
    6: '00:50:56:13:11:41',
  }),
  line({ 1: 'lab01.soho', 2: 'QEMU-arm', 3: 'tst100', 4: '/q/tst100.ctys' }),
  line({ 1: 'lab01.soho', 2: 'QEMU', 3: 'old', 4: '/q/old.ctys', 19: 'BACKUP' }),
  line({ 1: 'lab01.soho', 2: 'ODD', 3: 'odd' }),
].join('\n');
const macmapText = 'tst101;00:50:56:13:11:41;192.168.1.221;\n';
const find = (address: object, within = {}) => knownMachines({ enumText, macmapText }, address, within);
const labels = (address: object, within = {}) =>
  find(address, within).map(({ host, label }) => `${host}/${label}`);

test('a machine is one, however many cards have a record; its address is its UUID, else its path', () => {
  expect(find({ label: 'tst100' }, { host: 'lab00' })).toEqual([
    { host: 'lab00.soho', type: 'XEN', label: 'tst100', target: { uuid: UUID } },
  ]);
  expect(find({ label: 'tst100' }, { type: 'QEMU' })).toEqual([
    { host: 'lab01.soho', type: 'QEMU', label: 'tst100', target: { config: '/q/tst100.ctys' } },
  ]);
  expect(labels({ label: 'tst100' })).toEqual(['lab00.soho/tst100', 'lab01.soho/tst100']);
});

test('all parts must fit; backups are never meant', () => {
  expect(labels({ uuid: '6842CAF9-1e3e-4324-9ed5-96b8b9f2c5c2' })).toEqual(['lab00.soho/tst100']);
  expect(labels({ mac: '00:50:56:13:11:50' })).toEqual(['lab00.soho/tst100']);
  expect(labels({ mac: '00:50:56:13:11:50', label: 'tst101' })).toEqual([]);
  expect(labels({ file: 'xen/tst10' })).toEqual(['lab00.soho/tst100', 'lab00.soho/tst101']);
  expect(labels({ bases: ['/q'] })).toEqual(['lab01.soho/tst100']);
  expect(labels({ label: 'old' })).toEqual([]);
  expect(labels({ label: 'odd' })).toEqual([]);
});

test('an IP address or a name is one of a record, or leads over macmap.fdb to a MAC', () => {
  expect(labels({ tcp: '192.168.1.220' })).toEqual(['lab00.soho/tst100']);
  expect(labels({ tcp: '192.168.1.221' })).toEqual(['lab00.soho/tst101']);
  expect(labels({ tcp: 'tst101' })).toEqual(['lab00.soho/tst101']);
});

test('a record goes by the number vhost shows, comments not counted', () => {
  expect(labels({ record: 3 })).toEqual(['lab01.soho/tst100']);
  expect(labels({ record: 99 })).toEqual([]);
});
