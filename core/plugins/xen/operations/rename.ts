/** Another name for a domain, until it ends: its configuration keeps its own. */
import type { MachineAction } from '../../../model/action.ts';
import type { MachineRecord } from '../../../model/machine.ts';
import type { RunOptions } from '../../plugin.ts';
import type { Hub } from '../hub.ts';
import { xl } from '../xl.ts';

export async function rename(
  hub: Hub,
  machine: MachineRecord,
  { newName: label = machine.label }: MachineAction,
  o: RunOptions,
): Promise<void> {
  const { listed } = await hub.mustFind(machine, o);
  await xl(hub.on, ['rename', String(listed.id), label], o);
  o.tell({ label });
}
