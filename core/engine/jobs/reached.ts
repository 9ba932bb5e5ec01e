/** Whether a machine is where a verb wants it. Pure. */
import type { MachineRecord } from '../../model/machine.ts';
import type { Verb } from '../../model/verb.ts';

const DOWN: ReadonlySet<string> = new Set(['off', 'suspended']);

/** undefined: what the verb does cannot be seen. An unknown record is a machine that is not there. */
export function isReached(verb: Verb, record: MachineRecord | undefined): boolean | undefined {
  const state = record?.state ?? 'off';
  switch (verb) {
    case 'shutdown':
    case 'poweroff':
      return DOWN.has(state);
    case 'start':
    case 'resume':
    case 'unpause':
      return state === 'running';
    case 'pause':
      return state === 'paused';
    case 'suspend':
      return state === 'suspended';
    default:
      return undefined;
  }
}
