/** CREATE: start, connect, resume and wake. Sub-options: chapters 3.1 and 3.2 of the reference. */
import type { ConsoleWord, MachineAction } from '../../model/action.ts';
import { CONSOLES } from '../../model/action.ts';
import type { Address } from '../../model/address.ts';
import { ADDRESS_KEYS, readAddressPart, writeAddress } from '../address-options.ts';
import { CallError } from '../call-error.ts';
import { oneOf, wrong } from '../codec.ts';
import { readList, type SubOption, writeList, readText, writeText } from '../escape.ts';
import { account, START_OPTIONS, seconds, via, WAKE_OPTIONS } from './start-options.ts';
import { field, specOf, type SubOptionSpec, within, word, writeAll } from './sub-option.ts';

/** What is read of it, before the verb is known. */
type Draft = Omit<Partial<MachineAction>, 'verb' | 'target'> & { readonly manner?: Manner };
type Manner = 'connect' | 'reuse' | 'reconnect' | 'resume' | 'unpause' | 'wake';

const manner = (key: string, value: Manner, help: string): SubOptionSpec<Draft> =>
  word<Draft, 'manner'>('manner', [key], value, help);

/** Which one of several of a kind stands behind a `%`. */
const consoleOption: SubOptionSpec<Draft> = {
  keys: ['CONSOLE'],
  shape: '<console>[%<id>]',
  words: CONSOLES,
  help: 'How its console is shown.',
  read(argument = '', before) {
    const [kind = '', offer, ...more] = readList(argument);
    if (more.length > 0 || offer === '') throw wrong(argument, '<console>[%<id>]', CONSOLES);
    const found: ConsoleWord = oneOf(CONSOLES).read(kind);
    return { ...before, console: found, ...(offer !== undefined && { offer }) };
  },
  write: ({ console, offer }) =>
    console === undefined ? null : writeList([console, ...(offer === undefined ? [] : [offer])]),
};

const resume: SubOptionSpec<Draft> = {
  keys: ['RESUME'],
  shape: '<state file>',
  optional: true,
  help: 'Go on from a saved state; the one kept by the product if no file is named.',
  read: (argument, before) => ({
    ...before,
    manner: 'resume',
    ...(argument && { stateFile: readText(argument) }),
  }),
  write: (value) =>
    value.manner !== 'resume' ? null : value.stateFile === undefined ? undefined : writeText(value.stateFile),
};

const wake: SubOptionSpec<Draft> = {
  keys: ['WOL'],
  shape: '<seconds>',
  optional: true,
  help: 'Wake a sleeping host; looked for after so many seconds.',
  read: (argument, before) => ({
    ...before,
    manner: 'wake',
    ...(argument && { delay: seconds.read(argument) }),
  }),
  write: (value) =>
    value.manner !== 'wake' ? null : value.delay === undefined ? undefined : seconds.write(value.delay),
};

export const CREATE_OPTIONS: readonly SubOptionSpec<Draft>[] = [
  manner('CONNECT', 'connect', 'A console of what runs already; refused if it does not.'),
  manner('REUSE', 'reuse', 'A console if it runs, else start it.'),
  manner('RECONNECT', 'reconnect', 'Like REUSE, but its other clients are closed first.'),
  resume,
  manner('UNPAUSE', 'unpause', 'Go on after PAUSE.'),
  wake,
  consoleOption,
  ...within<Draft, 'start'>('start', START_OPTIONS),
  ...within<Draft, 'wake'>('wake', WAKE_OPTIONS),
  field<Draft, 'account'>('account', ['USER'], account, 'Account for native access to the guest.'),
  field<Draft, 'via'>('via', ['VIA'], via, 'How a host is switched, if not in the best way (PM).'),
];

const VERBS = {
  connect: 'connect',
  resume: 'resume',
  unpause: 'unpause',
  wake: 'wake',
  reuse: 'start',
  reconnect: 'start',
} as const;

/** @throws CallError */
export function readCreate(options: readonly SubOption[]): Omit<MachineAction, 'on' | 'type' | 'options'> {
  let target: Address = {};
  let draft: Draft = {};
  let told: string | undefined;
  for (const option of options) {
    const part = readAddressPart(option);
    if (part !== null) target = { ...target, ...part };
    else {
      const spec = specOf(CREATE_OPTIONS, option, ADDRESS_KEYS, 'CREATE');
      const next = spec.read(option.argument, draft);
      if (next.manner !== draft.manner && told !== undefined) throw twice(told, option.key);
      if (next.manner !== draft.manner) told = option.key;
      draft = next;
    }
  }
  checkWake(draft);
  const { manner: how, ...rest } = draft;
  const ifRunning = how === 'reuse' ? 'connect' : how === 'reconnect' ? 'reconnect' : undefined;
  return {
    verb: how === undefined ? 'start' : VERBS[how],
    target,
    ...rest,
    ...(ifRunning !== undefined && { ifRunning }),
  };
}

const twice = (first: string, second: string): CallError =>
  new CallError({
    message: `${first.toUpperCase()} and ${second.toUpperCase()} exclude each other.`,
    fragment: second,
  });

function checkWake({ wake: how }: Draft): void {
  if (how?.broadcast !== undefined && how.interface !== undefined) throw twice('BROADCAST', 'IF');
  if (how?.port !== undefined && how.broadcast === undefined)
    throw new CallError({ message: 'PORT goes with BROADCAST.', fragment: 'PORT' });
}

export function writeCreate(action: MachineAction): readonly SubOption[] {
  const { verb, ifRunning } = action;
  const how: Manner | undefined =
    verb === 'start' ? (ifRunning === 'connect' ? 'reuse' : ifRunning) : (verb as Manner);
  const draft: Draft = { ...action, ...(how !== undefined && { manner: how }) };
  return [...writeAddress(action.target), ...writeAll(CREATE_OPTIONS, draft)];
}
