/** The verbs as people read them, and what a machine's next action is. */
import type { MachineAction, PowerPath } from '../../core/model/action.ts';
import { DEFAULT_POWEROFF_DELAY } from '../../core/model/action.ts';
import { availability, CAPABLE } from '../../core/model/availability.ts';
import type { ConsoleKind, ConsoleOffer } from '../../core/model/console.ts';
import type { Machine } from '../../core/model/machine.ts';
import { isTransition } from '../../core/model/machine.ts';
import { powerPaths } from '../../core/model/power-path.ts';
import type { Verb } from '../../core/model/verb.ts';
import { verbWord } from '../words/verbs.ts';
import { type Words, words } from '../words/words.ts';
import { count } from '../ui/format.ts';

export interface VerbWords {
  readonly label: string;
  /** Present: it is asked about before. What will happen, for one machine or several. */
  readonly warning?: string;
  /** Cannot be taken back. */
  readonly hard?: boolean;
}

/** Called as the language has it when it is asked. */
const named = (verb: Verb): VerbWords => ({
  get label() {
    return verbWord(verb);
  },
});

const warned = (verb: keyof Words['machine']['warnings'], hard = false): VerbWords => ({
  ...(hard && { hard }),
  get label() {
    return verbWord(verb);
  },
  get warning() {
    const warning = words().machine.warnings[verb];
    return typeof warning === 'string' ? warning : warning(DEFAULT_POWEROFF_DELAY);
  },
});

export const VERB_WORDS: Readonly<Record<Verb, VerbWords>> = {
  start: named('start'),
  connect: named('connect'),
  resume: named('resume'),
  wake: named('wake'),
  shutdown: warned('shutdown'),
  poweroff: warned('poweroff', true),
  reboot: warned('reboot'),
  reset: warned('reset', true),
  pause: named('pause'),
  unpause: named('unpause'),
  suspend: named('suspend'),
  init: warned('init'),
  rename: named('rename'),
};

/** Order of the verbs in menus. */
const MENU: readonly Verb[] = [
  'start',
  'resume',
  'wake',
  'shutdown',
  'reboot',
  'pause',
  'unpause',
  'suspend',
  'reset',
  'poweroff',
];

/** Verbs shown for a machine: those its technology has; the console has an entry of its own. */
export const verbsOf = (machine: Machine): readonly Verb[] =>
  MENU.filter((verb) => (CAPABLE[machine.type]?.includes(verb) ?? false) && !isAlias(verb, machine));

/** Pausing a host is powering it off, by another word. */
const isAlias = (verb: Verb, { type }: Machine): boolean =>
  type === 'PM' && (verb === 'pause' || verb === 'suspend');

/** Of a host a stop means the host itself, after all it carries. */
export function actionOn(verb: Verb, machine: Machine, offer?: string, via?: PowerPath): MachineAction {
  // Whoever stops a host by its row means the host itself.
  const self = machine.type === 'PM' && VERB_WORDS[verb].warning !== undefined;
  return {
    verb,
    target: { id: machine.id },
    ...(self && { self: true as const }),
    ...(offer !== undefined && { offer }),
    ...(via !== undefined && powerPaths({ verb }).includes(via) && { via }),
  };
}

/** The console Enter opens: the one opened last, else the first that can be opened, at best one nobody else has. */
export function preferredConsole(machine: Machine, last?: string): ConsoleOffer | undefined {
  const open = machine.consoles.filter(({ blocked }) => blocked === undefined);
  return open.find(({ id }) => id === last) ?? open.find(({ held }) => held === undefined) ?? open[0];
}

/** The first console of that kind that can be opened. */
export const offerOf = (machine: Machine, kind: ConsoleKind): ConsoleOffer | undefined =>
  availability('connect', machine) === null
    ? machine.consoles.find((offer) => offer.kind === kind && offer.blocked === undefined)
    : undefined;

/** What one most likely wants next: start what is off, resume what sleeps, continue what is paused, else connect. */
export function nextAction(machine: Machine, lastConsole?: string): MachineAction {
  const first: readonly Verb[] = ['resume', 'start', 'unpause'];
  const verb = first.find((candidate) => availability(candidate, machine) === null);
  if (verb !== undefined && !isTransition(machine.state)) return actionOn(verb, machine);
  return actionOn('connect', machine, preferredConsole(machine, lastConsole)?.id);
}

/** `Power off tst100`, `Power off 3 machines`: the words on a button name their target. */
export function namedAction(verb: Verb, machines: readonly Machine[]): string {
  const [first] = machines;
  const target =
    machines.length === 1 && first !== undefined ? shorten(first.label) : count(machines.length, 'machine');
  return words().verbs.act(verb, VERB_WORDS[verb].label, target);
}

/** Long labels are cut in the middle, where they differ least. */
export function shorten(label: string, most = 40): string {
  const half = Math.floor((most - 1) / 2);
  return label.length <= most ? label : `${label.slice(0, half)}…${label.slice(-half)}`;
}
