/** One action on many machines: its plan first, as one call, with how many at a time on each host. */
import { told } from '../words/words.ts';
import { formatAction, spelledOut } from '../../core/ctys/format.ts';
import type { MachineAction, PowerPath } from '../../core/model/action.ts';
import { availability } from '../../core/model/availability.ts';
import type { Machine } from '../../core/model/machine.ts';
import type { Planned } from '../../core/model/plan.ts';
import { isStop, type Verb } from '../../core/model/verb.ts';
import { tables } from '../store.ts';
import type { Bulk } from '../window-state.ts';
import { actionOn } from './verbs.ts';

/** `via`: the path that was chosen for a host. */
export function bulkOf(verb: Verb, machines: readonly Machine[], via?: PowerPath): Bulk {
  const why = machines.map((machine) => ({ machine, failure: availability(verb, machine) }));
  return {
    members: why.flatMap(({ machine, failure }) =>
      failure === null ? [actionOn(verb, machine, undefined, via)] : [],
    ),
    leftOut: why.flatMap(({ machine: { path }, failure }) =>
      failure === null ? [] : [{ path, why: told(failure.message) }],
    ),
  };
}

/** What is carried out. Several are one plan: side by side as far as they let each other. */
export function plannedOf({ members, atOnce }: Bulk): Planned {
  const [only, ...more] = members;
  if (only !== undefined && more.length === 0) return only;
  return { verb: 'group', members: members.map((member) => atMost(member, atOnce)) };
}

const atMost = (action: MachineAction, atOnce: number | undefined): MachineAction =>
  atOnce === undefined
    ? action
    : { ...action, options: { ...action.options, dispatch: { order: 'parallel', atOnce } } };

/** The same as it can be typed: one call with a target for each machine. */
export function bulkCall(bulk: Bulk): string {
  const { machines } = tables.getState();
  const members = bulk.members.flatMap((member) => {
    const machine = machines.get(member.target.id ?? '');
    return machine === undefined ? [] : [spelledOut(atMost(member, bulk.atOnce), machine)];
  });
  const [only, ...more] = members;
  return only !== undefined && more.length === 0
    ? formatAction(only)
    : formatAction({ verb: 'group', members });
}

/** At a time on each host, as far as the engine goes; the first is the usual. */
export const atOnceChoices = ({ members }: Bulk): readonly number[] =>
  members.some(({ verb }) => isStop(verb)) ? [1, 2, 4, 8, 16] : [1, 2, 3];

/** The same without what is done already. */
export function onlyFailed(bulk: Bulk, failed: ReadonlySet<string>): Bulk {
  return {
    ...bulk,
    members: bulk.members.filter(({ target }) => failed.has(target.id ?? '')),
    leftOut: [],
  };
}
