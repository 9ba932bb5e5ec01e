/** Text consoles in a terminal of the person's own: a program of this machine in which the command line is called. */
import { callWords, spelledOut } from '../ctys/format.ts';
import type { MachineAction } from '../model/action.ts';
import { fail } from '../model/failure.ts';
import type { TerminalProgram } from '../model/showing.ts';
import { isThere } from './installed.ts';
import { launch } from './launch.ts';
import type { Tables } from './tables.ts';

export interface TerminalRequest {
  readonly machine: string;
  readonly console: string;
  /** Absent: the first there is. */
  readonly program?: TerminalProgram;
  /** Of this machine; absent: that of this process. */
  readonly display?: string;
}

/** How each is told its title and what runs in it; in the order they are liked. */
const WORDS: Readonly<Record<TerminalProgram, (title: string) => readonly string[]>> = {
  'x-terminal-emulator': (title) => ['-T', title, '-e'],
  'gnome-terminal': (title) => ['--title', title, '--'],
  konsole: (title) => ['-p', `tabtitle=${title}`, '-e'],
  'xfce4-terminal': (title) => ['--title', title, '-x'],
  'mate-terminal': (title) => ['--title', title, '-x'],
  kitty: (title) => ['--title', title],
  alacritty: (title) => ['--title', title, '-e'],
  foot: (title) => ['--title', title],
  xterm: (title) => ['-title', title, '-e'],
};

/** @throws Failure tool-missing */
function chosen(program: TerminalProgram | undefined): TerminalProgram {
  const names = program === undefined ? (Object.keys(WORDS) as TerminalProgram[]) : [program];
  const found = names.find(isThere);
  if (found !== undefined) return found;
  throw fail(
    'tool-missing',
    program === undefined
      ? 'There is no terminal program on this machine.'
      : `There is no ${program} on this machine.`,
    'Install it, choose another in the settings, or open the console in the window.',
  );
}

/** `ctys`: the command line of this installation. Resolves once the terminal runs. @throws Failure tool-missing, not-found */
export async function openTerminal(
  tables: Tables,
  ctys: readonly string[],
  { machine: id, console, program, display }: TerminalRequest,
): Promise<void> {
  const machine = tables.machines.get(id);
  if (machine === undefined) throw fail('not-found', 'The machine is gone.', 'Refresh its host.');
  const name = chosen(program);
  const call = spelledOut({ verb: 'connect', target: {}, console: 'CLI', offer: console }, machine);
  // Shells have labels of their own, which more than one may have.
  const asked: MachineAction = machine.type === 'PM' ? { ...call, options: { ambiguous: true } } : call;
  const argv = [name, ...WORDS[name](machine.label), ...ctys, ...callWords(asked).slice(1)];
  await launch(argv, 'Open the console in the window.', display === undefined ? {} : { DISPLAY: display });
}
