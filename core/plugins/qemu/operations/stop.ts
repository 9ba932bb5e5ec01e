/** Shutdown, power off and reboot. */
import type { RunOptions } from '../../plugin.ts';
import { DEFAULT_POWEROFF_DELAY } from '../../../model/action.ts';
import { Failure, fail } from '../../../model/failure.ts';
import type { Guest } from '../guest.ts';
import type { Qmp } from '../qmp.ts';
import { endProcess, untilGone } from './process.ts';
import { statusOf, untilStatus } from './status.ts';
import { within } from '../../wait.ts';

/** ms between two presses of the power button: one that comes before the guest is up is lost. */
const AGAIN = 2500;
/** ms for QEMU itself to end. */
const QUIT = 5000;

type End = 'gone' | 'shutdown';

/** How the guest ends: with its process, or (where QEMU was told to stay) by its status. */
function endOf(guest: Guest, qmp: Qmp): { readonly end: Promise<End>; release(): void } {
  let release = (): void => {};
  const end = new Promise<End>((resolve) => {
    const gone = (): void => resolve('gone');
    const unlisten = guest.listen(({ name }) => {
      if (name === 'SHUTDOWN' || name === 'STOP')
        statusOf(qmp).then((status) => status === 'shutdown' && resolve('shutdown'), gone);
    });
    if (qmp.gone.aborted) gone();
    qmp.gone.addEventListener('abort', gone);
    release = () => {
      unlisten();
      qmp.gone.removeEventListener('abort', gone);
    };
  });
  return { end, release };
}

/** A command whose answer may be cut off by the end it brings. */
async function tell(qmp: Qmp, command: string): Promise<void> {
  try {
    await qmp.execute(command);
  } catch (caught) {
    if (!qmp.gone.aborted) throw caught;
  }
}

/** Press the power button until the guest ends. undefined: it did not within the time. */
async function powerDown(guest: Guest, qmp: Qmp, seconds: number, o: RunOptions): Promise<End | undefined> {
  const last = Date.now() + seconds * 1000;
  const { end, release } = endOf(guest, qmp);
  try {
    for (let presses = 1; Date.now() < last; presses++) {
      await tell(qmp, 'system_powerdown');
      o.progress(presses === 1 ? 'power button pressed' : `power button pressed ${presses} times`);
      const seen = await within(end, Math.min(AGAIN, last - Date.now()), o.signal);
      if (seen !== undefined) return seen;
    }
    return undefined;
  } finally {
    release();
  }
}

/** By the power button; after the delay the hard way. */
export async function shutdown(guest: Guest, delay: number | undefined, o: RunOptions): Promise<void> {
  const seconds = delay ?? DEFAULT_POWEROFF_DELAY;
  const qmp = await guest.monitor(o);
  const end = seconds > 0 ? await powerDown(guest, qmp, seconds, o) : undefined;
  if (end === 'shutdown') return o.log('The guest has shut down; its QEMU stays because it was told so.');
  if (end === 'gone') {
    o.log('The guest has shut down.');
    return untilGone(guest.on, guest.process, o);
  }
  o.log(`The guest did not shut down within ${seconds} s; it is powered off.`);
  await poweroff(guest, o);
}

/** True when QEMU took `quit` and is gone. */
async function quit(guest: Guest, o: RunOptions): Promise<boolean> {
  try {
    const qmp = await guest.monitor(o);
    const { end, release } = endOf(guest, qmp);
    try {
      await tell(qmp, 'quit');
      if ((await within(end, QUIT, o.signal)) !== 'gone') return false;
    } finally {
      release();
    }
    return await endProcess(guest.on, guest.process, null, 5, o);
  } catch (caught) {
    if (!(caught instanceof Failure) || caught.code === 'aborted' || guest.on.gone.aborted) throw caught;
    o.log(`The monitor is of no use: ${caught.message}`);
    return false;
  }
}

/** By the monitor; if it does not answer, by signals to the process, once it is sure to be that process. */
export async function poweroff(guest: Guest, o: RunOptions): Promise<void> {
  if (guest.cmdline.libvirt)
    throw fail(
      'not-capable',
      'libvirt started this guest and must end it.',
      'Use `virsh destroy` on the host, or its libvirt row.',
    );
  o.progress('power off');
  if (guest.hasMonitor && (await quit(guest, o))) return;
  for (const signal of ['TERM', 'KILL'] as const) {
    o.log(`Signal ${signal} to process ${guest.process.pid}.`);
    if (await endProcess(guest.on, guest.process, signal, 3, o)) return;
  }
  await untilGone(guest.on, guest.process, o);
}

/**
 * ACPI knows no reboot. QEMU is told to stay when the guest shuts down (set-action, QEMU 6.0), the power button is
 * pressed, and the machine that has shut down is reset: consoles stay connected.
 */
export async function reboot(guest: Guest, delay: number | undefined, o: RunOptions): Promise<void> {
  const qmp = await guest.monitor(o);
  await qmp.execute('set-action', { shutdown: 'pause' });
  try {
    const seconds = delay ?? DEFAULT_POWEROFF_DELAY;
    const end = await powerDown(guest, qmp, seconds, o);
    if (end === undefined)
      throw fail(
        'guest-ignores',
        `The guest did not take the power button within ${seconds} s.`,
        'Reset it, or reboot it from its console.',
      );
    if (end === 'gone') throw fail('socket-gone', 'QEMU ended with the guest.', 'Start it again.');
    o.progress('start again');
    await qmp.execute('system_reset');
    await untilStatus(qmp, (status) => status !== 'shutdown', QUIT, o.signal);
    await qmp.execute('cont');
    await untilStatus(qmp, (status) => status === 'running', QUIT, o.signal);
  } finally {
    if (!guest.cmdline.stays && !qmp.gone.aborted) await qmp.execute('set-action', { shutdown: 'poweroff' });
  }
}
