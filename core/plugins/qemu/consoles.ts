/** Opening the consoles of a guest: straight to its sockets, no port of ours in between. */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import { type Failure, fail } from '../../model/failure.ts';
import type { MachineRecord } from '../../model/machine.ts';
import type { BytePipe } from '../../model/pipe.ts';
import type { SerialPort } from './cmdline.ts';
import type { Guest } from './guest.ts';
import { noticed } from '../noticed.ts';
import type { ConsoleOptions } from '../plugin.ts';
import { delay } from '../wait.ts';
import { refuseWatched } from '../watched.ts';
import { canBeEnded, endHolder, type Holder, holderOf } from './holder.ts';
import { type Hub, hubOf } from './hub.ts';
import { HELD, vncOf } from './record.ts';
import { socketOptions } from './rights.ts';

/** ms until QEMU has noticed that its client has gone, and between two looks. */
const LETTING_GO = 5_000;
const BEAT = 50;

const holderAt = async (guest: Guest, { endpoint }: SerialPort, options: CallOptions) =>
  'unix' in endpoint ? await holderOf(guest.on, endpoint.unix, options) : undefined;

async function isHeld(guest: Guest, port: SerialPort, options: CallOptions): Promise<boolean> {
  await guest.refresh(options);
  return guest.trouble === undefined && guest.live?.attached.has(port.chardev) === true;
}

/** A second client of a serial socket would connect and see nothing: say so instead. @throws Failure busy */
async function refuseHeld(guest: Guest, port: SerialPort, options: CallOptions): Promise<void> {
  if (guest.opened.has(port.chardev))
    throw fail('busy', 'This serial console is open here already.', 'Take it over, or use the open one.', {
      takeable: true,
    });
  if (await isHeld(guest, port, options)) throw heldBy(guest.on, await holderAt(guest, port, options));
}

function heldBy(on: Channel, holder: Holder | undefined): Failure {
  if (holder === undefined) return fail('busy', HELD, 'Close the other program.');
  const { name, pid, user, since } = holder;
  const takeable = canBeEnded(holder);
  return fail(
    'busy',
    `${name} (pid ${pid}${user === undefined ? '' : `, ${user}`}) on ${on.name} is connected to this serial port, which serves one at a time.`,
    takeable
      ? 'Take it over (RECONNECT): that program is ended. Or ask whoever has it to close it.'
      : 'Close it where it was opened: that program carries more than this console.',
    { takeable, ...(since !== undefined && { since }) },
  );
}

/** Whoever has it is ended. @throws Failure busy when it stays */
async function takeFrom(guest: Guest, port: SerialPort, options: CallOptions): Promise<void> {
  if (!(await isHeld(guest, port, options))) return;
  // What was ours a moment ago goes by itself.
  const holder = await holderAt(guest, port, options);
  if (holder !== undefined && canBeEnded(holder)) await endHolder(guest.on, holder, options);
  const end = Date.now() + LETTING_GO;
  while (await isHeld(guest, port, options)) {
    if (Date.now() > end) throw heldBy(guest.on, holder);
    await delay(BEAT, options.signal);
  }
}

async function openSerial(
  hub: Hub,
  guest: Guest,
  index: number,
  { take, signal }: ConsoleOptions,
): Promise<BytePipe> {
  const options = signal === undefined ? {} : { signal };
  const port = guest.cmdline.serial[index];
  if (port === undefined) throw fail('not-found', `It has no serial port ${index}.`, 'Refresh the host.');
  if (take === true) await takeFrom(guest, port, options);
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

/** @throws Failure not-found, busy (held, or looked at where that matters), socket-gone, refused, rights-missing */
export async function openConsole(
  on: Channel,
  machine: MachineRecord,
  id: string,
  how: ConsoleOptions,
): Promise<BytePipe> {
  const options = how.signal === undefined ? {} : { signal: how.signal };
  const hub = hubOf(on);
  const guest = await hub.guest(machine, options);
  const serial = /^serial(\d+)$/.exec(id)?.[1];
  if (serial !== undefined) return openSerial(hub, guest, Number(serial), how);
  const vnc = vncOf(guest);
  if (id !== 'vnc' || vnc === undefined)
    throw fail('not-found', `${machine.label} offers no console ${id}.`, 'Refresh the host.');
  const look = async () => {
    await guest.refresh(options);
    return guest.live?.viewers ?? [];
  };
  const { label } = machine;
  // QEMU lets the others go for a client that wants a screen for itself (RFC 6143, 7.3.1).
  if (how.wary !== undefined)
    await refuseWatched({ label, host: on.name, look, ours: how.wary, takeable: true }, options);
  return on.connect(vnc.endpoint, await socketOptions(on, guest.process, options));
}
