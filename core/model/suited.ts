/** The verb that gets a machine, as it is now, where an action wants it. Pure. */
import type { MachineAction } from './action.ts';
import { isMade, type Machine } from './machine.ts';

/** Of what is not configured nothing is left to start again: the ancestor's softer words all end it. */
const ENDS: ReadonlySet<string> = new Set(['reboot', 'reset', 'init', 'pause', 'suspend']);

const isUp = ({ state }: Machine): boolean => state !== 'off' && state !== 'suspended' && state !== 'crashed';

/** REUSE of what runs is a console of it; RESUME goes on from memory where that is where the guest is. */
export function suited(action: MachineAction, machine: Machine): MachineAction {
  const { verb, ifRunning } = action;
  if (verb === 'start' && (machine.type === 'PM' || (ifRunning !== undefined && isUp(machine))))
    return { ...action, verb: 'connect' };
  if (isMade(machine.type) && ENDS.has(verb)) return { ...action, verb: 'shutdown' };
  if (verb === 'resume' && machine.state === 'paused') return { ...action, verb: 'unpause' };
  return action;
}
