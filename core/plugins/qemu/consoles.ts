/** Opening the consoles of a guest: straight to its sockets, no port of ours in between. */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import { fail } from '../../model/failure.ts';
import type { MachineRecord } from '../../model/machine.ts';
import type { BytePipe } from '../../model/pipe.ts';
import type { SerialPort } from './cmdline.ts';
import type { Guest } from './guest.ts';
import { holderOf } from './holder.ts';
import { type Hub, hubOf } from './hub.ts';
import { HELD, vncOf } from './record.ts';
import { socketOptions } from './rights.ts';

/** A second client of a serial socket would connect and see nothing: say so instead. */
async function refuseHeld(guest: Guest, port: SerialPort, options: CallOptions): Promise<void> {
  if (guest.opened.has(port.chardev))
    throw fail('busy', 'This serial console is open here already.', 'Use the open one, or close it first.');
  await guest.refresh(options);
  if (guest.trouble !== undefined || guest.live?.attached.has(port.chardev) !== true) return;
  const { endpoint } = port;
  const holder = 'unix' in endpoint ? await holderOf(guest.on, endpoint.unix, options) : undefined;
  throw fail(
    'busy',
    holder === undefined ? HELD : `${holder} is connected to this serial port, which serves one at a time.`,
    'Close the other program.',
  );
}

/** Calls `ended` once, whichever way the pipe ends. */
function noticed(pipe: BytePipe, ended: () => void): BytePipe {
  let open = true;
  const end = (): void => {
    if (open) ended();
    open = false;
  };
  async function* bytes(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield* pipe.bytes;
    } finally {
      end();
    }
  }
  return {
    ...pipe,
    bytes: bytes(),
    close() {
      pipe.close();
      end();
    },
  };
}

async function openSerial(hub: Hub, guest: Guest, index: number, options: CallOptions): Promise<BytePipe> {
  const port = guest.cmdline.serial[index];
  if (port === undefined) throw fail('not-found', `It has no serial port ${index}.`, 'Refresh the host.');
  await refuseHeld(guest, port, options);
  guest.opened.add(port.chardev);
  const closed = (): void => {
    guest.opened.delete(port.chardev);
    if (!guest.on.gone.aborted) void guest.refresh().then(() => hub.changed(guest));
  };
  try {
    const pipe = await guest.on.connect(port.endpoint, await socketOptions(guest.on, guest.process, options));
    return noticed(pipe, closed);
  } catch (caught) {
    closed();
    throw caught;
  }
}

/** @throws Failure not-found, busy, socket-gone, refused, rights-missing */
export async function openConsole(
  on: Channel,
  machine: MachineRecord,
  id: string,
  options: CallOptions,
): Promise<BytePipe> {
  const hub = hubOf(on);
  const guest = await hub.guest(machine, options);
  const serial = /^serial(\d+)$/.exec(id)?.[1];
  if (serial !== undefined) return openSerial(hub, guest, Number(serial), options);
  const vnc = vncOf(guest);
  if (id !== 'vnc' || vnc === undefined)
    throw fail('not-found', `${machine.label} offers no console ${id}.`, 'Refresh the host.');
  return on.connect(vnc.endpoint, await socketOptions(on, guest.process, options));
}
