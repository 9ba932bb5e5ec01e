/**
 * What an action becomes: steps with what each waits for, its time limit and its ways, tried in turn. A pure function of
 * the action and the inventory; a dry run shows it, jobs carry it out.
 */
import type { Action, BatchAction, MachineAction, StackAction } from './action.ts';
import { matches, resolve, type Within } from './address.ts';
import { creation, isCreation } from './creation.ts';
import { availability } from './availability.ts';
import { Failure, fail } from './failure.ts';
import { endsClients, type Machine } from './machine.ts';
import { isName, isPassing } from './rename.ts';
import { isUp, stackOf } from './stack.ts';
import { type Inventory, type Known, type Plan, type Step, step, type Way } from './step.ts';
import { planLayers } from './stack-plan.ts';
import { hostWays, Starts } from './start-plan.ts';
import { Stops } from './stop-plan.ts';
import { suited } from './suited.ts';
import { isStop, type Verb, VERBS } from './verb.ts';

/** What can be planned as one: an action, several side by side, or layers from the bottom. */
export type Planned = MachineAction | BatchAction | StackAction;

/** @throws Failure not-found, ambiguous, bad-input, not-capable */
export function plan(asked: Planned, { machines, hosts = [] }: Inventory): Plan {
  const known: Known = {
    stack: stackOf(machines),
    hosts: new Map([...hosts].map((host) => [host.config.name, host])),
  };
  if (asked.verb === 'stack') return planLayers(asked.members.map(machineAction), known);
  const actions = 'members' in asked ? asked.members.map(machineAction) : [asked];
  const starts = new Starts(known);
  const stops = new Stops(known);
  const others: Step[] = [];
  for (const action of actions) {
    if (isCreation(action)) {
      others.push(...creation(action, known.stack.machines.values()));
      continue;
    }
    for (const machine of meant(action, known)) {
      const named = action.target.all ? { ...action, target: { id: machine.id } } : action;
      const fitting = suited(named, machine);
      if (isStop(fitting.verb) && fitting.side !== 'client') stops.add(fitting, machine);
      else if (STARTS.has(fitting.verb)) starts.add(fitting, machine);
      else if (fitting.verb === 'rename') others.push(renaming(fitting, machine, known));
      else others.push(single(fitting, machine));
    }
  }
  return [...stops.steps(), ...starts.steps(), ...others];
}

const STARTS: ReadonlySet<Verb> = new Set(['start', 'resume']);

/** @throws Failure bad-input */
export function machineAction(action: Action): MachineAction {
  if (isMachineAction(action)) return action;
  throw fail('bad-input', `${action.verb} is no action on a machine.`, 'Call it by itself.');
}

const isMachineAction = (action: Action): action is MachineAction =>
  (VERBS as readonly string[]).includes(action.verb);

/** The machine an action names; all that run where it says ALL. */
export function meant(action: MachineAction, { stack }: Known): readonly Machine[] {
  const { target } = action;
  if (!target.all || action.type === 'PM')
    return [resolve(target.all ? {} : target, stack.machines.values(), within(action))];
  return [...stack.machines.values()].filter(
    (machine) =>
      machine.type !== 'PM' && !machine.control && isUp(machine) && matches({}, machine, within(action)),
  );
}

/** What the action itself says of where its machine is. */
function within({ on, type }: MachineAction): Within {
  return {
    ...(on !== undefined && { host: on.host }),
    ...(type !== undefined && type !== 'ALL' && { type }),
  };
}

/** @throws Failure bad-input, not-capable, wrong-state */
function renaming(action: MachineAction, machine: Machine, { stack }: Known): Step {
  const { newName = '' } = action;
  if (!isName(newName))
    throw fail(
      'bad-input',
      `'${newName}' is no name for a machine.`,
      'Use letters, digits and - _ . +, a letter or digit first, 63 at most.',
    );
  const refusal = availability('rename', machine);
  if (refusal !== null) throw new Failure(refusal);
  const { host, type, id } = machine;
  const namesake = [...stack.machines.values()].find(
    (one) => one.label === newName && one.host === host && one.type === type && one.id !== id,
  );
  if (namesake !== undefined)
    throw fail('wrong-state', `${namesake.path} is there already.`, 'Choose another name.');
  return step(action, machine, {
    ways: [{ by: 'hypervisor', limit: 60 }],
    ...(isPassing(machine) && { note: 'The name holds until it ends; its configuration keeps the old one.' }),
  });
}

/** Wake, connect, and what only ends clients: nothing else is concerned. */
function single(action: MachineAction, machine: Machine): Step {
  const isOurs = action.side === 'client' && !endsClients(machine);
  const ways: readonly Way[] =
    action.verb === 'connect' || isOurs
      ? []
      : action.verb === 'wake' && machine.type === 'PM'
        ? hostWays(action, machine)
        : [{ by: 'hypervisor', limit: 60 }];
  return step(action, machine, { ways });
}
