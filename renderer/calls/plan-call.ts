/** What a call would do: the steps its actions become, and what it only reads. Nothing is done here. */
import type { Action, MachineAction } from '../../core/model/action.ts';
import { matches } from '../../core/model/address.ts';
import { availability } from '../../core/model/availability.ts';
import type { FailureData } from '../../core/model/failure.ts';
import type { Machine } from '../../core/model/machine.ts';
import type { Step } from '../../core/model/plan.ts';
import { asFailure } from '../client.ts';
import { theCore } from '../core.ts';
import { namedAction, VERB_WORDS } from '../machines/verbs.ts';
import { tables } from '../store.ts';
import { type Leaf, leaves } from './read-call.ts';

export interface PlannedStep {
  readonly step: Step;
  readonly machine: Machine | undefined;
  /** Why it could not be done now. */
  readonly why: FailureData | null;
}

export type CallPlan =
  | { readonly at: 'ready'; readonly steps: readonly PlannedStep[]; readonly notes: readonly string[] }
  /** `action`: the one that cannot be planned. */
  | { readonly at: 'failed'; readonly failure: FailureData; readonly action?: MachineAction };

export const isMachineAction = (action: Action): action is MachineAction => action.verb in VERB_WORDS;

/** A shell is a console of the host itself, and no machine. A command runs by itself. */
export const isShell = ({ type, verb, start }: MachineAction): boolean =>
  type === 'CLI' && verb === 'start' && start?.command === undefined;

const LONGEST = 500;

export async function planCall(actions: readonly Action[], signal?: AbortSignal): Promise<CallPlan> {
  const steps: PlannedStep[] = [];
  const notes: string[] = [];
  for (const action of flat(actions).slice(0, LONGEST)) {
    if (!isMachineAction(action) || isShell(action)) {
      notes.push(describe(action));
      continue;
    }
    try {
      const plan = await theCore().api.plan(structuredClone(action) as never, signal ? { signal } : {});
      steps.push(...plan.map((step) => ({ step, ...now(step) })));
    } catch (caught) {
      return { at: 'failed', failure: withType(action, asFailure(caught)), action };
    }
  }
  return { at: 'ready', steps, notes };
}

/** A stack is its layers in their order. */
const flat = (actions: readonly Action[]): readonly Leaf[] =>
  leaves(actions).flatMap((action) => (action.verb === 'stack' ? flat(action.members) : [action]));

function now(step: Step): Pick<PlannedStep, 'machine' | 'why'> {
  const machine = tables.getState().machines.get(step.machine);
  const { verb, ifRunning } = step.action;
  if (machine === undefined) return { machine, why: null };
  const reused = ifRunning !== undefined && availability('connect', machine) === null;
  return { machine, why: reused ? null : availability(verb, machine) };
}

/** CREATE and CANCEL mean VNC sessions unless `-t` says otherwise: the machine that was meant is named. */
function withType(action: MachineAction, failure: FailureData): FailureData {
  const { type: _, ...rest } = action;
  if (failure.code !== 'not-found') return failure;
  const within = rest.on === undefined ? {} : { host: rest.on.host };
  const meant = [...tables.getState().machines.values()].find((machine) =>
    matches(action.target, machine, within),
  );
  if (meant === undefined || meant.type === action.type) return failure;
  return { ...failure, remedy: `${meant.path} is there: add -t ${meant.type.toLowerCase()}.` };
}

const onto = (on: { readonly host: string } | undefined): string => on?.host ?? 'this machine';

/** What an action that becomes no step does, in one sentence. */
export function describe(action: Leaf): string {
  switch (action.verb) {
    case 'list':
      return `Tell what runs on ${onto(action.on)}, as text.`;
    case 'enumerate':
      return `Tell what is configured on ${onto(action.on)}, as text.`;
    case 'show':
      return `Tell what ${onto(action.on)} is doing, as text.`;
    case 'info':
      return `Tell what ${onto(action.on)} is, as text.`;
    case 'port':
      return 'Tell the port a client connects to.';
    case 'active':
      return 'Tell whether it runs.';
    case 'help':
      return 'Show help on the words of calls.';
    case 'version':
      return 'Tell the version of ctys.';
    case 'tool':
      return `Run ctys ${action.tool}.`;
    case 'stack':
      return `Start ${action.members.length} layers, one after the other.`;
    default:
      return 'on' in action ? `Open a shell on ${onto(action.on)}.` : 'Open a shell.';
  }
}

/** Whether somebody has to agree first. */
export const isDestructive = (steps: readonly PlannedStep[]): boolean =>
  steps.some(({ step }) => VERB_WORDS[step.action.verb].warning !== undefined);

/** `Power off tst100`, `Shut down 3 machines`, `Power off tst100 and 2 more steps`: what a button is about to do. */
export function consequence(steps: readonly PlannedStep[]): string {
  const first =
    steps.find(({ step }) => VERB_WORDS[step.action.verb].hard === true) ??
    steps.find(({ step }) => VERB_WORDS[step.action.verb].warning !== undefined) ??
    steps[0];
  if (first === undefined) return 'Run';
  const { verb } = first.step.action;
  const alike = steps.filter(({ step }) => step.action.verb === verb);
  const machines = alike.flatMap(({ machine }) => machine ?? []);
  const others = steps.length - alike.length;
  const more = others === 0 ? '' : ` and ${others} more ${others === 1 ? 'step' : 'steps'}`;
  return `${namedAction(verb, machines)}${more}`;
}

/** What will happen to whom, for the dialog that asks. */
export const warnings = (steps: readonly PlannedStep[]): readonly string[] => [
  ...new Set(steps.flatMap(({ step }) => VERB_WORDS[step.action.verb].warning ?? [])),
];

/** `after 20 s: power off`. */
export function limitText({ limit, fallback }: Step): string {
  if (limit === undefined) return '';
  return fallback === undefined ? `at most ${limit} s` : `after ${limit} s: ${fallback}`;
}
