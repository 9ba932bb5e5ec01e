/** A domain from its configuration. */
import { fail } from '../../../model/failure.ts';
import type { MachineRecord } from '../../../model/machine.ts';
import type { RunOptions } from '../../plugin.ts';
import type { Hub } from '../hub.ts';
import { xl } from '../xl.ts';
import { isUp, until } from './state.ts';

/** s; what a host under load needs to build one. */
const LIMIT = 60;

export async function start(hub: Hub, machine: MachineRecord, o: RunOptions): Promise<void> {
  const entry = await hub.configuration(machine, o);
  if (entry.fault !== undefined) throw fail('file-damaged', entry.fault, 'Correct it with an editor.');
  o.progress('xl create');
  const said = await xl(hub.on, ['create', entry.config], o);
  if (said.trim() !== '') o.log(said.trim());
  await mustBeUp(hub, machine, o);
}

/** @throws Failure timeout */
export async function mustBeUp(hub: Hub, machine: MachineRecord, o: RunOptions): Promise<void> {
  if (await until(hub, machine, isUp, LIMIT, o)) return;
  throw fail(
    'timeout',
    `${machine.label} was started and is not up after ${LIMIT} s.`,
    'Its console tells what it does.',
  );
}
