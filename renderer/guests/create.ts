/** A guest is made: the job is begun, and the guest's console is shown while it is installed and when it runs. */
import { readCreateWords } from '../../core/ctys/templates/order.ts';
import type { Action, ToolAction } from '../../core/model/action.ts';
import { availability } from '../../core/model/availability.ts';
import type { GuestOrder } from '../../core/model/template.ts';
import { theCore } from '../core.ts';
import { isOver } from '../../core/model/job.ts';
import { openMachine, report } from '../machines/commands.tsx';
import { tables } from '../store.ts';

export type CreateAction = ToolAction & { readonly tool: 'createVM' };

export const isCreate = (action: Action): action is CreateAction =>
  action.verb === 'tool' && action.tool === 'createVM' && !action.words.includes('-n');

/** @throws Failure, as data of the call */
export async function createGuest(order: GuestOrder): Promise<string> {
  const job = await theCore().api.guests.create(structuredClone(order) as never);
  followConsole(job);
  return job;
}

/** A call of it, from the bar, the palette or the history; what is wrong says so. */
export async function createAsCalled({ words }: CreateAction): Promise<void> {
  try {
    const { order } = readCreateWords(words);
    if (order !== undefined) await createGuest(order);
  } catch (caught) {
    report(caught);
  }
}

/** Its domain of the installation and the one after it are one machine: each is shown once, in the same place. */
function followConsole(id: string): void {
  let shown: number | undefined;
  const stop = tables.subscribe(({ jobs, machines }) => {
    const job = jobs.get(id);
    if (job === undefined) return;
    const machine = [...machines.values()].find(({ path }) => path === job.path);
    // Its boot loader may ask before it runs.
    const isThere = machine?.state === 'running' || machine?.state === 'starting';
    const isNew = isThere && machine.pid !== undefined && machine.pid !== shown;
    if (machine !== undefined && isNew && availability('connect', machine) === null) {
      shown = machine.pid;
      openMachine(machine, 'console');
    }
    if (isOver(job) && (isNew || job.state !== 'done')) stop();
  });
}
