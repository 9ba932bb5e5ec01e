/**
 * The generic options of a call, one line each: what parser, formatter, completion and help are made of.
 * Letters, arguments and defaults: ctys(1) of UnifiedSessionsManager 01.11.
 */
import type { CallOptions } from '../../model/call-options.ts';
import { choice, type Codec, plain } from '../codec.ts';
import { debug, dispatch, elevation, nameCache, resultCache, scope, signals } from './structured.ts';

export interface OptionSpec {
  readonly letter: string;
  /** Absent: a switch. */
  readonly codec?: Codec<unknown>;
  /** Where its value stands; absent: the parser itself sees to it. */
  readonly name?: keyof CallOptions;
  readonly help: string;
  /** What it means today, where that differs; said by help, and at -d where it does nothing. */
  readonly today?: string;
}

const option = <K extends keyof CallOptions>(
  letter: string,
  name: K,
  codec: Codec<NonNullable<CallOptions[K]>>,
  help: string,
  today?: string,
): OptionSpec => ({
  letter,
  name,
  codec: codec as Codec<unknown>,
  help,
  ...(today !== undefined && { today }),
});

const flag = (letter: string, name: keyof CallOptions | null, help: string, today?: string): OptionSpec => ({
  letter,
  ...(name !== null && { name }),
  help,
  ...(today !== undefined && { today }),
});

const special = (letter: string, shape: string, help: string): OptionSpec => ({
  letter,
  codec: plain(shape) as Codec<unknown>,
  help,
});

/** Elements of a list of names, separated by commas. */
const names: Codec<readonly string[] | 'all'> = {
  shape: '<type>[,<type>...]|all',
  read: (text) => (text.toLowerCase() === 'all' ? 'all' : text.toUpperCase().split(',').filter(Boolean)),
  write: (value) => (value === 'all' ? 'all' : value.join(',')),
};

const folders: Codec<readonly string[]> = {
  shape: '<folder>[:<folder>...]',
  read: (text) => text.split(':').filter(Boolean),
  write: (value) => value.join(':'),
};

/** 0, 1 or 2; or REUSE:n. */
const reuse: Codec<0 | 1 | 2> = {
  shape: 'REUSE:(0|1|2)',
  words: ['REUSE:0', 'REUSE:1', 'REUSE:2'],
  read: (text) =>
    choice<0 | 1 | 2>([
      [0, 'REUSE:0', '0'],
      [1, 'REUSE:1', '1'],
      [2, 'REUSE:2', '2'],
    ]).read(text),
  write: (value) => `REUSE:${value}`,
};

export const OPTIONS: readonly OptionSpec[] = [
  special('a', '<ACTION>[=<sub-option>[,...]]', 'What is done. Without it: INFO.'),
  special('t', '<session type>', 'Technology; VNC for CREATE and CANCEL, else ALL.'),
  option('T', 'types', names, 'Technologies that generic actions take into account.'),
  option(
    'A',
    'ambiguous',
    choice<boolean>([
      [true, 'on', 'ON', '1'],
      [false, 'off', 'OFF', '0'],
    ]),
    'Whether labels may repeat and hosts be named twice.',
  ),
  option('b', 'dispatch', dispatch, 'Staying with the caller or not, one after the other or together.'),
  option('c', 'nameCache', nameCache, 'Which records of known machines resolve an address.'),
  option('C', 'resultCache', resultCache, 'Whether answers of a moment ago are used again.'),
  option('d', 'debug', debug, 'What is told of the work besides; PRINTFINAL shows the final call.'),
  option('D', 'display', plain('[localhost:|n:]<display>[.<screen>]|<label>'), 'Another local display.'),
  flag('E', 'final', 'The target is the last hop.', 'Nothing is installed on hosts, so every target is.'),
  flag('f', 'force', 'Small doubts are ignored; never destructive.'),
  option(
    'F',
    'remoteVersion',
    plain('<version>'),
    'Version asked of the remote side.',
    'There is none to ask: no effect.',
  ),
  option(
    'g',
    'geometry',
    plain(
      '<X>x<Y>[{+-}<x>{+-}<y>][:<screen>[:<layout>[:<file>]]]',
      /^(?:\d{1,5}x\d{1,5}(?:[+-]-?\d{1,5}[+-]-?\d{1,5})?|[+-]-?\d{1,5}[+-]-?\d{1,5})?(?::[^:]*){0,3}$/,
    ),
    'Size and place of a client’s window; characters for terminals.',
  ),
  special('h', '', 'Short help.'),
  special('H', '<word>|list|man', 'Help on a word of the language.'),
  option('j', 'job', plain('<datetime>:<index>', /^\d{8,14}:\d{1,6}$/), 'Job id of a nested call.'),
  option('k', 'reuse', reuse, 'Whether layers of a stack that run already are used.'),
  option('l', 'login', plain('<user>', /^[^\s@:]+$/), 'User on targets that name none.'),
  option(
    'L',
    'location',
    choice<NonNullable<CallOptions['location']>>([
      ['local', 'LOCALONLY', 'LO'],
      ['connection', 'CONNECTIONFORWARDING', 'CF'],
      ['display', 'DISPLAYFORWARDING', 'DF', 'DR'],
      ['client', 'CLIENTONLY', 'CO'],
      ['server', 'SERVERONLY', 'SO'],
    ]),
    'Where client and server run.',
    'CF: a viewer of yours through a tunnel. Else screens come through the SSH connection of their host.',
  ),
  option('M', 'message', plain('<text>'), 'Printed before the target’s output.'),
  flag('n', 'dryRun', 'The plan is shown; nothing is done.'),
  special('O', '<options>', 'Appended to the options in front of the first target.'),
  option('p', 'databases', folders, 'Folders of the databases enum.fdb and macmap.fdb.'),
  flag('P', null, 'The default folder of the databases.', 'No effect: it is the default.'),
  option('r', 'resolution', plain('<X>x<Y>', /^\d{1,5}x\d{1,5}$/), 'Size of a server’s screen.'),
  option('s', 'scope', scope, 'Whose sessions are considered.'),
  option('S', 'signals', signals, 'Signals the caller ignores.', 'No effect: consoles pass all keys on.'),
  special('v', '', 'Version.'),
  special('V', '', 'Version and components.'),
  flag('w', null, 'Nothing (historical).', 'No effect.'),
  option(
    'W',
    'workspace',
    plain('<number or label>'),
    'Workspace for windows.',
    'No effect: the window manager places our windows.',
  ),
  option(
    'x',
    'nested',
    choice([
      ['off', 'OFF', '0'],
      ['star', 'STAR', '1'],
      ['chain', 'CHAIN', '2'],
    ]),
    'Who answers nested questions.',
    'No effect: hosts are always asked from here.',
  ),
  flag('X', 'terse', 'Fields separated by semicolons, nothing else.'),
  flag('y', 'color', 'Colours on a terminal.'),
  flag('Y', 'forwardAgent', 'The ssh agent is forwarded.'),
  option(
    'z',
    'pty',
    choice<0 | 1 | 2>([
      [0, 'NOPTY', '0'],
      [1, 'PTY', '1'],
      [2, 'PTY,PTY', '2'],
    ]),
    'Terminals asked of ssh.',
    'Consoles always get one.',
  ),
  option(
    'Z',
    'elevation',
    elevation,
    'How root rights are got where they are needed.',
    'For hosts of the inventory it says so itself.',
  ),
];

/** What long options beyond the ancestor mean: they add a word to LIST, ENUMERATE, SHOW and INFO. */
export const LONG_OPTIONS: Readonly<Record<string, string>> = {
  '--json': 'One JSON object a line.',
  '--watch': 'Rows as they change, until it is stopped.',
  '--dry-run': 'The same as -n.',
  '--help': 'The same as -h.',
  '--version': 'The same as -v.',
};

export const optionOf = (letter: string): OptionSpec | undefined =>
  OPTIONS.find((spec) => spec.letter === letter);

export const takesArgument = (spec: OptionSpec): boolean =>
  spec.codec !== undefined && spec.codec.shape !== '';

/** Ways to root rights add up; of everything else the last one wins. */
export function mergeOptions(before: CallOptions, after: CallOptions): CallOptions {
  const merged = { ...before, ...after };
  if (before.elevation === undefined || after.elevation === undefined) return merged;
  return { ...merged, elevation: { ...before.elevation, ...after.elevation } };
}
