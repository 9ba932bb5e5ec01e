/** The actions of `-a`, one line each: how their sub-options are read, written and told of. */
import type { Action, MachineAction, QueryAction } from '../../model/action.ts';
import type { MachineType } from '../../model/machine.ts';
import { ADDRESS_KEYS, readAddressPart, writeAddress } from '../address-options.ts';
import { CallError } from '../call-error.ts';
import { joinSubOptions, type SubOption, splitSubOptions } from '../escape.ts';
import { CANCEL_OPTIONS, readCancel, writeCancel } from './cancel.ts';
import { CREATE_OPTIONS, readCreate, writeCreate } from './create.ts';
import { RENAME_OPTIONS, readRename, writeRename } from './rename.ts';
import { ENUMERATE_OPTIONS, LIST_OPTIONS, readTable, writeTable } from './table-options.ts';

/** An action before it is said where and how. */
type Bare = DistributiveOmit<CalledAction, 'on' | 'type' | 'options'>;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** Actions that `-a` names. */
export type CalledAction = Extract<Action, { readonly verb: CalledVerb }>;
type CalledVerb = MachineAction['verb'] | 'list' | 'enumerate' | 'show' | 'info' | 'port' | 'active';

/** What help and completion need of a sub-option. */
export interface SubOptionHelp {
  readonly keys: readonly [string, ...string[]];
  readonly shape?: string;
  readonly optional?: true;
  readonly words?: readonly string[];
  readonly help: string;
}

export interface ActionSpec {
  readonly word: string;
  readonly help: string;
  /** Technology when `-t` is not given. */
  readonly type: MachineType;
  readonly options: readonly SubOptionHelp[];
  /** Whether parts of an address stand among the sub-options. */
  readonly addressed: boolean;
  /** @throws CallError */
  read(options: readonly SubOption[], text: string): readonly Bare[];
}

const JSON_OPTION: SubOptionHelp = { keys: ['JSON'], help: 'One JSON object a host.' };

function readReport(verb: 'show' | 'info', options: readonly SubOption[]): readonly Bare[] {
  const other = options.find(({ key }) => key.toUpperCase() !== 'JSON');
  if (other !== undefined)
    throw new CallError({
      message: `'${other.key}' is no sub-option of ${verb.toUpperCase()}.`,
      fragment: other.key,
      expected: ['JSON'],
    });
  return [{ verb, ...(options.length > 0 && { json: true as const }) }];
}

/** Keyed parts of an address; a bare word is a label, a number or a path an id. */
function readQuery(verb: QueryAction['verb'], options: readonly SubOption[], text: string): readonly Bare[] {
  if (options.length === 0)
    throw new CallError({
      message: `${verb === 'port' ? 'GETCLIENTPORT' : 'ISACTIVE'} needs an address.`,
      remedy: 'Name the machine, by its label for instance: l:tst100.',
    });
  const [only] = options;
  if (options.length === 1 && only !== undefined && only.argument === undefined && only.key !== '')
    return [{ verb, target: /^(?:\d+$|\/)/.test(only.key) ? { id: only.key } : { label: only.key } }];
  const parts = options.map((option) => {
    const part = readAddressPart(option);
    if (part === null)
      throw new CallError({
        message: `'${option.key}' is no part of an address.`,
        fragment: option.key || text,
        expected: ADDRESS_KEYS,
      });
    return part;
  });
  return [{ verb, target: Object.assign({}, ...parts) }];
}

export const ACTIONS: readonly ActionSpec[] = [
  {
    word: 'CREATE',
    help: 'Start, connect to, resume or wake a machine or session.',
    type: 'VNC',
    options: CREATE_OPTIONS,
    addressed: true,
    read: (options) => [readCreate(options)],
  },
  {
    word: 'CANCEL',
    help: 'Shut down, power off, reboot, reset, pause or suspend.',
    type: 'VNC',
    options: CANCEL_OPTIONS,
    addressed: true,
    read: readCancel,
  },
  {
    word: 'RENAME',
    help: 'Give a machine another name, where its hypervisor can.',
    type: 'ALL',
    options: RENAME_OPTIONS,
    addressed: true,
    read: (options) => [readRename(options)],
  },
  {
    word: 'LIST',
    help: 'What runs: machines, sessions, tunnels.',
    type: 'ALL',
    options: LIST_OPTIONS,
    addressed: false,
    read: (options) => [readTable('list', options)],
  },
  {
    word: 'ENUMERATE',
    help: 'What is configured, running or not.',
    type: 'ALL',
    options: ENUMERATE_OPTIONS,
    addressed: false,
    read: (options) => [readTable('enumerate', options)],
  },
  {
    word: 'SHOW',
    help: 'What a host is doing: load, memory, processes, health.',
    type: 'ALL',
    options: [JSON_OPTION],
    addressed: false,
    read: (options) => readReport('show', options),
  },
  {
    word: 'INFO',
    help: 'What a host is: system, processors, software, technologies and rights.',
    type: 'ALL',
    options: [JSON_OPTION],
    addressed: false,
    read: (options) => readReport('info', options),
  },
  {
    word: 'GETCLIENTPORT',
    help: 'The port a client of a session connects to.',
    type: 'ALL',
    options: [],
    addressed: true,
    read: (options, text) => readQuery('port', options, text),
  },
  {
    word: 'ISACTIVE',
    help: 'Whether a machine or session runs: 0 it does, 1 it does not.',
    type: 'ALL',
    options: [],
    addressed: true,
    read: (options, text) => readQuery('active', options, text),
  },
];

export interface ReadAction {
  readonly spec: ActionSpec;
  readonly actions: readonly Bare[];
}

/** `CREATE=l:tst100,REUSE`: only the first `=` counts. @throws CallError */
export function readAction(text: string): ReadAction {
  const at = text.indexOf('=');
  const name = at === -1 ? text : text.slice(0, at);
  const spec = ACTIONS.find(({ word }) => word === name.toUpperCase());
  if (spec === undefined)
    throw new CallError({
      message: name === '' ? 'An action is missing behind -a.' : `'${name}' is no action.`,
      fragment: name,
      expected: ACTIONS.map(({ word }) => word),
    });
  const rest = at === -1 ? '' : text.slice(at + 1);
  return { spec, actions: spec.read(splitSubOptions(rest), rest) };
}

const START_VERBS: ReadonlySet<string> = new Set(['start', 'connect', 'resume', 'unpause', 'wake']);

/** The argument of `-a` that means the action, and its technology by default. */
export function writeAction(action: CalledAction): { readonly text: string; readonly type: MachineType } {
  const [name, options, type] = partsOf(action);
  const text = joinSubOptions(options);
  return { text: text === '' ? name : `${name}=${text}`, type };
}

function partsOf(action: CalledAction): readonly [string, readonly SubOption[], MachineType] {
  switch (action.verb) {
    case 'list':
    case 'enumerate':
      return [action.verb, writeTable(action), 'ALL'];
    case 'show':
    case 'info':
      return [action.verb, action.json ? [{ key: 'JSON' }] : [], 'ALL'];
    case 'port':
      return ['getclientport', writeAddress(action.target), 'ALL'];
    case 'active':
      return ['isactive', writeAddress(action.target), 'ALL'];
    case 'rename':
      return ['rename', writeRename(action), 'ALL'];
    default:
      return START_VERBS.has(action.verb)
        ? ['create', writeCreate(action), 'VNC']
        : ['cancel', writeCancel(action), 'VNC'];
  }
}
