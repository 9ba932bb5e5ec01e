import { expect, test } from 'vitest';
import { parseFdb } from './fdb.ts';
import { isAt, readStackAddress, stacksOf } from './stack-address.ts';

const guest = (host: string, label: string, id = `/x/${label}`, tcp = ''): string =>
  `${host};QEMU;${label};${id};;;${tcp}\n`;
const rowsOf = (...lines: readonly string[]) => parseFdb(lines.join('')).rows;

test('a host that is a guest elsewhere stands in its stack, known by label, address or name with its domain', () => {
  const rows = rowsOf(
    'lab00;PM;lab00\n',
    guest('lab00', 'one', '/x/one', 'One.soho.'),
    guest('one.soho', 'two', '/x/two', '10.0.0.2'),
    guest('10.0.0.2', 'three'),
  );
  expect(rows.map(stacksOf(rows).address)).toEqual([
    'lab00',
    'lab00[l:one]',
    'lab00[l:one][l:two]',
    'lab00[l:one][l:two][l:three]',
  ]);
});

test('a host with a record of its own is at the bottom, whatever guests are called', () => {
  const rows = rowsOf('lab00;PM;lab00\n', guest('lab01', 'lab00'), guest('lab00', 'a'));
  expect(rows.map(stacksOf(rows).address)).toEqual(['lab00', 'lab01[l:lab00]', 'lab00[l:a]']);
});

test('machines in a circle have an address that ends', () => {
  const rows = rowsOf(guest('b', 'a'), guest('a', 'b'), guest('c', 'c'));
  expect(rows.map(stacksOf(rows).address)).toEqual(['a[l:b][l:a]', 'b[l:a][l:b]', 'c[l:c]']);
});

test('two of a label on a host are told by their paths, one with two network cards by its label', () => {
  const rows = rowsOf(
    guest('lab00', 'a', '/x/1'),
    guest('lab00', 'a', '/x/2'),
    guest('lab00', 'b', '/x/b', '1.1.1.1'),
    guest('lab00', 'b', '/x/b', '1.1.1.2'),
    `lab00;XEN;;;${'a'.repeat(32)}\n`,
  );
  expect(rows.map(stacksOf(rows).address)).toEqual([
    'lab00[p:/x/1]',
    'lab00[p:/x/2]',
    'lab00[l:b]',
    'lab00[l:b]',
    `lab00[u:${'a'.repeat(32)}]`,
  ]);
});

test('each address is that of its machine, and of no other', () => {
  const rows = rowsOf('lab00;PM;lab00\n', guest('lab00', 'one'), guest('one', 'two'), guest('lab01', 'one'));
  const stacks = stacksOf(rows);
  for (const row of rows)
    expect(rows.filter((other) => isAt(readStackAddress(stacks.address(row)), other, stacks))).toEqual([row]);
  const several = readStackAddress('root@lab00.soho:2222[l:one,f:x/one](-d 2)');
  expect(rows.filter((row) => isAt(several, row, stacks))).toEqual([rows[1]]);
});
