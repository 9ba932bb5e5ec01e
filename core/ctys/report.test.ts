import { expect, test } from 'vitest';
import type { HostStatus } from '../model/host.ts';
import type { Machine } from '../model/machine.ts';
import { printReport, reportObject, wholeReport } from './report.ts';

const host: HostStatus = {
  config: { name: 'lab00' },
  origin: 'file',
  state: 'up',
  since: 0,
  transport: 'ssh2',
  readiness: [
    { type: 'PM', usable: true, version: 'Debian', missing: [] },
    {
      type: 'QEMU',
      usable: false,
      missing: [
        { code: 'tool-missing', message: 'lab00 has no base64.', remedy: 'Install coreutils there.' },
        { code: 'tool-missing', message: 'lab00 has no setsid.' },
      ],
    },
  ],
};

const guest = (label: string, more: Partial<Machine>): Machine => ({
  id: label,
  host: 'lab00',
  path: `/lab00/qemu/${label}`,
  seen: 0,
  type: 'QEMU',
  label,
  state: 'running',
  configured: true,
  consoles: [],
  ...more,
});

const told = [{ title: 'lab00', values: [{ name: 'Node', value: 'lab00' }] }];
const context = { name: 'lab00', version: '1.2.3', host, machines: [] as readonly Machine[] };

test('INFO: our version and way, the host itself, then each technology', () => {
  expect(printReport(wholeReport(told, { verb: 'info' }, context))).toEqual([
    'lab00',
    '  ctys               1.2.3',
    '  Reached by         ssh2',
    '  Node               lab00',
    'PM',
    '  State              ENABLED',
    '  Version            Debian',
    'QEMU',
    '  State              DISABLED',
    '  Missing            lab00 has no base64. Install coreutils there.',
    '  Missing            lab00 has no setsid.',
  ]);
});

test('a type restricts the technologies, not what the host tells', () => {
  const titles = wholeReport(told, { verb: 'info', type: 'QEMU' }, context).map(({ title }) => title);
  expect(titles).toEqual(['lab00', 'QEMU']);
});

test('SHOW: the host itself, then the guests that run there', () => {
  const machines = [
    guest('a', { cpu: 0.25, memoryTotal: 2 ** 29 }),
    guest('b', { state: 'off' }),
    guest('c', { host: 'lab01' }),
    guest('d', { state: 'paused' }),
    guest('lab00', { type: 'PM' }),
  ];
  expect(wholeReport(told, { verb: 'show' }, { ...context, machines }).at(-1)).toEqual({
    title: 'Guests',
    values: [
      { name: 'a', value: 'QEMU, running, 25 % CPU, 512 MiB' },
      { name: 'd', value: 'QEMU, paused' },
    ],
  });
});

test('as an object: what is told twice under a name is a list', () => {
  const object = reportObject(wholeReport(told, { verb: 'info', type: 'QEMU' }, context));
  expect(object.QEMU).toEqual({
    State: 'DISABLED',
    Missing: ['lab00 has no base64. Install coreutils there.', 'lab00 has no setsid.'],
  });
});

test('nothing in a value breaks its line', () => {
  expect(printReport([{ title: 'a\nb', values: [{ name: 'c', value: 'd\u001b[2J\ne' }] }])).toEqual([
    'a\ufffdb',
    `  ${'c'.padEnd(18)} d\ufffd[2J\ufffde`,
  ]);
});
