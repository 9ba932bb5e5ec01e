import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MachineAction } from '../model/action.ts';
import type { Machine } from '../model/machine.ts';
import { formatCall } from './format.ts';
import { quoteWord } from './shell-words.ts';

const guest: Machine = {
  id: 'qemu:lab00:x',
  host: 'lab00',
  path: '/lab00/qemu/tst100',
  seen: 0,
  type: 'QEMU',
  label: 'tst100',
  state: 'running',
  configured: true,
  consoles: [
    { id: 'serial0', kind: 'tty', title: 'Serial console' },
    { id: 'vnc', kind: 'rfb', title: 'Screen' },
  ],
};
const action = (verb: MachineAction['verb'], more: Partial<MachineAction> = {}): MachineAction => ({
  verb,
  target: { id: guest.id },
  ...more,
});

describe('calls of the actions', () => {
  test.each<[MachineAction, string]>([
    [action('start'), 'ctys -t qemu -a create=l:tst100,CONSOLE:NONE lab00'],
    [action('start', { offer: 'serial0' }), 'ctys -t qemu -a create=l:tst100,CONSOLE:CLI lab00'],
    [action('connect', { offer: 'vnc' }), 'ctys -t qemu -a create=l:tst100,CONNECT,CONSOLE:VNC lab00'],
    [action('resume'), 'ctys -t qemu -a create=l:tst100,RESUME,CONSOLE:NONE lab00'],
    [
      action('resume', { stateFile: '/s/my,state.stat' }),
      'ctys -t qemu -a create=l:tst100,RESUME:/s/my,,state.stat,CONSOLE:NONE lab00',
    ],
    [action('shutdown'), 'ctys -t qemu -a cancel=l:tst100,POWEROFF:20 lab00'],
    [action('shutdown', { delay: 5 }), 'ctys -t qemu -a cancel=l:tst100,POWEROFF:5 lab00'],
    [action('poweroff'), 'ctys -t qemu -a cancel=l:tst100,FORCE,POWEROFF:0 lab00'],
    [action('reset'), 'ctys -t qemu -a cancel=l:tst100,FORCE,RESET lab00'],
    [action('reboot'), 'ctys -t qemu -a cancel=l:tst100,REBOOT lab00'],
    [action('pause'), 'ctys -t qemu -a cancel=l:tst100,PAUSE lab00'],
    [action('suspend'), 'ctys -t qemu -a cancel=l:tst100,SUSPEND lab00'],
  ])('%j', (asked, call) => {
    expect(formatCall(asked, guest)).toBe(call);
  });

  test('localhost needs no target; a label ctys would not accept gives way to the UUID', () => {
    const odd = {
      ...guest,
      host: 'localhost',
      label: 'my vm; rm -rf $HOME',
      uuid: '6842caf9-1e3e-4324-9ed5-96b8b9f2c5c2',
    };
    expect(formatCall(action('pause'), odd)).toBe(
      'ctys -t qemu -a cancel=u:6842caf91e3e43249ed596b8b9f2c5c2,PAUSE',
    );
  });
});

describe('quoteWord', () => {
  test('bash reads back every word as it was', () => {
    const word = fc.string({ unit: 'grapheme-ascii', minLength: 1 }).map((text) => text.replaceAll('\0', ''));
    const words = fc.array(
      fc.oneof(
        word,
        fc.constantFrom("it's", '$(id)', '`id`', 'a\nb', '\x1b[31m', '\\', "\n'", '!x', '*', '~'),
      ),
      { minLength: 40, maxLength: 60 },
    );
    fc.assert(
      fc.property(words, (list) => {
        const read = spawnSync('bash', ['-c', `printf '%s\\0' ${list.map(quoteWord).join(' ')}`]);
        expect(read.stdout.toString('utf8').split('\0').slice(0, -1)).toEqual(list);
      }),
      { numRuns: 30 },
    );
  });
});
