import { expect, test } from 'vitest';
import { formatMacro, macroText, parseMacros } from '../../core/ctys/macro-file.ts';
import { arrangedBy, viewMacro } from './view-macro.ts';

const shown = { view: { kind: 'all' }, source: 'all', filter: 'tag:prod' } as const;
const arranged = { sort: 'memory', descending: true, grouping: 'owner' } as const;

test('a kept view brings its order and group back from the file', () => {
  for (const settings of [arranged, { sort: 'machine', descending: false, grouping: 'none' } as const]) {
    const macro = { ...viewMacro(shown, { ...settings, hiddenColumns: [] }), name: 'mine' };
    const [read] = parseMacros(formatMacro(macro)).macros;
    expect(read).toEqual(macro);
    expect(read && arrangedBy(read)).toEqual(settings);
  }
});

test('a call takes its columns and filter, and nothing of how the window shows it', () => {
  const macro = viewMacro(shown, { ...arranged, hiddenColumns: [] });
  const { text, filter } = macro;
  expect(macroText(macro)).toBe(macroText({ name: '', text, ...(filter !== undefined && { filter }) }));
});

test('a view that says nothing of it, or what nobody knows, leaves the table as it is', () => {
  const view = { name: 'old', text: 'tab_gen:3_Label_20' };
  expect(arrangedBy(view)).toEqual({});
  expect(arrangedBy({ ...view, sort: 'shoe', group: 'size' })).toEqual({});
  expect(arrangedBy({ ...view, sort: 'memory upwards' })).toEqual({});
});
