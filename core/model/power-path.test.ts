import { expect, test } from 'vitest';
import type { MachineAction } from './action.ts';
import { powerPath, powerPaths } from './power-path.ts';

const path = (verb: MachineAction['verb'], hasController: boolean, isUp: boolean, level?: string) =>
  powerPath({ verb, ...(level !== undefined && { level }) }, { hasController, isUp });

test.each([
  ['start', 'WOL', 'BMC', 'BMC'],
  ['wake', 'WOL', 'WOL', 'WOL'],
  ['resume', 'WOL', 'WOL', 'WOL'],
  ['shutdown', 'SSH', 'SSH', 'BMC'],
  ['poweroff', 'SSH', 'BMC', 'BMC'],
  ['reset', 'SSH', 'BMC', 'BMC'],
  ['reboot', 'SSH', 'SSH', 'SSH'],
] as const)('%s: without a controller by %s; with one, up, by %s, down by %s', (verb, bare, up, down) => {
  expect([path(verb, false, true), path(verb, true, true), path(verb, true, false)]).toEqual([
    bare,
    up,
    down,
  ]);
});

test('run levels: 0 and 6 are power, the others are for its system alone', () => {
  expect([path('init', true, false, '0'), path('init', true, false, '6')]).toEqual(['BMC', 'BMC']);
  expect(path('init', true, false, '3')).toBe('SSH');
  expect(powerPaths({ verb: 'init', level: '3' })).toEqual(['SSH']);
});

test('the one asked for, where it can', () => {
  const power = { hasController: true, isUp: true };
  expect(powerPath({ verb: 'shutdown', via: 'BMC' }, power)).toBe('BMC');
  expect(() => powerPath({ verb: 'init', level: '3', via: 'BMC' }, power)).toThrow('INIT goes by SSH');
  expect(() => powerPath({ verb: 'start', via: 'SSH' }, power)).toThrow('by BMC or WOL, not by SSH');
});
