/** Opening consoles: serial ports that VirtualBox serves, and a screen where its extension speaks VNC. */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import { fail } from '../../model/failure.ts';
import type { MachineRecord } from '../../model/machine.ts';
import type { BytePipe } from '../../model/pipe.ts';
import type { Screen } from '../plugin.ts';
import { openSerial } from '../serial.ts';
import { vboxManage } from './vboxmanage.ts';
import { displayOf, serialsOf, stateOf, valuesOf } from './vm-info.ts';

type Values = ReadonlyMap<string, string>;

/** @throws Failure not-found when it does not run */
async function valuesNow(on: Channel, machine: MachineRecord, options: CallOptions): Promise<Values> {
  const words = ['showvminfo', machine.uuid ?? machine.label, '--machinereadable'];
  const values = valuesOf((await vboxManage(on, words, options)).split('\n'));
  const state = stateOf(values);
  if (state === 'running' || state === 'paused') return values;
  throw fail('not-found', `${machine.label} does not run on ${on.name}.`, 'Refresh the host.');
}

export async function screen(on: Channel, machine: MachineRecord, id: string): Promise<Screen | undefined> {
  if (id !== 'vnc' && id !== 'rdp') return undefined;
  const at = displayOf(await valuesNow(on, machine, {}))?.at;
  return at && { at };
}

/** @throws Failure not-found, busy, socket-gone, refused */
export async function openConsole(
  on: Channel,
  machine: MachineRecord,
  id: string,
  options: CallOptions,
): Promise<BytePipe> {
  const values = await valuesNow(on, machine, options);
  const serial = serialsOf(values).find(({ index }) => id === `serial${index}`);
  if (serial !== undefined) return await openSerial(on, serial.at, `${machine.uuid} ${id}`, options);
  const at = id === 'vnc' ? displayOf(values)?.at : undefined;
  if (at !== undefined) return await on.connect(at, options);
  throw fail('not-found', `${machine.label} offers no console ${id} now.`, 'Refresh the host.');
}
