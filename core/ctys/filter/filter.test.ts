import { describe, expect, test } from 'vitest';
import type { Machine } from '../../model/machine.ts';
import { CallError } from '../call-error.ts';
import { parseText } from '../parse.ts';
import { readAmount, writeAmount } from './amounts.ts';
import { aroundOf } from './around.ts';
import { completeFilter } from './complete.ts';
import { checkFilter, namesField, narrows, parseFilter } from './filter.ts';
import { machineText } from './searched.ts';
import { tokens } from './tokens.ts';

const NOW = 1_700_000_000_000;
const GIB = 2 ** 30;

const machine = (more: Partial<Machine> = {}): Machine => ({
  id: 'a',
  host: 'lab00',
  path: '/lab00/qemu/web7',
  seen: NOW - 10_000,
  since: NOW - 3 * 86_400_000,
  type: 'QEMU',
  label: 'Web 7',
  state: 'running',
  configured: true,
  consoles: [],
  macs: ['52:54:00:AA:00:01'],
  addresses: ['10.77.0.11'],
  user: 'acue',
  note: 'spare (old)',
  cpu: 0.62,
  memoryUsed: 2 * GIB,
  memoryTotal: 4 * GIB,
  marks: { tags: ['prod', 'web'], favourite: true, colour: 'red', note: 'ask Ada' },
  ...more,
});
const item = { machine: machine(), text: machineText(machine()) };
const passes = (text: string): boolean => parseFilter(text, { now: NOW }).test(item);

describe('a filter', () => {
  test.each([
    ['', true],
    ['web', true],
    ['web nothing', false],
    ['web or nothing', true],
    ['nothing or web', true],
    ['nothing or web state:off', false],
    ['(nothing or web) state:running', true],
    ['(nothing or web) and state:off', false],
    ['not web', false],
    ['not not web', true],
    ['not (web state:off)', true],
    ['-(web or x)', false],
    ['"web 7"', true],
    ['"b 7', true],
    ['"or"', false],
    ['"state:running"', false],
    ['spare (old)', true],
    ['(old)', true],
    ['state:running', true],
    ['State:RUN', true],
    ['state:off,running', true],
    ['state:off', false],
    ['-state:off', true],
    ['-web', false],
    ['host:lab0*', true],
    ['host:l*b*0', true],
    ['host:*1', false],
    ['host:lab00*lab00', false],
    ['host:=lab0', false],
    ['name:"web 7"', true],
    ['52:54:00:aa', true],
    ['fe:54:00', false],
    ['mac:52:54*', true],
    ['ip:10.77.', true],
    ['type:qemu user:acue', true],
    ['mem:>1G', true],
    ['mem>1G', true],
    ['mem:>2G', false],
    ['mem:>=2g', true],
    ['mem:2048M', true],
    ['mem:1G..3G', true],
    ['mem:..1G', false],
    ['mem:1G,2G', true],
    ['memtotal:4GiB', true],
    ['not mem:>2G', true],
    ['cpu:>60%', true],
    ['cpu:<0.5', false],
    ['cpu:0.5..0.7', true],
    ['up:>2d', true],
    ['up:<1h', false],
    ['age:<1m', true],
    ['vcpus:>1', false],
    ['not vcpus:>1', true],
    ['tag:prod', true],
    ['not tag:prod', false],
    ['tag:=pro', false],
    ['fav:yes color:red', true],
    ['note:ask', true],
    ['ada', true],
    ['configured:no', false],
  ])('%s -> %s', (text, expected) => {
    expect(parseFilter(text, { now: NOW }).problem).toBeUndefined();
    expect(passes(text)).toBe(expected);
  });

  test.each([
    'state:',
    '-',
    'not',
    'web or',
    '(web',
    'mem:',
    'mem:>',
    'mem:..',
    'web not',
    '-state:',
    '""',
    'not state:',
  ])('what is still typed hides nothing: %s', (text) => {
    expect(passes(text)).toBe(true);
    expect(parseFilter(text, { now: NOW }).problem).toBeUndefined();
  });

  test.each([
    ['web sate:running', 'sate', 4, 'state'],
    ['state:runing', 'runing', 6, 'running'],
    ['state:off,runing', 'runing', 10, 'running'],
    ['-type:qmeu', 'qmeu', 6, 'qemu'],
    ['(hots:lab0)', 'hots', 1, 'host'],
    ['fav:maybe', 'maybe', 4, undefined],
    ['mem:>2X', '>2X', 4, undefined],
    ['up:1G', '1G', 3, undefined],
    ['something:else', 'something', 0, undefined],
  ])('%s names the place and the nearest word', (text, fragment, at, nearest) => {
    const { problem } = parseFilter(text);
    expect([problem?.fragment, problem?.at, problem?.nearest]).toEqual([fragment, at, nearest]);
    expect(text.slice(problem?.at, problem?.end)).toBe(fragment);
    expect(passes(text)).toBe(true);
    expect(() => checkFilter(text)).toThrow(CallError);
  });

  test('any text is read in time that grows with it alone', () => {
    const hostile = [
      '('.repeat(5_000),
      'not '.repeat(5_000),
      `name:${'a*'.repeat(5_000)}`,
      '"'.repeat(9_999),
    ];
    for (const text of hostile) expect(typeof passes(text)).toBe('boolean');
  });
});

test('groups of the host and differences are looked up around the machine', () => {
  const hosts = new Map([
    [
      'lab00',
      { config: { name: 'lab00', groups: ['metal', 'my lab'] }, origin: 'file', state: 'up', since: 0 },
    ],
  ] as const);
  const machines = new Map([
    ['a', machine()],
    ['b', machine({ id: 'b', host: 'lab01', state: 'off', uuid: 'u', macs: [] })],
  ]);
  const around = aroundOf(machines, hosts);
  const found = (text: string): string =>
    [...machines.values()]
      .filter((one) => parseFilter(text, { around }).test({ machine: one, text: '' }))
      .map(({ id }) => id)
      .join('');
  expect(
    ['in:metal', 'in:="my lab"', 'in:xen', 'drift:idle', '-drift:none', 'drift:none'].map(found),
  ).toEqual(['a', 'a', '', 'b', 'b', 'a']);
  expect(completeFilter('in:m', 4, machines.values(), around).items.map(({ text }) => text)).toContain(
    'metal',
  );
  expect(parseFilter('drift:idel').problem?.nearest).toBe('idle');
});

test('amounts are written as they are read', () => {
  const written = [
    [0.62, 'share', '62%'],
    [300 * 2 ** 20, 'size', '300M'],
    [1.5 * GIB, 'size', '1.5G'],
    [12, 'size', '12B'],
    [3.9 * 86_400, 'time', '3d'],
    [59.9, 'time', '59s'],
  ] as const;
  for (const [value, unit, text] of written) {
    expect(writeAmount(value, unit)).toBe(text);
    expect(readAmount(text, unit)).toBeTypeOf('function');
  }
});

test('a call with a wrong filter names the word in the call', () => {
  try {
    parseText('ctys -a list=filter:host:lab0*%state:runing lab00');
    expect.unreachable();
  } catch (caught) {
    expect(caught).toMatchObject({ fragment: 'runing', nearest: 'running', offset: 37, length: 6 });
  }
});

test('words have their places', () => {
  const words = tokens('a "b c" host:"d e" -(x) "open end').map(({ kind, text, at }) => [kind, text, at]);
  expect(words).toEqual([
    ['word', 'a', 0],
    ['word', 'b c', 2],
    ['word', 'host:d e', 8],
    ['not', '-', 19],
    ['(', '(', 20],
    ['word', 'x', 21],
    [')', ')', 22],
    ['word', 'open end', 24],
  ]);
  expect(namesField('web state:off')).toBe(true);
  expect(namesField('web "state:off" 52:54')).toBe(false);
});

describe('completion', () => {
  const all = [machine(), machine({ host: 'lab 01', state: 'off', marks: { tags: ['prod'] } })];
  const offered = (text: string) => {
    const { from, items } = completeFilter(text, text.length, all);
    return [from, ...items.map((one) => one.text)];
  };
  test('fields, then the values there are, the frequent ones first', () => {
    expect(offered('web sta')).toEqual([4, 'state:']);
    expect(offered('-ta')).toEqual([1, 'tag:']);
    expect(offered('(ho')).toEqual([1, 'host:']);
    expect(offered('own')).toEqual([0, 'owner:']);
    expect(offered('tag:')).toEqual([4, 'prod', 'web']);
    expect(offered('state:off,ru')).toEqual([10, 'running']);
    expect(offered('host:lab')).toEqual([5, '"lab 01"', 'lab00']);
    expect(offered('mem:')).toEqual([4, '>2G', '512M..4G']);
    expect(offered('n')).toEqual([0, 'name:', 'note:', 'not ']);
  });
});

test.each([
  ['', 'a', true],
  ['st', 'sta', true],
  ['state:run', 'state:run t', true],
  ['state:run t', 'state:run ts', true],
  ['state:r', 'state:ru', false],
  ['state', 'state:', false],
  ['-a', '-ab', false],
  ['a b', 'a or b', false],
  ['a', '(a', false],
  ['ab', 'a', false],
  ['a', '"a', false],
])('%s to %s is typed on: %s', (before, now, is) => {
  expect(narrows(before, now)).toBe(is);
});
