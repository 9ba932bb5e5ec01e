/** What was last seen to run, for load distribution: no host is contacted. */
import { isRunning } from '../../ctys/tables/rows.ts';
import type { Machine } from '../../model/machine.ts';
import { openCore } from '../core-client.ts';
import type { Io } from '../io.ts';
import { snapshot } from '../snapshot.ts';

/** Sessions that run: all but the hosts themselves. */
export async function lastSeen(io: Io): Promise<readonly Machine[]> {
  const core = await openCore();
  try {
    const { machines } = await snapshot(core.api, io.signal);
    return [...machines.values()].filter((machine) => isRunning(machine) && machine.type !== 'PM');
  } finally {
    await core.close();
  }
}
