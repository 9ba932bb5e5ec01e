/** The program of an X11 session and its words: console, CMD, CALLOPTS, XOPTS, titles and dashes (ctys chapter 3.1). Pure. */
import type { ConsoleWord, MachineAction } from '../../model/action.ts';
import { fail } from '../../model/failure.ts';

/** How a program takes what X programs have in common. */
interface Kind {
  readonly dashes: 'single' | 'double';
  /** A terminal: the word in front of a command that runs in it. */
  readonly runs?: string;
  readonly geometry?: false;
}

const XTERM: Kind = { dashes: 'single', runs: '-e' };

/** Programs that are known; all others are as they are said to be. */
const KINDS: Readonly<Record<string, Kind>> = {
  xterm: XTERM,
  uxterm: XTERM,
  rxvt: XTERM,
  urxvt: XTERM,
  aterm: XTERM,
  Eterm: XTERM,
  'gnome-terminal': { dashes: 'double', runs: '--' },
  'mate-terminal': { dashes: 'double', runs: '-x' },
  'xfce4-terminal': { dashes: 'double', runs: '-x' },
  konsole: { dashes: 'double', runs: '-e', geometry: false },
  emacs: { dashes: 'double' },
};

const CONSOLE_PROGRAMS: Partial<Record<ConsoleWord, readonly string[]>> = {
  XTERM: ['xterm'],
  GTERM: ['gnome-terminal'],
  EMACS: ['emacs'],
  EMACSM: ['emacs'],
  EMACSA: ['emacs'],
  EMACSAM: ['emacs'],
};

/** Where nothing is asked for; as the ancestor. */
const USUAL: readonly string[] = ['gnome-terminal', 'xterm'];

/** What Emacs opens with: a shell, or a terminal. */
const EMACS_WORDS: Partial<Record<ConsoleWord, readonly string[]>> = {
  EMACS: ['--eval', '(shell)'],
  EMACSM: ['--eval', '(progn (shell) (split-window) (eshell))'],
  EMACSA: ['--eval', '(ansi-term (or (getenv "SHELL") "/bin/sh"))'],
  EMACSAM: ['--eval', '(progn (ansi-term (or (getenv "SHELL") "/bin/sh")) (split-window) (eshell))'],
};

const words = (text: string | undefined): readonly string[] =>
  (text ?? '').split(/\s+/).filter((word) => word !== '');

/** Programs to look for on the host: the first that is there is taken. @throws Failure not-capable */
export function programsOf({ console, start = {} }: MachineAction): readonly string[] {
  const [program] = words(start.command);
  if (program !== undefined) return [program];
  if (console === undefined || console === 'VNC' || console === 'NONE') return USUAL;
  const programs = CONSOLE_PROGRAMS[console];
  if (programs !== undefined) return programs;
  throw fail(
    'not-capable',
    `X11 sessions have no ${console} console.`,
    'XTERM, GTERM and EMACS are, or name a program: CMD.',
  );
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** `program`: where it is on the host. */
export function argvOf(program: string, action: MachineAction): readonly string[] {
  const { console, start = {}, options } = action;
  const { dashes, runs, geometry } = KINDS[baseName(program)] ?? { dashes: 'double' };
  const dash = (start.dashes ?? dashes) === 'single' ? '-' : '--';
  const [, ...own] = words(start.command);
  const label = action.target.label ?? '';
  const title = start.noTitle ? [] : [`${dash}${start.titleKey ?? 'title'}`, label];
  const size = options?.geometry?.split(':')[0];
  const place = size && geometry !== false ? [`${dash}geometry`, size] : [];
  const emacs = console === undefined ? [] : (EMACS_WORDS[console] ?? []);
  return [
    ...[program, ...title, ...place, ...words(start.toolkitOptions), ...own, ...emacs],
    ...called(runs, start.shell, start.callOptions, own),
  ];
}

/** In a terminal CALLOPTS that are no options are what runs in it, in the SHELL if one is named. */
function called(
  runs: string | undefined,
  shell: string | undefined,
  callOptions: string | undefined,
  own: readonly string[],
): readonly string[] {
  const given = words(callOptions);
  if (runs === undefined || own.includes(runs)) return given;
  if (given[0]?.startsWith('-')) return shell === undefined ? given : [...given, runs, ...words(shell)];
  const command = [...words(shell), ...given];
  return command.length === 0 ? [] : [runs, ...command];
}
