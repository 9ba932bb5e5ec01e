import { expect, test } from 'vitest';
import { formatMacro, macroText, parseMacros } from '../../core/ctys/macro-file.ts';
import { parseText } from '../../core/ctys/parse.ts';
import { FIELDS } from '../../core/ctys/tables/fields.ts';
import { COLUMNS } from '../machines/columns.ts';
import { arrangedBy, viewMacro } from './view-macro.ts';

const shown = { view: { kind: 'all' }, source: 'all', filter: 'tag:prod' } as const;
const arranged = {
  sort: 'memory',
  descending: true,
  grouping: 'owner',
  columnOrder: ['machine', 'net', 'state', 'age'],
  hiddenColumns: ['type', 'cst', 'host', 'cpu', 'memory', 'disk', 'user', 'up'],
} as const;

test('a kept view brings its columns, order and group back from the file', () => {
  const plain = { sort: 'machine', descending: false, grouping: 'none' } as const;
  const all = COLUMNS.map(({ id }) => id);
  for (const settings of [arranged, { ...arranged, ...plain, columnOrder: all, hiddenColumns: [] }]) {
    const macro = { ...viewMacro(shown, settings), name: 'mine' };
    const [read] = parseMacros(formatMacro(macro)).macros;
    expect(read).toEqual(macro);
    expect(read && arrangedBy(read)).toEqual(settings);
  }
});

test('its text is a table of these columns to a call', () => {
  const { text } = viewMacro(shown, arranged);
  const [action] = parseText(`ctys -a list=${text}`);
  if (action?.verb !== 'list') throw new Error('no list');
  const { layout } = action.output;
  if (layout.kind !== 'table') throw new Error('no table');
  expect(layout.columns.map(({ field }) => FIELDS.list[field - 1]?.title)).toEqual([
    'Label',
    'Net',
    'State',
    'Age',
  ]);
});

test('what the side bar chose is kept as words of the filter', () => {
  const filterOf = (more: Partial<Parameters<typeof viewMacro>[0]>) =>
    viewMacro({ ...shown, ...more }, arranged).filter;
  expect(filterOf({ view: { kind: 'group', name: 'my lab' } })).toBe('tag:prod in:="my lab"');
  expect(filterOf({ view: { kind: 'drift' }, filter: '' })).toBe('-drift:none');
  expect(filterOf({ view: { kind: 'host', name: 'lab00' }, filter: 'a or b' })).toBe('(a or b) host:=lab00');
});

test('a call takes its columns, its filter, and its order where the column is printed', () => {
  const sortOf = (more: Partial<Parameters<typeof viewMacro>[1]>) => {
    const macro = macroText(viewMacro(shown, { ...arranged, ...more }));
    const [action] = parseText(`ctys -a list=${macro}`);
    if (action?.verb !== 'list') throw new Error('no list');
    expect(action.filter).toBe('tag:prod');
    return action.output.sort;
  };
  expect(sortOf({ sort: 'net' })).toEqual({ over: 'all', reverse: true, column: 2 });
  expect(sortOf({ sort: 'machine', descending: false })).toEqual({ over: 'all', column: 1 });
  expect(sortOf({ sort: 'state', grouping: 'host' })).toEqual({ over: 'each', reverse: true, column: 3 });
  expect(sortOf({ sort: 'memory' })).toBeUndefined();
});

test('a view that says nothing of it, or what nobody knows, leaves the table as it is', () => {
  const view = { name: 'old', text: 'macro:TAB_CPORT' };
  expect(arrangedBy(view)).toEqual({});
  expect(arrangedBy({ ...view, sort: 'shoe', group: 'size' })).toEqual({});
  expect(arrangedBy({ ...view, sort: 'memory upwards' })).toEqual({});
});
