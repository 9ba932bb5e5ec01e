/** An address that names several machines, narrowed down to one of them. */
import type { Action, MachineAction } from '../../core/model/action.ts';
import type { Address } from '../../core/model/address.ts';
import { matches } from '../../core/model/address.ts';
import type { Machine } from '../../core/model/machine.ts';

/** All machines the action's address names, on its host and of its technology. */
export function candidates(action: MachineAction, machines: Iterable<Machine>): readonly Machine[] {
  const { target, on, type } = action;
  const within = {
    ...(on !== undefined && { host: on.host }),
    ...(type !== undefined && type !== 'ALL' && { type }),
  };
  return [...machines].filter((machine) => matches(target, machine, within));
}

/** The action with as much added to its address as tells `machine` from all others: host, UUID, path, in the end id. */
export function narrowed(
  action: MachineAction,
  machine: Machine,
  machines: Iterable<Machine>,
): MachineAction {
  const all = [...machines];
  const { uuid, config, id, host, type } = machine;
  const further: readonly (Address | undefined)[] = [
    {},
    uuid === undefined ? undefined : { uuid: uuid.replaceAll('-', '') },
    config === undefined ? undefined : { config },
    { id },
  ];
  const placed = { ...action, type, on: { ...action.on, host } };
  const tries = further.flatMap((part) =>
    part === undefined ? [] : [{ ...placed, target: { ...action.target, ...part } }],
  );
  return tries.find((attempt) => candidates(attempt, all).length === 1) ?? { ...action, target: { id } };
}

/** The same actions, with one in place of another, wherever it stands. */
export function replaced(actions: readonly Action[], old: Action, by: Action): readonly Action[] {
  return actions.map((action) => {
    if (action === old) return by;
    return 'members' in action ? { ...action, members: replaced(action.members, old, by) } : action;
  });
}
