/** A domain from its configuration. */
import { fail } from '../../../model/failure.ts';
import type { MachineRecord } from '../../../model/machine.ts';
import type { RunOptions } from '../../plugin.ts';
import type { Hub } from '../hub.ts';
import { isLibvirts } from '../libvirt.ts';
import { MENU_LIMIT, whileItAsks } from '../loader.ts';
import { virsh, xl } from '../xl.ts';
import { isPaused, isUp, until } from './state.ts';

/** s; what a host under load needs to build one. */
const LIMIT = 60;

export interface StartHow {
  /** It stands still before its first instruction. */
  readonly paused?: boolean;
}

export async function start(
  hub: Hub,
  machine: MachineRecord,
  o: RunOptions,
  { paused = false }: StartHow = {},
): Promise<void> {
  const entry = await hub.configuration(machine, o);
  if (entry.fault !== undefined) throw fail('file-damaged', entry.fault, 'Correct it with an editor.');
  o.progress(isLibvirts(entry.config) ? 'virsh start' : 'xl create');
  const how = entry.hasLoader ? { ...o, timeout: MENU_LIMIT } : o;
  const created = isLibvirts(entry.config)
    ? virsh(hub.on, ['start', ...(paused ? ['--paused'] : []), entry.uuid ?? entry.label], how)
    : xl(hub.on, ['create', ...(paused ? ['-p'] : []), entry.config], how);
  const said = entry.hasLoader ? await whileItAsks(hub, machine, created, o) : await created;
  if (said.trim() !== '') o.log(said.trim());
  await mustBeUp(hub, machine, o, paused ? isPaused : isUp);
}

/** @throws Failure timeout */
export async function mustBeUp(
  hub: Hub,
  machine: MachineRecord,
  o: RunOptions,
  wanted: typeof isUp = isUp,
): Promise<void> {
  if (await until(hub, machine, wanted, LIMIT, o)) return;
  throw fail(
    'timeout',
    `${machine.label} was started and is not up after ${LIMIT} s.`,
    'Its console tells what it does.',
  );
}
