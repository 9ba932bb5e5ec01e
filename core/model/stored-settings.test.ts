import { expect, test } from 'vitest';
import { effective, gather, flatten, preferencesOf, type StoredSettings } from './stored-settings.ts';

const STORED: StoredSettings = {
  own: { terminalSize: 14 },
  groups: { lab: { terminalSize: 12, pasteGuard: false }, prod: { terminalSize: 20 } },
  hosts: { lab00: { terminalSize: 9 } },
  keys: { 'table.filter': ['F3'] },
};

test('a host wins over its groups, a later group over an earlier, these over what is set for everything', () => {
  const groups = ['lab', 'prod'];
  const at = (place: object) => effective(STORED, 'terminalSize', place);
  expect(at({ host: 'lab00', groups })).toEqual({ value: 9, origin: { kind: 'host', name: 'lab00' } });
  expect(at({ host: 'lab01', groups })).toEqual({ value: 20, origin: { kind: 'group', name: 'prod' } });
  expect(at({ host: 'x' })).toEqual({ value: 14, origin: { kind: 'own' } });
  expect(effective(STORED, 'scrollback')).toEqual({ value: 5_000, origin: { kind: 'default' } });
  expect(preferencesOf(STORED, { host: 'lab01', groups }).pasteGuard).toBe(false);
});

test('flattened and gathered again it is the same', () => {
  expect(gather(flatten(STORED))).toEqual(STORED);
});
