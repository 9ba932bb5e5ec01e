/** The verb that gets a machine, as it is now, where an action wants it. Pure. */
import type { MachineAction } from './action.ts';
import { isMade, type Machine } from './machine.ts';

/** Of what is not configured nothing is left to start again: the ancestor's softer words all end it. */
const ENDS: ReadonlySet<string> = new Set(['reboot', 'reset', 'init', 'pause', 'suspend']);

const isUp = ({ state }: Machine): boolean => state !== 'off' && state !== 'suspended' && state !== 'crashed';
/** A host that does not answer is most likely off. */
const answers = (machine: Machine): boolean =>
  isUp(machine) && machine.state !== 'lost' && machine.state !== 'unknown';

/**
 * REUSE of what runs is a console of it; RESUME goes on from memory where that is where the guest is, and wakes a host.
 */
export function suited(action: MachineAction, machine: Machine): MachineAction {
  const { verb, ifRunning } = action;
  if (machine.type === 'PM' && verb === 'start' && answers(machine)) return { ...action, verb: 'connect' };
  if (machine.type === 'PM' && verb === 'resume') return { ...action, verb: 'wake' };
  if (verb === 'start' && ifRunning !== undefined && machine.type !== 'PM' && isUp(machine))
    return { ...action, verb: 'connect' };
  if (isMade(machine.type) && ENDS.has(verb)) return { ...action, verb: 'shutdown' };
  if (verb === 'resume' && machine.state === 'paused') return { ...action, verb: 'unpause' };
  return action;
}
