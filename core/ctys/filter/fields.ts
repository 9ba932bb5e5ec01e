/** The facts a filter can name, one line each: how it is read of a machine, and what may stand behind it. */
import { DRIFTS } from '../../model/drift.ts';
import { type Machine, MACHINE_STATES } from '../../model/machine.ts';
import { TYPES } from '../../model/machine.ts';
import { COLOURS } from '../../model/marks.ts';
import type { Unit } from './amounts.ts';
import type { Around } from './around.ts';

interface Named {
  /** The first is what completion offers. */
  readonly names: readonly [string, ...string[]];
  readonly help: string;
}

/** Any of the texts; `words`: all there can be, lower case. */
export interface TextField extends Named {
  readonly kind: 'text';
  readonly words?: readonly string[];
  readonly read: (machine: Machine, around: Around) => readonly (string | undefined)[];
}

export interface AmountField extends Named {
  readonly kind: 'amount';
  readonly unit: Unit;
  /** What one may want to ask. */
  readonly examples: readonly string[];
  readonly read: (machine: Machine, now: number) => number | undefined;
}

export type Field = TextField | AmountField;

const YES_NO = ['yes', 'no'];
const yesNo = (value: boolean | undefined): readonly string[] => [value === true ? 'yes' : 'no'];

type Names = readonly [string, ...string[]];

const text = (names: Names, help: string, read: TextField['read'], words?: readonly string[]): TextField => ({
  kind: 'text',
  names,
  help,
  read,
  ...(words !== undefined && { words }),
});

const amount = (
  names: Names,
  help: string,
  unit: Unit,
  examples: readonly string[],
  read: AmountField['read'],
): AmountField => ({ kind: 'amount', names, help, unit, examples, read });

export const FIELDS: readonly Field[] = [
  text(['state'], 'what it is doing', (m) => [m.state], MACHINE_STATES),
  text(['host'], 'host it was found on', (m) => [m.host]),
  text(
    ['type'],
    'technology',
    (m) => [m.type],
    TYPES.map((type) => type.toLowerCase()),
  ),
  text(['name', 'label', 'machine'], 'name', (m) => [m.label]),
  text(['tag'], 'one of its tags', (m) => m.marks?.tags ?? []),
  text(['fav', 'favourite', 'favorite'], 'a favourite', (m) => yesNo(m.marks?.favourite), YES_NO),
  text(['color', 'colour'], 'its colour', (m) => [m.marks?.colour ?? 'none'], [...COLOURS, 'none']),
  text(['note'], 'its note', (m) => [m.note, m.marks?.note]),
  text(['user', 'owner'], 'who it belongs to', (m) => [m.user]),
  text(['group'], 'group it belongs to', (m) => [m.group]),
  text(['in'], 'group of its host in the inventory', (m, { groups }) => groups(m.host)),
  text(['drift'], 'how it differs from what is stored', (m, { drift }) => [drift(m.id) ?? 'none'], [
    ...DRIFTS,
    'none',
  ]),
  text(['ip', 'address'], 'one of its addresses', (m) => m.addresses ?? []),
  text(['mac'], 'one of its MAC addresses', (m) => m.macs ?? []),
  text(['uuid'], 'UUID', (m) => [m.uuid]),
  text(['arch'], 'architecture', (m) => [m.arch]),
  text(['path'], 'its place', (m) => [m.path]),
  text(['config'], 'file of its configuration', (m) => [m.config]),
  text(['configured'], 'a configuration is stored', (m) => yesNo(m.configured), YES_NO),
  text(['client'], 'who is connected', (m) => m.clients ?? []),
  amount(['cpu'], 'share of one core', 'share', ['>0.5', '>80%'], (m) => m.cpu),
  amount(['mem', 'memory'], 'memory in use, else all it has', 'size', ['>2G', '512M..4G'], memoryOf),
  amount(['memtotal'], 'memory it has', 'size', ['>=4G'], (m) => m.memoryTotal),
  amount(['vcpus', 'cpus'], 'processors it has', 'number', ['>=2'], (m) => m.vcpus),
  amount(['up'], 'time since it came up', 'time', ['>1d', '<10m'], (m, now) => since(m.since, now)),
  amount(['age', 'seen'], 'time since it was seen', 'time', ['>5m'], (m, now) => since(m.seen, now)),
];

function memoryOf({ memoryUsed, memoryTotal }: Machine): number | undefined {
  return memoryUsed ?? memoryTotal;
}

function since(at: number | undefined, now: number): number | undefined {
  return at === undefined ? undefined : (now - at) / 1000;
}

const BY_NAME = new Map(FIELDS.flatMap((field) => field.names.map((name) => [name, field] as const)));

export const fieldOf = (name: string): Field | undefined => BY_NAME.get(name.toLowerCase());

/** All names, for what was probably meant. */
export const FIELD_NAMES: readonly string[] = [...BY_NAME.keys()];

/** What a word of a filter may begin with, and whole words where all values are known. */
export const FILTER_WORDS: readonly string[] = FIELDS.flatMap((field) => [
  `${field.names[0]}:`,
  ...(field.kind === 'text' ? (field.words ?? []).map((word) => `${field.names[0]}:${word}`) : []),
]);
