/** Layers from the bottom (VMSTACK): what may stand in what, which run already, and their start one by one. Pure. */
import type { MachineAction, StackCheck } from './action.ts';
import { matches, resolve } from './address.ts';
import { fail } from './failure.ts';
import type { Machine } from './machine.ts';
import { isUp } from './stack.ts';
import { startStep } from './start-plan.ts';
import type { Known, Plan, Step } from './step.ts';
import { checkLayer } from './stack-checks.ts';

interface Layer {
  readonly action: MachineAction;
  readonly machine: Machine;
}

/** @throws Failure bad-input, not-found, not-capable, wrong-state */
export function planLayers(actions: readonly MachineAction[], known: Known): Plan {
  const layers = actions.map((action, at) => layerOf(action, at, known));
  for (const [at, layer] of layers.entries()) {
    const below = layers[at - 1];
    if (below !== undefined) check(below, layer);
  }
  const first = firstToStart(
    layers,
    actions.find(({ options }) => options?.reuse !== undefined)?.options?.reuse ?? 0,
    known,
  );
  const steps: Step[] = [];
  for (const [at, { action, machine }] of layers.entries()) {
    if (at < first) continue;
    const after = steps.slice(-1).map(({ id }) => id);
    steps.push(layerStep(action, machine, after, layers[at + 1]?.machine.host));
  }
  return steps;
}

function layerStep(
  action: MachineAction,
  machine: Machine,
  after: readonly string[],
  answers: string | undefined,
): Step {
  const verb = machine.type === 'PM' ? 'wake' : 'start';
  return startStep({ ...action, verb }, machine, after, answers);
}

const LAYERS: ReadonlySet<Machine['type']> = new Set(['PM', 'XEN', 'QEMU', 'VMW', 'VBOX', 'LIBVIRT']);

function layerOf(action: MachineAction, at: number, { stack }: Known): Layer {
  const { verb, on, type, target } = action;
  if (verb !== 'start' && verb !== 'wake' && verb !== 'resume' && verb !== 'connect')
    throw fail(
      'bad-input',
      `A VMSTACK is created, and cannot ${verb}.`,
      'Use CREATE for each of its layers.',
    );
  const machine = resolve(type === 'PM' ? {} : target, stack.machines.values(), {
    ...(on !== undefined && { host: on.host }),
    ...(type !== undefined && type !== 'ALL' && { type }),
  });
  if (!LAYERS.has(machine.type) || (machine.type === 'PM' && at > 0))
    throw fail(
      'bad-input',
      `${machine.label} (${machine.type}) cannot be layer ${at} of a stack.`,
      'A PM stands at the bottom only; above it are virtual machines.',
    );
  return { action, machine };
}

/** STACKCHECK of the upper layer says what is looked at. */
function check(below: Layer, { action, machine }: Layer): void {
  const checks = action.start?.stackCheck ?? [];
  if (checks === 'off') return;
  const on = (name: StackCheck): boolean => !checks.includes(`NO${name}` as StackCheck);
  const host = below.machine.type === 'PM' ? below.machine.host : below.machine.asHost;
  if (on('CONTEXT') && machine.host !== host)
    throw fail(
      'not-capable',
      `${machine.path} does not stand in ${below.machine.path}.`,
      host === undefined
        ? `${below.machine.label} is not known as a host: add it to the inventory, and start it once.`
        : `Give ${machine.label} the target ${host}.`,
    );
  checkLayer(below.machine, machine, { stackCap: on('STACKCAP'), hwCap: on('HWCAP') });
}

/** -k: 0 none may run, 1 what runs is used where it was asked for, 2 the topmost that runs is used. */
function firstToStart(layers: readonly Layer[], reuse: 0 | 1 | 2, { stack }: Known): number {
  const active = layers.map(({ machine }) => isUp(machine) && machine.state !== 'lost');
  const top = active.lastIndexOf(true);
  for (const [at, { machine }] of layers.entries()) {
    if (machine.type === 'PM' || (reuse === 2 && at <= top)) continue;
    if (active[at] && reuse === 0)
      throw fail(
        'wrong-state',
        `${machine.path} runs already.`,
        'Use it again with -k REUSE:1, or stop it first.',
      );
    if (reuse === 1) checkPlace(machine, stack.machines.values());
  }
  return top + 1;
}

/** The same machine may be configured in several places; it may run in the one asked for only. */
function checkPlace(machine: Machine, machines: Iterable<Machine>): void {
  const same = machine.uuid === undefined ? { label: machine.label } : { uuid: machine.uuid };
  for (const other of machines)
    if (
      other.id !== machine.id &&
      other.type === machine.type &&
      isUp(other) &&
      other.state !== 'lost' &&
      matches(same, other)
    )
      throw fail(
        'wrong-state',
        `${machine.label} runs as ${other.path}, not as ${machine.path}.`,
        'Stop it there first, or ask for that place.',
      );
}
