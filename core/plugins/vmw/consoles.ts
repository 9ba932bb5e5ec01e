/** Opening consoles: the VNC server of a .vmx file, and serial ports that VMware serves. */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import { fail } from '../../model/failure.ts';
import type { MachineRecord } from '../../model/machine.ts';
import type { BytePipe } from '../../model/pipe.ts';
import type { Screen } from '../plugin.ts';
import { openSerial } from '../serial.ts';
import { parseVmx, screenOf, serialsOf, type Vmx } from './vmx.ts';

/** Its .vmx file is small: 64 KiB of it. @throws Failure not-found */
async function vmxOf(on: Channel, { config, label }: MachineRecord, options: CallOptions): Promise<Vmx> {
  const { code, stdout } = await on.exec(['head', '-c', '65536', config ?? ''], options);
  if (code === 0) return parseVmx(stdout.split('\n'));
  throw fail('not-found', `The configuration of ${label} cannot be read on ${on.name}.`, 'Refresh the host.');
}

export async function screen(on: Channel, machine: MachineRecord, id: string): Promise<Screen | undefined> {
  const at = id === 'vnc' ? screenOf(await vmxOf(on, machine, {})) : undefined;
  return at && { at };
}

/** @throws Failure not-found, busy, socket-gone, refused */
export async function openConsole(
  on: Channel,
  machine: MachineRecord,
  id: string,
  options: CallOptions,
): Promise<BytePipe> {
  const vmx = await vmxOf(on, machine, options);
  const { config = '' } = machine;
  const serial = serialsOf(vmx, config).find(({ index }) => id === `serial${index}`);
  if (serial !== undefined) return await openSerial(on, serial.at, `${config} ${id}`, options);
  const at = id === 'vnc' ? screenOf(vmx) : undefined;
  if (at !== undefined) return await on.connect(at, options);
  throw fail('not-found', `${machine.label} offers no console ${id} now.`, 'Refresh the host.');
}
