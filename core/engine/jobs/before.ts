/** What comes before a step is waited for; and what of it, not done, is a reason not to begin. */
import { type FailureData, fail } from '../../model/failure.ts';
import type { Step } from '../../model/step.ts';
import { isStop } from '../../model/verb.ts';
import { unless } from '../monitor/deadline.ts';
import type { Running } from './roster.ts';

export interface Begun {
  readonly step: Step;
  readonly running: Running;
}

/** @throws Failure aborted */
export async function untilDone(before: readonly Begun[], running: Running): Promise<void> {
  const outcomes = before.map(async (one) => ({ ...one, outcome: await one.running.done }));
  for (const { step, running: first, outcome } of await unless(running.stop.signal, Promise.all(outcomes)))
    if (outcome !== null && blocks(step, outcome, first.machine.host === running.machine.host))
      throw fail('aborted', 'A step before it was not done.', 'Run the call again for what is left.');
}

/** What was not tried out. */
const UNTRIED: ReadonlySet<FailureData['code']> = new Set([
  'aborted',
  'connection-lost',
  'unreachable',
  'refused',
  'no-such-host',
  'auth-denied',
  'host-key-unknown',
  'host-key-changed',
  'host-key-revoked',
  'transport-unable',
  'busy',
]);

/**
 * What rises needs what is below it. What stops waits until the inner one is stopped or all its ways have run out; an
 * inner host that is out of reach leaves the way of its own hypervisor.
 */
function blocks({ action }: Step, outcome: FailureData, sameHost: boolean): boolean {
  if (!isStop(action.verb) || outcome.code === 'aborted') return true;
  return sameHost && UNTRIED.has(outcome.code);
}
