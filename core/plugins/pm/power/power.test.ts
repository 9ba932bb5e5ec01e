import { describe, expect, test } from 'vitest';
import type { MachineAction } from '../../../model/action.ts';
import type { MachineRecord } from '../../../model/machine.ts';
import { canMagic, isArmed, parseCards } from './arm.ts';
import { commandOf, methodOf } from './commands.ts';
import { type PowerFacts, parsePower } from './facts.ts';
import { checkSelf, ownAddress } from './stop.ts';

const SAID = `s Linux
u 1000
n acue
b 0a3f6f8e-1111-4222-8333-444444444444
c poweroff /usr/sbin/poweroff
c reboot /usr/sbin/reboot
x shutdown /usr/sbin/shutdown
c init /usr/sbin/init
c wall $(reboot)
`;
const facts = (more: Partial<PowerFacts> = {}): PowerFacts => {
  const read = parsePower(SAID);
  if (read === null) throw new Error('not read');
  return { ...read, ...more };
};
const action = (verb: MachineAction['verb'], level?: string): MachineAction => ({
  verb,
  target: {},
  ...(level !== undefined && { level }),
});
const command = (of: PowerFacts, verb: MachineAction['verb'], level?: string): string =>
  commandOf(of, action(verb, level), 'lab01').join(' ');

describe('what a host says of itself', () => {
  test('paths are absolute, and nothing else', () => {
    expect(facts()).toMatchObject({ system: 'Linux', uid: 1000, user: 'acue', busybox: false });
    expect([...facts().tools.keys()]).toEqual(['poweroff', 'reboot', 'init', 'shutdown']);
    expect(facts().granted).toEqual(new Set(['shutdown']));
  });
  test('nothing sensible is no answer', () => {
    expect(parsePower('')).toBeNull();
    expect(parsePower('u 0\n')).toBeNull();
  });
});

describe('the command', () => {
  test('of Linux', () => {
    expect(command(facts(), 'shutdown')).toBe('/usr/sbin/poweroff');
    expect(command(facts(), 'pause')).toBe('/usr/sbin/poweroff');
    expect(command(facts(), 'reset')).toBe('/usr/sbin/reboot');
    for (const level of ['0', '1', '3', '6', 'S'])
      expect(command(facts(), 'init', level)).toBe(`/usr/sbin/init ${level}`);
  });
  test('of a Linux without poweroff, and of busybox, which has no run levels', () => {
    const old = facts({ tools: new Map([['halt', '/sbin/halt']]) });
    expect(command(old, 'poweroff')).toBe('/sbin/halt -p');
    const busybox = facts({ busybox: true });
    expect(command(busybox, 'init', '0')).toBe('/usr/sbin/poweroff');
    expect(command(busybox, 'init', '6')).toBe('/usr/sbin/reboot');
    expect(() => command(busybox, 'init', '3')).toThrow('no run level 3');
  });
  test('of a BSD: 0 stops, 6 restarts, 1, 2 and S are for one user, 3 to 5 are nothing', () => {
    const bsd = facts({ system: 'OpenBSD' });
    expect(command(bsd, 'shutdown')).toBe('/usr/sbin/shutdown -p now');
    expect(command(bsd, 'init', '0')).toBe('/usr/sbin/shutdown -p now');
    expect(command(bsd, 'init', '6')).toBe('/usr/sbin/shutdown -r now');
    for (const level of ['1', '2', 's']) expect(command(bsd, 'init', level)).toBe('/usr/sbin/shutdown now');
    for (const level of ['3', '4', '5']) expect(() => command(bsd, 'init', level)).toThrow('no run level');
    expect(command(facts({ system: 'Darwin' }), 'shutdown')).toBe('/usr/sbin/shutdown -h now');
  });
  test('a tool that is not there is told', () => {
    expect(() => command(facts({ tools: new Map() }), 'reboot')).toThrow('lab01 has no reboot.');
  });
  test('run levels 0 and 6 are as good as a verb', () => {
    expect(['0', '3', '6'].map((level) => methodOf(action('init', level)))).toEqual([
      'poweroff',
      'init',
      'reboot',
    ]);
  });
});

describe('cards that are armed', () => {
  test('real ones before virtual ones, and no options', () => {
    expect(parseCards('n br0\ne eth0\ne eth1\nv vnet3\n')).toEqual(['eth0', 'eth1']);
    expect(parseCards('n eth0\nv eth0\n')).toEqual(['eth0']);
    expect(parseCards('e -s\ne a b\ne ../x\n')).toEqual([]);
  });
  test('as ethtool prints them', () => {
    const said = '\tSupports Wake-on: pumbg\n\tWake-on: d\n';
    expect([canMagic(said), isArmed(said)]).toEqual([true, false]);
    expect(isArmed('\tWake-on: ug\n')).toBe(true);
    expect(canMagic('\tSupports Wake-on: d\n')).toBe(false);
  });
});

test('whether it is off is asked at its own address: what passes on to it is none', () => {
  const machine = (addresses: readonly string[]): MachineRecord => ({
    type: 'PM',
    label: 'lab01',
    state: 'running',
    configured: true,
    consoles: [],
    addresses,
  });
  const at = (address?: string) => ({ name: 'lab01', ...(address !== undefined && { address }) });
  expect(ownAddress(machine(['10.0.0.7']), at('10.0.0.7'))).toBe('10.0.0.7');
  expect(ownAddress(machine(['10.0.0.7']), at('127.0.0.1'))).toBeUndefined();
  expect(ownAddress(machine(['10.0.0.7']), at('lab01.example.org'))).toBe('lab01.example.org');
  expect(ownAddress(machine([]), at('10.0.0.7'))).toBe('10.0.0.7');
  expect(ownAddress(machine(['10.0.0.7']), at())).toBe('10.0.0.7');
});

test('the host itself is stopped with SELF only, and FORCE needs it', () => {
  expect(() => checkSelf(action('reboot'), 'lab01')).toThrow('lab01 itself is stopped with SELF only.');
  expect(() => checkSelf(action('poweroff'), 'localhost')).toThrow('FORCE needs SELF.');
  expect(() => checkSelf({ ...action('shutdown'), self: true }, 'lab01')).not.toThrow();
});
