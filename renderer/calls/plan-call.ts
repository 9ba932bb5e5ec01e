/** What a call would do: the steps its actions become, and what it only reads. Nothing is done here. */
import type { Action, MachineAction } from '../../core/model/action.ts';
import { matches } from '../../core/model/address.ts';
import { availability } from '../../core/model/availability.ts';
import type { FailureData } from '../../core/model/failure.ts';
import type { Machine } from '../../core/model/machine.ts';
import type { Planned } from '../../core/model/plan.ts';
import type { Step } from '../../core/model/step.ts';
import { asFailure } from '../client.ts';
import { theCore } from '../core.ts';
import { namedAction, VERB_WORDS } from '../machines/verbs.ts';
import { tables } from '../store.ts';
import { type Leaf, leaves } from './read-call.ts';
import { words } from '../words/words.ts';

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
  for (const action of leaves(actions).slice(0, LONGEST)) {
    const planned = asPlanned(action);
    if (planned === null) {
      notes.push(describe(action));
      continue;
    }
    try {
      const plan = await theCore().api.plan(structuredClone(planned) as never, signal ? { signal } : {});
      steps.push(...plan.map((step) => ({ step, ...now(step) })));
      if (plan.length === 0) notes.push(words().calls.nothingRuns);
    } catch (caught) {
      if (!isMachineAction(action)) return { at: 'failed', failure: asFailure(caught) };
      return { at: 'failed', failure: withType(action, asFailure(caught)), action };
    }
  }
  return { at: 'ready', steps, notes };
}

/** What the core plans of an action; null: it is no action on machines. The layers of a stack are planned as one. */
export function asPlanned(action: Leaf): Planned | null {
  if (isMachineAction(action)) return isShell(action) ? null : action;
  if (action.verb !== 'stack') return null;
  const members = action.members.filter(isMachineAction).filter((member) => !isShell(member));
  return members.length === 0 ? null : { verb: 'stack', members };
}

function now(step: Step): Pick<PlannedStep, 'machine' | 'why'> {
  const machine = tables.getState().machines.get(step.machine);
  const { verb, ifRunning } = step.action;
  // What others come before is not yet as it will be.
  if (machine === undefined || step.after.length > 0) return { machine, why: null };
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
  return { ...failure, remedy: words().calls.addType(meant.path, meant.type.toLowerCase()) };
}

const onto = (on: { readonly host: string } | undefined): string => on?.host ?? words().common.thisMachine;

/** What an action that becomes no step does, in one sentence. */
export function describe(action: Leaf): string {
  switch (action.verb) {
    case 'list':
      return words().calls.tellRuns(onto(action.on));
    case 'enumerate':
      return words().calls.tellStored(onto(action.on));
    case 'show':
      return words().calls.tellDoing(onto(action.on));
    case 'info':
      return words().calls.tellIs(onto(action.on));
    case 'port':
      return words().calls.tellPort;
    case 'active':
      return words().calls.tellActive;
    case 'help':
      return words().calls.tellHelp;
    case 'version':
      return words().calls.tellVersion;
    case 'tool':
      if (action.tool === 'createVM') return words().calls.makeGuest;
      return words().calls.runTool(action.tool);
    case 'stack':
      return words().calls.startLayers(action.members.length);
    default:
      return 'on' in action ? words().calls.shellOn(onto(action.on)) : words().calls.shell;
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
  if (first === undefined) return words().common.run;
  const { verb } = first.step.action;
  const alike = steps.filter(({ step }) => step.action.verb === verb);
  const machines = alike.flatMap(({ machine }) => machine ?? []);
  const others = steps.length - alike.length;
  const more = others === 0 ? '' : words().calls.moreSteps(others);
  return `${namedAction(verb, machines)}${more}`;
}

/** What will happen to whom, for the dialog that asks. */
export const warnings = (steps: readonly PlannedStep[]): readonly string[] => [
  ...new Set(steps.flatMap(({ step }) => VERB_WORDS[step.action.verb].warning ?? [])),
];
