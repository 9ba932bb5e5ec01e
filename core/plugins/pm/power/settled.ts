/** Whether a host has really stopped, or really come back: seen from outside. */
import type { Channel } from '../../../channel/channel.ts';
import { fail, toFailure } from '../../../model/failure.ts';
import type { RunOptions } from '../../plugin.ts';
import { delay } from '../../wait.ts';
import { pings } from '../wake/answers.ts';
import { powerFacts } from './facts.ts';

/** ms a look may take, and between two. */
const LOOK = 4000;
const PAUSE = 1000;
/** Looks in a row that find nobody. */
const SURE = 2;

/** What says that somebody is there who does not let us in. */
const THERE: ReadonlySet<string> = new Set([
  'auth-denied',
  'host-key-unknown',
  'host-key-changed',
  'host-key-revoked',
  'rights-missing',
]);

export interface Place {
  readonly host: string;
  readonly address: string | undefined;
  /** Who looks for it beside the connection. */
  readonly from: Channel;
}

/** The boot it runs since; null: nobody answers. */
export async function bootOf({ host }: Place, { around, signal }: RunOptions): Promise<string | null> {
  const late = AbortSignal.any([signal, AbortSignal.timeout(LOOK)]);
  try {
    const on = await around.channel(host, late);
    return (await powerFacts(on, late)).boot;
  } catch (caught) {
    signal.throwIfAborted();
    return THERE.has(toFailure(caught).code) ? '' : null;
  }
}

/** @throws Failure guest-ignores */
export async function untilDown(place: Place, seconds: number, options: RunOptions): Promise<void> {
  const { signal, progress } = options;
  const end = Date.now() + seconds * 1000;
  for (let silent = 0; silent < SURE; ) {
    progress('going down');
    const [boot, pinged] = await Promise.all([bootOf(place, options), answersPing(place, signal)]);
    const up = boot !== null || pinged;
    silent = up ? 0 : silent + 1;
    if (up && Date.now() > end)
      throw fail(
        'guest-ignores',
        `${place.host} is still up ${seconds} s after it was told to stop.`,
        'Look at its console; its management controller can switch it off.',
      );
    if (silent < SURE) await delay(PAUSE, signal);
  }
}

const answersPing = async ({ address, from }: Place, signal: AbortSignal): Promise<boolean> =>
  address !== undefined && (await pings(from, address, signal)) === true;

/** @throws Failure guest-ignores */
export async function untilRebooted(
  place: Place,
  before: string,
  seconds: number,
  options: RunOptions,
): Promise<void> {
  const { signal, progress } = options;
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const boot = await bootOf(place, options);
    progress(boot === null ? 'restarting' : boot === before ? 'going down' : 'coming up');
    if (boot !== null && boot !== '' && boot !== before) return;
    if (Date.now() > end)
      throw fail(
        'guest-ignores',
        `${place.host} has not come back ${seconds} s after it was told to restart.`,
        'Look at its console.',
      );
    await delay(PAUSE, signal);
  }
}
