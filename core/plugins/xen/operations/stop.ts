/** Shutdown, power off, reboot and reset. */
import { DEFAULT_POWEROFF_DELAY } from '../../../model/action.ts';
import { fail } from '../../../model/failure.ts';
import type { MachineRecord } from '../../../model/machine.ts';
import type { RunOptions } from '../../plugin.ts';
import type { Hub } from '../hub.ts';
import { xl } from '../xl.ts';
import { mustBeUp, start } from './start.ts';
import { delay } from '../../wait.ts';
import { BEAT, isGone, isUp, until } from './state.ts';

/** s for Xen itself to take a domain down. */
const DESTROY = 30;

/** Asked first (through xenstore, else ACPI); after the delay the hard way. */
export async function shutdown(
  hub: Hub,
  machine: MachineRecord,
  wait: number | undefined,
  o: RunOptions,
): Promise<void> {
  const seconds = wait ?? DEFAULT_POWEROFF_DELAY;
  if (seconds > 0) {
    const { listed } = await hub.mustFind(machine, o);
    o.progress('asked to shut down');
    await xl(hub.on, ['shutdown', '-F', String(listed.id)], o);
    if (await until(hub, machine, isGone, seconds, o)) return o.log('The guest has shut down.');
    o.log(`The guest did not shut down within ${seconds} s; it is powered off.`);
  }
  await poweroff(hub, machine, o);
}

/** A guest that crashes over and over is there again under another id. */
export async function poweroff(hub: Hub, machine: MachineRecord, o: RunOptions): Promise<void> {
  const end = Date.now() + DESTROY * 1000;
  let destroyed: number | undefined;
  for (;;) {
    const domain = await hub.find(machine, o);
    if (domain === undefined) {
      if (destroyed === undefined) o.log('It does not run any more.');
      return;
    }
    const { id } = domain.listed;
    if (id !== destroyed) {
      o.progress('power off');
      await destroy(hub, machine, id, o);
      destroyed = id;
    } else if (Date.now() >= end)
      throw fail(
        'timeout',
        `${machine.label} was destroyed and is still listed after ${DESTROY} s.`,
        'A device of it may hang: see what xl list and the log of Xen say.',
      );
    else await delay(BEAT, o.signal);
  }
}

/** What fails while the domain goes all the same was done by somebody else, or by the guest itself. */
async function destroy(hub: Hub, machine: MachineRecord, id: number, o: RunOptions): Promise<void> {
  try {
    await xl(hub.on, ['destroy', String(id)], o);
  } catch (caught) {
    if ((await hub.find(machine, o))?.listed.id === id) throw caught;
  }
}

/** A rebooted domain has another id, and for a moment both are listed. */
export async function reboot(
  hub: Hub,
  machine: MachineRecord,
  wait: number | undefined,
  o: RunOptions,
): Promise<void> {
  const seconds = Math.max(wait ?? DEFAULT_POWEROFF_DELAY, 1);
  const { listed } = await hub.mustFind(machine, o);
  o.progress('asked to reboot');
  await xl(hub.on, ['reboot', '-F', String(listed.id)], o);
  const isAnother = await until(hub, machine, (now) => now?.listed.id !== listed.id, seconds, o);
  if (!isAnother)
    throw fail(
      'guest-ignores',
      `${machine.label} did not reboot within ${seconds} s.`,
      'Reset it, or reboot it from its console.',
    );
  await mustBeUp(hub, machine, o);
}

/** Xen has no reset button for all kinds: the domain is taken down and built again. */
export async function reset(hub: Hub, machine: MachineRecord, o: RunOptions): Promise<void> {
  // What cannot be built again is not taken down.
  await hub.configuration(machine, o);
  await poweroff(hub, machine, o);
  await start(hub, machine, o);
  await until(hub, machine, isUp, 1, o);
}

/** s for a guest to carry out what it was asked for. */
const INIT = 120;

/**
 * Run levels that Xen can ask a guest for: 0 and 6 (through xenstore). It is the guest that does it or does not; the
 * hypervisor never ends it here.
 */
export async function init(
  hub: Hub,
  machine: MachineRecord,
  level: string | undefined,
  o: RunOptions,
): Promise<void> {
  if (level === '6') return await reboot(hub, machine, INIT, o);
  if (level !== '0')
    throw fail(
      'not-capable',
      `Xen cannot ask ${machine.label} for run level ${level ?? '-'}: only for 0 and 6.`,
      'Log in there, and call init.',
    );
  const { listed } = await hub.mustFind(machine, o);
  o.progress('asked to shut down');
  await xl(hub.on, ['shutdown', '-F', String(listed.id)], o);
  if (await until(hub, machine, isGone, INIT, o)) return;
  throw fail(
    'guest-ignores',
    `${machine.label} did not shut down within ${INIT} s.`,
    'Shut it down with a delay, after which it is powered off.',
  );
}
