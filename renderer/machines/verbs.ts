/** The verbs as people read them, and what a machine's next action is. */
import type { MachineAction } from '../../core/model/action.ts';
import { DEFAULT_POWEROFF_DELAY } from '../../core/model/action.ts';
import { availability, CAPABLE } from '../../core/model/availability.ts';
import type { ConsoleOffer } from '../../core/model/console.ts';
import type { Machine } from '../../core/model/machine.ts';
import { isTransition } from '../../core/model/machine.ts';
import type { Verb } from '../../core/model/verb.ts';

export interface VerbWords {
  readonly label: string;
  /** In the table. */
  readonly key?: string;
  /** Present: it is asked about before. What will happen, for one machine or several. */
  readonly warning?: string;
  /** Cannot be taken back. */
  readonly hard?: boolean;
}

export const VERB_WORDS: Readonly<Record<Verb, VerbWords>> = {
  start: { label: 'Start', key: 's' },
  connect: { label: 'Open console', key: 'Enter' },
  resume: { label: 'Resume' },
  wake: { label: 'Wake' },
  shutdown: {
    label: 'Shut down',
    key: 'x',
    warning: `The system is asked to shut down. What has not ended after ${DEFAULT_POWEROFF_DELAY} s is powered off.`,
  },
  poweroff: {
    label: 'Power off',
    hard: true,
    warning: 'The power is cut at once. Whatever is not on disk is lost.',
  },
  reboot: { label: 'Reboot', warning: 'The system is asked to restart. Its users are disconnected.' },
  reset: {
    label: 'Reset',
    hard: true,
    warning: 'The machine restarts at once, as by its reset button. Whatever is not on disk is lost.',
  },
  pause: { label: 'Pause' },
  unpause: { label: 'Continue' },
  suspend: { label: 'Suspend to disk' },
  init: { label: 'Change run level', warning: 'The system is asked to change its run level.' },
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
export function actionOn(verb: Verb, machine: Machine, offer?: string): MachineAction {
  // Whoever stops a host by its row means the host itself.
  const self = machine.type === 'PM' && VERB_WORDS[verb].warning !== undefined;
  return {
    verb,
    target: { id: machine.id },
    ...(self && { self: true as const }),
    ...(offer !== undefined && { offer }),
  };
}

/** The console Enter opens: the one opened last, else the first that can be opened. */
export function preferredConsole(machine: Machine, last?: string): ConsoleOffer | undefined {
  const open = machine.consoles.filter(({ blocked }) => blocked === undefined);
  return open.find(({ id }) => id === last) ?? open[0];
}

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
    machines.length === 1 && first !== undefined ? shorten(first.label) : `${machines.length} machines`;
  return `${VERB_WORDS[verb].label} ${target}`;
}

/** Long labels are cut in the middle, where they differ least. */
export function shorten(label: string, most = 40): string {
  const half = Math.floor((most - 1) / 2);
  return label.length <= most ? label : `${label.slice(0, half)}…${label.slice(-half)}`;
}
