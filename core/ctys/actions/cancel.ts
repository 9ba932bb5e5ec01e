/** CANCEL: shut down, power off, reboot, reset, pause, suspend, change the run level. Chapter 3.3 of the reference. */
import type { MachineAction } from '../../model/action.ts';
import type { Address } from '../../model/address.ts';
import { ADDRESS_KEYS, readAddressPart, writeAddress } from '../address-options.ts';
import { CallError } from '../call-error.ts';
import { readText, type SubOption, writeText } from '../escape.ts';
import { account, seconds, via, WAKE_OPTIONS } from './start-options.ts';
import { field, specOf, type SubOptionSpec, within, word, writeAll } from './sub-option.ts';

type Method = 'POWEROFF' | 'RESET' | 'REBOOT' | 'INIT' | 'PAUSE' | 'SUSPEND';
type Draft = Omit<Partial<MachineAction>, 'verb' | 'target'> & {
  readonly method?: Method;
  readonly stack?: true;
};

const method = (keys: readonly [Method, ...string[]], help: string): SubOptionSpec<Draft> =>
  word<Draft, 'method'>('method', keys, keys[0], help);

const poweroff: SubOptionSpec<Draft> = {
  keys: ['POWEROFF', 'S5'],
  shape: '<seconds>',
  optional: true,
  help: 'Shut down, and power off after so many seconds. The default.',
  read: (argument, before) => ({
    ...before,
    method: 'POWEROFF',
    ...(argument && { delay: seconds.read(argument) }),
  }),
  write: (value) =>
    value.method !== 'POWEROFF' || value.delay === undefined ? null : seconds.write(value.delay),
};

const init: SubOptionSpec<Draft> = {
  keys: ['INIT'],
  shape: '0-6|S',
  words: ['0', '1', '2', '3', '4', '5', '6', 'S'],
  help: 'Change the run level, inside the guest.',
  read(argument = '', before) {
    const level = argument.toUpperCase();
    if (!/^[0-6S]$/.test(level))
      throw new CallError({
        message: `'${argument}' is no run level.`,
        fragment: argument,
        expected: this.words ?? [],
      });
    return { ...before, method: 'INIT', level };
  },
  write: (value) => (value.method === 'INIT' ? (value.level ?? '0') : null),
};

const suspend: SubOptionSpec<Draft> = {
  keys: ['SUSPEND', 'S4'],
  shape: '<state file>',
  optional: true,
  help: 'Save its state to disk and stop.',
  read: (argument, before) => ({
    ...before,
    method: 'SUSPEND',
    ...(argument && { stateFile: readText(argument) }),
  }),
  write: (value) =>
    value.method !== 'SUSPEND'
      ? null
      : value.stateFile === undefined
        ? undefined
        : writeText(value.stateFile),
};

export const CANCEL_OPTIONS: readonly SubOptionSpec<Draft>[] = [
  word<Draft, 'force'>('force', ['FORCE'], true, 'Upper layers and the system are not asked.'),
  {
    ...word<Draft, 'stack'>('stack', ['STACK'], true, 'Upper layers first. The default.'),
    write: () => null,
  },
  word<Draft, 'self'>('self', ['SELF'], true, 'The host itself too, last.'),
  method(['REBOOT'], 'Restart the system.'),
  method(['RESET'], 'Restart the machine.'),
  init,
  method(['PAUSE', 'S3'], 'Stop it in memory.'),
  suspend,
  poweroff,
  word<Draft, 'side'>('side', ['CLIENT', 'C'], 'client', 'Only its clients.'),
  word<Draft, 'side'>('side', ['SERVER', 'S'], 'server', 'Its server.'),
  word<Draft, 'side'>('side', ['BOTH', 'B'], 'both', 'Both.'),
  field<Draft, 'timeout'>('timeout', ['TIMEOUT'], seconds, 'Seconds each layer gets.'),
  field<Draft, 'account'>('account', ['USER'], account, 'Account for native access to the guest.'),
  field<Draft, 'via'>('via', ['VIA'], via, 'How a host is switched, if not in the best way (PM).'),
  wakeFlag(),
  ...within<Draft, 'wake'>(
    'wake',
    WAKE_OPTIONS.filter(({ keys }) => keys[0] === 'BROADCAST' || keys[0] === 'IF'),
  ),
];

/** WOL: its network card is left ready to be woken by. */
function wakeFlag(): SubOptionSpec<Draft> {
  return {
    keys: ['WOL'],
    help: 'Its network card is left armed for Wake-on-LAN (PM).',
    read: (_argument, before) => ({ ...before, wake: { ...before.wake, arm: true } }),
    write: (value) => (value.wake?.arm ? undefined : null),
  };
}

const VERBS = {
  RESET: 'reset',
  REBOOT: 'reboot',
  INIT: 'init',
  PAUSE: 'pause',
  SUSPEND: 'suspend',
} as const;
const METHODS: Readonly<Record<string, Method>> = {
  shutdown: 'POWEROFF',
  poweroff: 'POWEROFF',
  reset: 'RESET',
  reboot: 'REBOOT',
  init: 'INIT',
  pause: 'PAUSE',
  suspend: 'SUSPEND',
};

/** Words of CANCEL that cannot stand together. */
const EXCLUSIVE: readonly (readonly string[])[] = [
  ['FORCE', 'STACK'],
  ['CLIENT', 'SERVER', 'BOTH'],
  ['POWEROFF', 'RESET', 'REBOOT', 'INIT', 'PAUSE', 'SUSPEND'],
  ['CLIENT', 'SUSPEND'],
  ['CLIENT', 'RESET'],
  ['CLIENT', 'POWEROFF'],
  ['BROADCAST', 'IF'],
];

/** One action for each address: a key that comes again begins the next one. @throws CallError */
export function readCancel(
  options: readonly SubOption[],
): readonly Omit<MachineAction, 'on' | 'type' | 'options'>[] {
  const targets: Address[] = [];
  const said: string[] = [];
  let draft: Draft = {};
  for (const option of options) {
    const part = readAddressPart(option);
    if (part !== null) addPart(targets, part);
    else {
      const spec = specOf(CANCEL_OPTIONS, option, ADDRESS_KEYS, 'CANCEL');
      checkExclusive(said, spec.keys[0], option.key);
      said.push(spec.keys[0]);
      draft = spec.read(option.argument, draft);
    }
  }
  const { method: how = 'POWEROFF', stack: _stack, force, ...rest } = draft;
  const verb = how === 'POWEROFF' ? (force ? ('poweroff' as const) : ('shutdown' as const)) : VERBS[how];
  return (targets.length === 0 ? [{}] : targets).map((target) => ({
    verb,
    target,
    ...rest,
    ...(force && verb !== 'poweroff' && { force }),
  }));
}

function addPart(targets: Address[], part: Address): void {
  const last = targets.at(-1);
  const again = last === undefined || last.all || part.all || Object.keys(part).some((key) => key in last);
  if (again) targets.push(part);
  else targets[targets.length - 1] = { ...last, ...part };
}

function checkExclusive(said: readonly string[], word_: string, fragment: string): void {
  for (const group of EXCLUSIVE) {
    const other = group.includes(word_)
      ? said.find((one) => one !== word_ && group.includes(one))
      : undefined;
    if (other !== undefined)
      throw new CallError({ message: `${other} and ${word_} exclude each other.`, fragment });
  }
}

export function writeCancel(action: MachineAction): readonly SubOption[] {
  const { verb, force } = action;
  const how = METHODS[verb];
  const draft: Draft = {
    ...action,
    ...(how !== undefined && { method: how }),
    ...((force || verb === 'poweroff') && { force: true }),
  };
  return [...writeAddress(action.target), ...writeAll(CANCEL_OPTIONS, draft)];
}
