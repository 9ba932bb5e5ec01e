/** The verb that gets a machine, as it is now, where an action wants it. Pure. */
import type { MachineAction } from './action.ts';
import type { Machine } from './machine.ts';

const isUp = ({ state }: Machine): boolean => state !== 'off' && state !== 'suspended' && state !== 'crashed';

/** REUSE of what runs is a console of it; RESUME goes on from memory where that is where the guest is. */
export function suited(action: MachineAction, machine: Machine): MachineAction {
  const { verb, ifRunning } = action;
  if (verb === 'start' && (machine.type === 'PM' || (ifRunning !== undefined && isUp(machine))))
    return { ...action, verb: 'connect' };
  if (verb === 'resume' && machine.state === 'paused') return { ...action, verb: 'unpause' };
  return action;
}
