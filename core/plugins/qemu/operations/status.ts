/** Commands whose effect is seen in the guest's status. */
import type { RunOptions } from '../../plugin.ts';
import { fail } from '../../../model/failure.ts';
import type { Guest } from '../guest.ts';
import type { Qmp } from '../qmp.ts';
import { delay } from '../../wait.ts';

/** RunState of QEMU. */
export async function statusOf(qmp: Qmp): Promise<string> {
  const answer = await qmp.execute('query-status');
  const status =
    typeof answer === 'object' && answer !== null ? (answer as { status?: unknown }).status : undefined;
  if (typeof status === 'string') return status;
  throw fail('unexpected-output', 'QEMU does not tell its status.');
}

/** ms between two looks. */
const EVERY = 100;

/** Wait until the status is (or is no longer) one of `names`. @throws Failure timeout, aborted, socket-gone */
export async function untilStatus(
  qmp: Qmp,
  is: (status: string) => boolean,
  limit: number,
  signal: AbortSignal,
): Promise<string> {
  const end = Date.now() + limit;
  for (;;) {
    const status = await statusOf(qmp);
    if (is(status)) return status;
    if (Date.now() > end)
      throw fail('timeout', `The guest is still ${status} after ${limit / 1000} s.`, 'Try again.');
    await delay(EVERY, signal);
  }
}

const LIMIT = 10_000;

export async function pause(guest: Guest, o: RunOptions): Promise<void> {
  const qmp = await guest.monitor(o);
  await qmp.execute('stop');
  await untilStatus(qmp, (status) => status !== 'running', LIMIT, o.signal);
}

/** Whatever keeps it from running: a pause, a disk error, sleep. */
export async function unpause(guest: Guest, o: RunOptions): Promise<void> {
  const qmp = await guest.monitor(o);
  await qmp.execute((await statusOf(qmp)) === 'suspended' ? 'system_wakeup' : 'cont');
  await untilStatus(qmp, (status) => status === 'running', LIMIT, o.signal);
}

/** Like the button at a machine's front; a paused or crashed guest runs afterwards. */
export async function reset(guest: Guest, o: RunOptions): Promise<void> {
  const qmp = await guest.monitor(o);
  const before = await statusOf(qmp);
  await qmp.execute('system_reset');
  if (before === 'running') return;
  // These states end with the reset itself, which the main loop does a moment later.
  if (/^(guest-panicked|internal-error|shutdown|io-error)$/.test(before))
    await untilStatus(qmp, (status) => status !== before, LIMIT, o.signal);
  await qmp.execute('cont');
  await untilStatus(qmp, (status) => status === 'running', LIMIT, o.signal);
}
