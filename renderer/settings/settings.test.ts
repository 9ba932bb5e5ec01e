import { expect, test } from 'vitest';
import { DEFAULTS, parseSettings } from './settings.ts';

test('settings survive being written and read', () => {
  const mine = {
    ...DEFAULTS,
    theme: 'dark',
    widths: { cpu: 90 },
    hiddenColumns: ['user'],
    columnOrder: ['machine', 'age', 'cpu'],
    tableShare: 0.25,
  };
  expect(parseSettings(JSON.stringify(mine))).toEqual(mine);
});

test.each([
  null,
  '',
  '{',
  '[]',
  'null',
  '7',
  '{"theme":"pink","terminalSize":1e9,"widths":{"cpu":"x","zz":50}}',
])('stored text %s is the default where it cannot be used', (text) =>
  expect(parseSettings(text)).toEqual(DEFAULTS),
);

test('an order of columns keeps each known one once and the first one first', () => {
  const stored = { columnOrder: ['cpu', 'machine', 7, 'no-column', 'age', 'cpu'] };
  expect(parseSettings(JSON.stringify(stored)).columnOrder).toEqual(['machine', 'age', 'cpu']);
});
