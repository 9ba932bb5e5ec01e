import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Output } from '../../model/output.ts';
import { parseText } from '../parse.ts';
import { widthOf } from './cells.ts';
import type { Machine } from '../../model/machine.ts';
import { type TableName, FIELDS } from './fields.ts';
import { printRows, type Row } from './print.ts';
import { tableRows } from './select.ts';

const row = (values: Readonly<Record<number, string>>, table: TableName = 'list'): Row =>
  FIELDS[table].map(({ number }) => values[number] ?? '');

/** What a call prints of these rows. */
function print(call: string, rows: readonly Row[]): string {
  const [action] = parseText(call);
  if (action?.verb !== 'list' && action?.verb !== 'enumerate') throw new Error('no table');
  return printRows(rows, action.output, action.verb).join('\n');
}

const client = row({ 1: 'ws2.soho', 3: 'tst100', 2: 'VNC', 14: 'CLIENT', 12: 'acue', 13: 'ldapusers' });
const ws2 = row({ 1: 'ws2.soho', 7: 'ws2.soho.', 3: 'ws2', 2: 'PM', 14: 'SERVER' });
const tunnel = row({ 1: 'ws2.soho', 3: 'tst100', 2: 'SSH(XEN)', 14: 'TUNNEL', 12: 'acue', 13: 'ldapusers' });

describe('tables as the ancestor printed them', () => {
  test('ctys -a list', () => {
    expect(print('ctys -a list=tab_tcp:13%%11%%8%%8%%1%%4%%9', [client, ws2, tunnel])).toBe(
      `TCP-container|TCP-guest  |label   |sesstype|c|user|group
-------------+-----------+--------+--------+-+----+---------
ws2.soho     |-          |tst100  |VNC     |C|acue|ldapusers
ws2.soho     |ws2.soho.  |ws2     |PM      |S|-   |-
ws2.soho     |-          |tst100  |SSH(XEN)|T|acue|ldapusers`,
    );
  });
  test('ctys -a list=macro:TAB_CPORT localhost lab00', () => {
    const rows = [
      row({ 3: 'tst100', 2: 'VNC', 1: 'ws2.soho' }),
      row({ 3: 'ws2', 2: 'PM', 1: 'ws2.soho', 6: '00:1D:60:A5:89:06', 7: '192.168.1.70' }),
      row({ 3: 'tst100', 2: 'SSH(XEN)', 9: '5950', 1: 'ws2.soho' }),
      row({ 3: 'tst101', 2: 'VNC', 1: 'lab00.soho' }),
      row({ 3: 'LAB00', 2: 'VNC', 1: 'lab00.soho' }),
      row({ 3: 'LAB00', 2: 'VNC', 9: '5901', 1: 'lab00.soho' }),
      row({ 3: 'Domain-0', 2: 'XEN', 1: 'lab00.soho' }),
      row({ 3: 'tst100', 2: 'XEN', 9: '5900', 1: 'lab00.soho', 6: '00:50:56:13:11:40' }),
      row({ 3: 'tst101', 2: 'XEN', 9: '5902', 1: 'lab00.soho', 6: '00:50:56:13:11:41' }),
      row({ 3: 'lab00', 2: 'PM', 1: 'lab00.soho', 6: '00:0E:0C:35:F8:48', 7: '192.168.1.71' }),
    ];
    expect(print('ctys -a list=macro:TAB_CPORT localhost lab00', rows)).toBe(
      `Label     |stype   |cport|PM        |MAC              |TCP
----------+--------+-----+----------+-----------------+---------------
tst100    |VNC     |     |ws2.soho  |                 |
ws2       |PM      |     |ws2.soho  |00:1D:60:A5:89:06|192.168.1.70
tst100    |SSH(XEN)|5950 |ws2.soho  |                 |
tst101    |VNC     |     |lab00.soho|                 |
LAB00     |VNC     |     |lab00.soho|                 |
LAB00     |VNC     |5901 |lab00.soho|                 |
Domain-0  |XEN     |     |lab00.soho|                 |
tst100    |XEN     |5900 |lab00.soho|00:50:56:13:11:40|
tst101    |XEN     |5902 |lab00.soho|00:50:56:13:11:41|
lab00     |PM      |     |lab00.soho|00:0E:0C:35:F8:48|192.168.1.71`,
    );
  });
  test('titles by number, cuts at either end and over several lines', () => {
    const rows = [row({ 3: 'abcdef', 4: '/x/y/z/abc', 2: 'QEMU' })];
    expect(print('ctys -a list=titleidx,tab_gen:3_l_3%%4_ID_5_L%%2__3_B', rows)).toBe(
      'l  |ID   |2\n1(3|2(4) |3(2\n---+-----+---\nabc|z/abc|QEM\n   |     |U',
    );
  });
});

describe('records', () => {
  const one = row({ 1: 'lab00', 3: 'a;b', 5: '<&">' });
  test.each([
    ['list=pm,label,uuid,titleidx', 'ContainingMachine(1);Label(3);UUID(5)\nlab00;a,b;<&">'],
    ['list=pm,label,titleidxasc', 'ContainingMachine(A-1);Label(C-3)\nlab00;a,b'],
    ['list=maxkey', 'lab00;;a,b;;<&">;'],
    ['list=rec:1%%3', 'record(1):={\n{ContainingMachine,1,lab00}\n{Label,3,a;b}\n}'],
    ['list=spec:1', '  1: 1: ContainingMachine: lab00'],
    [
      'list=xml:5%%14',
      '<?xml version="1.0" encoding="UTF-8"?>\n<records>\n<record index="1">\n  <UUID index="5">&lt;&amp;&quot;&gt;</UUID>\n  <C-S-Type index="14"></C-S-Type>\n</record>\n</records>',
    ],
    ['list=json', '{"pm":"lab00","label":"a;b","uuid":"<&\\">"}'],
  ])('%s', (action, text) => {
    expect(print(`ctys -a ${action}`, [one])).toBe(text);
  });
});

test('sorted over all hosts, or each by itself; once each; backwards', () => {
  const rows = [
    row({ 1: 'b', 3: 'x' }),
    row({ 1: 'a', 3: 'z' }),
    row({ 1: 'b', 3: 'a' }),
    row({ 1: 'b', 3: 'a' }),
  ];
  expect(print('ctys -a list=pm,label,sort:2', rows)).toBe('b;a\nb;a\nb;x\na;z');
  expect(print('ctys -a list=pm,label,sort:each%%2', rows)).toBe('b;a\nb;a\nb;x\na;z');
  expect(print('ctys -a list=pm,label,sort', rows)).toBe('a;z\nb;a\nb;a\nb;x');
  expect(print('ctys -a list=pm,label,sort:UNIQUE%%REVERSE%%2', rows)).toBe('a;z\nb;x\nb;a');
});

test('sorted as the window sorts: numbers in names, states, amounts; what has none comes last either way', () => {
  const rows = [
    row({ 3: 'vm10', 23: 'off' }),
    row({ 3: 'vm9', 23: 'running', 25: '900M', 28: '2d' }),
    row({ 3: 'VM1', 23: 'paused', 25: '1.5G', 28: '3h' }),
  ];
  const names = (sort: string) =>
    print(`ctys -a list=label,state,mem,up,sort:${sort}`, rows).match(/vm\d+/gi);
  expect(names('1')).toEqual(['VM1', 'vm9', 'vm10']);
  expect(names('2')).toEqual(['vm9', 'VM1', 'vm10']);
  expect(names('3')).toEqual(['vm9', 'VM1', 'vm10']);
  expect(names('reverse%%3')).toEqual(['VM1', 'vm9', 'vm10']);
  expect(names('4')).toEqual(['VM1', 'vm9', 'vm10']);
});

test('whatever the cells hold, every line fits its grid and every record is one line', () => {
  const cell = fc.string({ unit: 'binary', maxLength: 30 });
  const layout: Output = {
    layout: {
      kind: 'table',
      columns: [
        { field: 1, width: 5 },
        { field: 2, width: 7, cut: 'left' },
        { field: 3, width: 4, cut: 'wrap' },
      ],
    },
  };
  fc.assert(
    fc.property(cell, cell, cell, (a, b, c) => {
      const lines = printRows([row({ 1: a, 2: b, 3: c })], layout, 'list');
      for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(5 + 7 + 4 + 2);
      expect(lines.join('\n').split(/\r\n|[\n\r\u2028\u2029]/)).toHaveLength(lines.length);
      const terse = printRows([row({ 1: a, 2: b })], { layout: { kind: 'terse', fields: [1, 2] } }, 'list');
      expect(terse.map((line) => line.split(';').length)).toEqual([2]);
      expect(JSON.parse(printRows([row({ 1: a })], { layout: { kind: 'json' } }, 'list')[0] ?? '')).toEqual(
        a === '' ? {} : { pm: a },
      );
    }),
    { numRuns: 2_000 },
  );
});

test('what is seen now is told where it is named, and no part of a record', () => {
  const now = 1_700_000_000_000;
  const machine: Machine = {
    id: 'a',
    host: 'lab00',
    path: '/lab00/qemu/web7',
    seen: now - 4_000,
    since: now - 3 * 86_400_000,
    type: 'QEMU',
    label: 'web7',
    state: 'paused',
    configured: true,
    consoles: [],
    cpu: 0.5,
    memoryTotal: 2 ** 31,
    netRate: 2_048,
  };
  const hosts = new Map([
    ['lab00', { config: { name: 'lab00', groups: ['metal'] }, origin: 'file', state: 'up', since: 0 }],
  ] as const);
  const known = { machines: new Map([['a', machine]]), hosts, sessions: new Map() };
  const told = (call: string): readonly string[] => {
    const [action] = parseText(call);
    if (action?.verb !== 'list') throw new Error('no list');
    return printRows(tableRows(known, action, null, '', now), action.output, 'list');
  };
  expect(told('ctys -a list=label,state,cpu,mem,disk,net,up,age')).toEqual(['web7;paused;50%;2G;;2K;3d;4s']);
  const columns = '28_up_4%%3_Label_6%%24_cpu_4';
  expect(told(`ctys -a list=tab_gen:${columns}`).at(-1)).toBe('3d  |web7  |50%');
  expect(told('ctys -a list=machine')[0]?.split(';')).toHaveLength(22);
  expect(told('ctys -a list=label,filter:in:metal')).toEqual(['web7']);
  expect(told('ctys -a list=label,filter:in:xen')).toEqual([]);
});
