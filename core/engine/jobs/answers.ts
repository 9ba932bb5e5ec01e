/** A started machine is waited for until it answers as a host: PING from the machine it runs in, then a login by SSH. */
import type { Trials } from '../../model/action.ts';
import { type Failure, fail, toFailure } from '../../model/failure.ts';
import type { Machine } from '../../model/machine.ts';
import { secondsOf, TRIALS } from '../../model/start-plan.ts';
import type { Step } from '../../model/step.ts';
import { delay } from '../../plugins/wait.ts';
import type { CarryContext } from './carry.ts';

/** @throws Failure timeout, or why the login is refused */
export async function untilAnswers(
  step: Step,
  machine: Machine,
  host: string,
  context: CarryContext,
): Promise<void> {
  const { ping, sshPing } = step.action.start ?? {};
  const address = machine.addresses?.[0] ?? context.monitor.config(host)?.address;
  if (ping !== 'off' && address !== undefined) await pinged(machine, address, ping, context);
  if (sshPing !== 'off') await loggedIn(host, sshPing, context);
}

/** A ping that cannot be made says nothing: the login tells. */
async function pinged(
  machine: Machine,
  address: string,
  trials: Trials | undefined,
  { monitor, signal, progress, log }: CarryContext,
): Promise<void> {
  progress(`waiting for ${address} to answer a ping`);
  await tried(trials, signal, async () => {
    const on = await monitor.channel(machine.host, signal);
    const { code } = await on.exec(['ping', '-c', '1', '-W', '2', '--', address], { signal });
    if (code === 0) return true;
    if (code === 127 || code === 2) {
      log(`ping does not work on ${machine.host}.`);
      return true;
    }
    return null;
  }).catch((caught: unknown) => {
    if (signal.aborted) throw caught;
    log(`${address} does not answer a ping.`);
  });
}

async function loggedIn(host: string, trials: Trials | undefined, context: CarryContext): Promise<void> {
  const { monitor, signal, progress, log } = context;
  progress(`waiting for ${host} to answer`);
  let last: Failure | undefined;
  const done = await tried(trials, signal, async () => {
    try {
      await monitor.refresh(host, signal, { quiet: true });
      return true;
    } catch (caught) {
      signal.throwIfAborted();
      const { code, message, remedy, data } = toFailure(caught);
      last = fail(code, message, remedy, data);
      return null;
    }
  });
  if (done === null) throw last ?? fail('timeout', `${host} does not answer.`);
  log(`${host} answers.`);
}

/** null: not within the trials. */
async function tried<T>(
  trials: Trials | undefined,
  signal: AbortSignal,
  work: () => Promise<T | null>,
): Promise<T | null> {
  const seconds = trials === undefined || trials === 'off' ? TRIALS.seconds : trials.seconds;
  const until = Date.now() + secondsOf(trials === 'off' ? undefined : trials) * 1000;
  for (;;) {
    const found = await work();
    if (found !== null || Date.now() > until) return found;
    await delay(seconds * 1000, signal);
  }
}
