import { expect, test } from 'vitest';
import type { MachineAction } from '../../model/action.ts';
import { MARK, parseSessions } from '../sessions/processes.ts';
import { x11Records } from './plugin.ts';
import { argvOf, programsOf } from './program.ts';

const action = (more: Partial<MachineAction> = {}): MachineAction => ({
  verb: 'start',
  type: 'X11',
  target: { label: 'tst' },
  ...more,
});
const line = (program: string, more: Partial<MachineAction> = {}): string =>
  argvOf(program, action(more)).join(' ');

test('which program is looked for', () => {
  expect(programsOf(action())).toEqual(['gnome-terminal', 'xterm']);
  expect(programsOf(action({ console: 'XTERM' }))).toEqual(['xterm']);
  expect(programsOf(action({ console: 'GTERM', start: { command: 'xclock -digital' } }))).toEqual(['xclock']);
  expect(() => programsOf(action({ console: 'SDL' }))).toThrow(/no SDL console/);
});

test.each<[string, Partial<MachineAction>, string]>([
  ['/usr/bin/xterm', {}, '/usr/bin/xterm -title tst'],
  [
    'xclock',
    { start: { command: 'xclock -digital', dashes: 'single', titleKey: 'name' } },
    'xclock -name tst -digital',
  ],
  ['xclock', { start: { command: 'xclock', noTitle: true } }, 'xclock'],
  ['prog', { start: { command: 'prog', callOptions: '-a b' } }, 'prog --title tst -a b'],
  [
    'xterm',
    { start: { command: 'xterm', callOptions: 'bash -i', dashes: 'single' } },
    'xterm -title tst -e bash -i',
  ],
  ['xterm', { start: { callOptions: '-bg black' } }, 'xterm -title tst -bg black'],
  ['xterm', { start: { shell: 'tcsh', toolkitOptions: '-fg red' } }, 'xterm -title tst -fg red -e tcsh'],
  ['xterm', { start: { command: 'xterm -e top' } }, 'xterm -title tst -e top'],
  ['gnome-terminal', { start: { callOptions: 'top' } }, 'gnome-terminal --title tst -- top'],
  ['xterm', { options: { geometry: '80x24+10+10:A01' } }, 'xterm -title tst -geometry 80x24+10+10'],
  ['emacs', { console: 'EMACS' }, 'emacs --title tst --eval (shell)'],
])('%s with %j', (program, more, wanted) => {
  expect(line(program, more)).toBe(wanted);
});

test('programs on a display of ours, and those with a server of their own', () => {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const printed = (pid: number, parent: number, argv: readonly string[]): readonly string[] => [
    ...[`P ${pid} 0`, 'C', base64(argv.map((word) => `${word}\0`).join('')), 'S'],
    base64(`${pid} (sh) S ${parent} ${Array.from({ length: 17 }, () => 0).join(' ')} 500 0\n`),
  ];
  const seen = parseSessions(
    [
      ...['H 1000 100 0', 'U 0 root root'],
      ...printed(5, 1, ['sh', '-c', 'x', MARK, 'X11', 'here', '', 'words', 'xclock', '-title', 'here']),
      ...printed(6, 1, ['sh', '-c', 'x', MARK, 'X11', 'own', '/tmp/ctys-session.a', '4']),
      ...printed(7, 6, ['Xtigervnc', ':4', '-desktop', 'own', '-rfbport', '5904']),
      ...printed(8, 6, ['sh', '-c', 'x', MARK, 'X11-program', 'own', '', 'words', 'xclock']),
      ...printed(9, 1, ['sh', '-c', 'x', MARK, 'CLI', 'shell', '', 'login']),
    ].join('\n'),
  );
  if (seen === null) throw new Error('not read');
  expect(x11Records(seen).map(({ label, number, consoles }) => [label, number, consoles.length])).toEqual([
    ['own', '7', 1],
    ['here', '5', 0],
  ]);
});
