/** What every session of people has in the table, and how it is ended, whatever it is. */
import type { Channel } from '../../channel/channel.ts';
import { DEFAULT_POWEROFF_DELAY } from '../../model/action.ts';
import { fail } from '../../model/failure.ts';
import type { MachineRecord } from '../../model/machine.ts';
import type { Operation, Plugin, RunOptions } from '../plugin.ts';
import { sessionsOn } from './hub.ts';
import type { SessionProcess } from './processes.ts';

/** All but its type, its label and what is its own. */
export function processRecord(process: SessionProcess): Omit<MachineRecord, 'type' | 'label'> {
  const { pid, user, group, own, since } = process;
  return {
    number: String(pid),
    state: 'running',
    configured: false,
    consoles: [],
    pid,
    user,
    ...(group !== '' && { group }),
    ...(own && { own }),
    since,
  };
}

type End = (on: Channel, process: SessionProcess, seconds: number, o: RunOptions) => Promise<void>;

/** Both ends of a session that is a process: with the time it is given, and soon. */
export function endings(end: End): Plugin['operations'] {
  const operation = (usual: number): Operation => ({
    from: ['running', 'unknown'],
    via: 'stopping',
    to: 'off',
    async run(on, machine, action, o) {
      const { processes } = await sessionsOn(on, o);
      const found = processes.find(({ pid }) => pid === machine.pid);
      if (found === undefined)
        throw fail('not-found', `${machine.label} does not run on ${on.name} any more.`, 'Refresh the host.');
      await end(on, found, action.delay ?? usual, o);
    },
  });
  return { shutdown: operation(DEFAULT_POWEROFF_DELAY), poweroff: operation(1) };
}
