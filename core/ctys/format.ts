/**
 * An action as the ctys call that means it: the text behind every click. `parseText` is the inverse.
 * Grammar and words: the ancestor's manual, ctys(1) of UnifiedSessionsManager 01.11.
 */
import type { Action, BatchAction, ConsoleWord, MachineAction, Place, StackAction } from '../model/action.ts';
import { DEFAULT_POWEROFF_DELAY, LOCALHOST } from '../model/action.ts';
import type { Address } from '../model/address.ts';
import type { CallOptions } from '../model/call-options.ts';
import type { Machine } from '../model/machine.ts';
import { type CalledAction, writeAction } from './actions/index.ts';
import { OPTIONS } from './options/table.ts';
import { SESSION_TYPES } from './session-types.ts';
import { quoteWord } from './shell-words.ts';

/** The call, quoted for a POSIX shell. */
export const formatAction = (action: Action): string => callWords(action).map(quoteWord).join(' ');

/** The call as a program gets it. */
export function callWords(action: Action): readonly string[] {
  switch (action.verb) {
    case 'tool':
      return ['ctys', action.tool, ...action.words];
    case 'help':
      return ['ctys', ...(action.topics === undefined ? ['-h'] : ['-H', action.topics.join(',')])];
    case 'version':
      return ['ctys', ...(action.terse ? ['-X'] : []), ['-v', '-V', '-vV'][(action.detail ?? 1) - 1] ?? '-v'];
    case 'task':
    case 'group':
    case 'stack':
      return ['ctys', writeBatch(action)];
    default:
      return ['ctys', ...callOptions(action), ...(action.on === undefined ? [] : [writePlace(action.on)])];
  }
}

/** `-t`, `-a` and the generic options in the order of their table. */
function callOptions(action: CalledAction): readonly string[] {
  const { text, type: usual } = writeAction(action);
  const type = action.type ?? usual;
  return [
    ...(type === usual ? [] : ['-t', SESSION_TYPES.write(type).toLowerCase()]),
    ...['-a', text],
    ...writeOptions(action.options ?? {}),
  ];
}

function writeOptions(options: CallOptions): readonly string[] {
  return OPTIONS.flatMap(({ letter, name, codec }) => {
    const value = name === undefined ? undefined : options[name];
    if (value === undefined) return [];
    return codec === undefined ? [`-${letter}`] : [`-${letter}`, codec.write(value)];
  });
}

const writePlace = ({ host, user, port }: Place): string =>
  `${user === undefined ? '' : `${user}@`}${host}${port === undefined ? '' : `:${port}`}`;

const KEYWORDS = { task: 'SUBTASK', group: 'SUBGROUP', stack: 'VMSTACK' } as const;

const writeBatch = ({ verb, members }: BatchAction | StackAction): string =>
  `${KEYWORDS[verb]}{${members.map(writeMember).join(' ')}}`;

/** What cannot be a member is not written. */
function writeMember(member: Action): string {
  switch (member.verb) {
    case 'task':
    case 'group':
    case 'stack':
      return writeBatch(member);
    case 'tool':
    case 'help':
    case 'version':
      return '';
    default: {
      const options = callOptions(member).map(quoteWord).join(' ');
      return `${writePlace(member.on ?? LOCALHOST)}(${options})`;
    }
  }
}

/** Labels ctys accepts as they are. */
const LABEL = /^[A-Za-z0-9_-]{1,29}$/;

function machineAddress({ label, uuid, config }: Machine): Address {
  if (LABEL.test(label)) return { label };
  if (uuid !== undefined) return { uuid: uuid.replaceAll('-', '') };
  return config === undefined ? { label } : { config };
}

/** How a console of a kind is usually shown. */
const consoleWord = (kind: 'tty' | 'rfb' | undefined): ConsoleWord =>
  kind === undefined ? 'NONE' : kind === 'rfb' ? 'VNC' : 'CLI';

const OPENING: ReadonlySet<string> = new Set(['start', 'connect', 'resume', 'unpause']);

/** The action as it can be typed anywhere: the machine by its name, the host it is on, what is usual said. */
export function spelledOut(action: MachineAction, machine: Machine): MachineAction {
  const { offer, ...rest } = action;
  const on = machine.host === 'localhost' ? {} : { on: { host: machine.host } };
  if (machine.type === 'PM' && action.verb === 'connect')
    return { verb: 'start', target: { label: 'shell' }, type: 'CLI', ...on };
  const kind = machine.consoles.find(({ id }) => id === offer)?.kind;
  const others = machine.consoles.filter((other) => other.kind === kind);
  return {
    ...rest,
    target: machineAddress(machine),
    type: machine.type,
    ...on,
    ...(OPENING.has(action.verb) && { console: action.console ?? consoleWord(kind) }),
    ...(offer !== undefined && others.length > 1 && { offer }),
    ...(action.verb === 'shutdown' && { delay: action.delay ?? DEFAULT_POWEROFF_DELAY }),
    ...(action.verb === 'poweroff' && { delay: action.delay ?? 0 }),
    ...(action.verb === 'reset' && { force: true }),
  };
}

/** The call that does `action` to `machine`, quoted for a POSIX shell. */
export const formatCall = (action: MachineAction, machine: Machine): string =>
  formatAction(spelledOut(action, machine));
