import { describe, expect, test } from 'vitest';
import { de } from '../words/de/index.ts';
import { en } from '../words/en/index.ts';
import { chordOf, isPlain, leaderChordOf } from './chords.ts';
import { COMMAND_IDS, COMMANDS } from './command-table.ts';
import { begins, changedCommands, commandFor, conflictsOf, isChanged } from './shortcuts.ts';

const press = (key: string, held = '') => ({
  key,
  ctrlKey: held.includes('c'),
  metaKey: held.includes('m'),
  altKey: held.includes('a'),
  shiftKey: held.includes('s'),
});

describe('key presses', () => {
  test.each([
    ['a', '', 'a'],
    ['G', 's', 'G'],
    ['?', 's', '?'],
    ['k', 'c', 'Ctrl+K'],
    ['k', 'm', 'Ctrl+K'],
    ['K', 'cs', 'Ctrl+Shift+K'],
    ['ArrowDown', 's', 'Shift+Down'],
    [' ', '', 'Space'],
    ['Control', 'c', null],
    ['Dead', '', null],
  ])('%s with "%s" is %s', (key, held, chord) => expect(chordOf(press(key, held))).toBe(chord));

  test('only what a field would not type counts in it', () => {
    expect(['a', '?', 'Space', 'Shift+Home'].every(isPlain)).toBe(true);
    expect(['Ctrl+K', 'Alt+X', 'F3', 'Shift+F3'].some(isPlain)).toBe(false);
  });

  test('in a console only what is held with the leader is ours, by the key itself', () => {
    const stroke = (code: string, held: string) => ({ ...press('', held), code });
    expect(leaderChordOf(stroke('KeyY', 'cs'), 'Ctrl+Shift')).toBe('Leader+Y');
    expect(leaderChordOf(stroke('NumpadAdd', 'cs'), 'Ctrl+Shift')).toBe('Leader++');
    expect(leaderChordOf(stroke('KeyY', 'cs'), 'Ctrl+Alt')).toBeNull();
    expect(leaderChordOf(stroke('KeyY', 'csa'), 'Ctrl+Shift')).toBeNull();
  });
});

describe('shortcuts', () => {
  test('no two commands have the same keys at first, nor the beginning of each other’s', () => {
    for (const id of COMMAND_IDS)
      for (const keys of COMMANDS[id].keys)
        expect([id, keys, conflictsOf(id, keys, {})]).toEqual([id, keys, []]);
  });

  test('stored keys replace the first ones', () => {
    const stored = { 'table.filter': ['F3'], 'view.all': [] };
    expect(commandFor('F3', 'window', stored)).toBe('table.filter');
    expect(commandFor('/', 'window', stored)).toBeUndefined();
    expect(commandFor('g a', 'window', stored)).toBeUndefined();
    expect(begins('g', 'window', stored)).toBe(true);
    expect(isChanged('table.filter', stored)).toBe(true);
    expect(changedCommands({ ...stored, 'view.off': ['g o'] })).toEqual(['table.filter', 'view.all']);
    expect(isChanged('call.edit', stored)).toBe(false);
  });

  test('what would hide or reach another is told, but a console has its own', () => {
    expect(conflictsOf('jobs.open', 's', {})).toEqual(['machine.start']);
    expect(conflictsOf('machine.wake', 'g', {})).toContain('view.all');
    expect(conflictsOf('console.copy', 'Leader+V', {})).toEqual(['console.paste']);
  });
});

test('every command has a name of its own in each language', () => {
  for (const { commands } of [en, de]) {
    const byScope = COMMAND_IDS.map((id) => `${COMMANDS[id].scope} ${commands[id]}`);
    expect(new Set(byScope).size).toBe(byScope.length);
  }
});
