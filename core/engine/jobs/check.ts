/** Whether a step can be done, before any of its plan is begun. */
import { availability } from '../../model/availability.ts';
import { Failure, fail } from '../../model/failure.ts';
import { isMade, type Machine } from '../../model/machine.ts';
import type { Step, Way } from '../../model/step.ts';
import type { Verb } from '../../model/verb.ts';
import type { Operation, Plugin } from '../../plugins/plugin.ts';

export interface CheckOptions {
  /** A stop that others wait for: what its state is then is looked at then. */
  readonly isInner: boolean;
  /** Nothing changes its machine before. */
  readonly isFirst: boolean;
  /** It ends what another job does to the machine. */
  readonly overrides: boolean;
}

/** The verb a way comes down to. undefined: the system itself is asked, which needs no plugin's verb. */
export function verbOfWay({ action }: Step, { type }: Machine, { by }: Way): Verb | undefined {
  if (by === 'force') return 'poweroff';
  return by === 'ssh' && type !== 'PM' ? undefined : action.verb;
}

export function operationOf(
  plugins: readonly Plugin[],
  { type }: Machine,
  verb: Verb,
): Operation | undefined {
  const plugin = plugins.find((one) => one.type === type);
  if (verb !== 'start' || !isMade(type)) return plugin?.operations[verb];
  const create = plugin?.create;
  // A session that is not there yet: its plugin makes it.
  return (
    create && {
      from: ['off'],
      via: 'starting',
      to: 'running',
      run: (on, _machine, action, o) => create(on, action, o),
    }
  );
}

/** @throws Failure not-capable, wrong-state, connection-lost */
export function checkStep(
  step: Step,
  machine: Machine,
  plugins: readonly Plugin[],
  { isInner, isFirst, overrides }: CheckOptions,
): void {
  const { verb, stateFile } = step.action;
  const verbs = step.ways.map((way) => verbOfWay(step, machine, way));
  const able = verbs.filter((one) => one === undefined || operationOf(plugins, machine, one) !== undefined);
  if (able.length === 0) throw fail('not-capable', `${machine.type} machines cannot ${verb}.`);
  if (isInner || (!isFirst && machine.state === 'lost')) return;
  const first = able[0] ?? (machine.type === 'PM' ? verb : 'shutdown');
  const refusal = availability(first, machine, stateFile);
  if (refusal !== null) throw new Failure(refusal);
  const operation = operationOf(plugins, machine, first);
  if (operation !== undefined && !overrides && !operation.from.includes(machine.state))
    throw fail('wrong-state', `${machine.label} is ${machine.state}; it cannot ${verb} from there.`);
}
