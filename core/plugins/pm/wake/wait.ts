/** Until a host that was woken answers: to ping, then with its sshd. */
import type { Channel } from '../../../channel/channel.ts';
import type { StartOptions, Trials } from '../../../model/action.ts';
import { fail, toFailure } from '../../../model/failure.ts';
import { HOST_TRIALS } from '../../../model/start-plan.ts';
import type { RunOptions } from '../../plugin.ts';
import { delay } from '../../wait.ts';
import { pings, sshBanner } from './answers.ts';

export interface Watched {
  readonly name: string;
  /** Where it is looked for. */
  readonly address: string;
  readonly port: number;
  /** Who looks: this machine, its jump host or its relay. */
  readonly from: Channel;
}

/** Seconds until the packet is sent again: one may be lost, or come before the card listens. */
const AGAIN = 10;

export type Waiting = Pick<StartOptions, 'ping' | 'sshPing'>;

/** `again` sends the packet once more. @throws Failure timeout */
export async function untilUp(
  watched: Watched,
  waiting: Waiting,
  again: () => Promise<void>,
  options: RunOptions,
): Promise<void> {
  const { address, port, from, name } = watched;
  const { signal, log } = options;
  let unable = false;
  const ping = async (): Promise<boolean> => {
    const answer = await pings(from, address, signal);
    if (answer === null && !unable) log(`${from.name} cannot ping; its sshd is looked for.`);
    unable ||= answer === null;
    return answer !== false;
  };
  const ssh = async (): Promise<boolean> => (await sshBanner(from, address, port, signal)) !== undefined;
  // The first packet went; one more that does not go is no reason to wait no longer.
  const sender = paced(async () => {
    await again().catch((caught: unknown) => {
      signal.throwIfAborted();
      log(toFailure(caught).message);
    });
  });
  await trying('ping', waiting.ping, ping, sender, name, options);
  await trying('SSH', waiting.sshPing, ssh, async () => {}, name, options);
}

/** At most once in AGAIN seconds, the first time not at once. */
function paced(again: () => Promise<void>): () => Promise<void> {
  let last = Date.now();
  return async () => {
    if (Date.now() - last < AGAIN * 1000) return;
    last = Date.now();
    await again();
  };
}

async function trying(
  what: string,
  trials: Trials | undefined,
  look: () => Promise<boolean>,
  again: () => Promise<void>,
  name: string,
  { signal, progress, log }: RunOptions,
): Promise<void> {
  if (trials === 'off') return;
  const { times, seconds } = trials ?? HOST_TRIALS;
  const began = Date.now();
  for (let trial = 1; trial <= times; trial++) {
    progress(`waiting for ${what} (${trial} of ${times})`);
    const next = Date.now() + seconds * 1000;
    if (await look()) {
      log(`${name} answers to ${what} after ${Math.round((Date.now() - began) / 1000)} s.`);
      return;
    }
    await again();
    if (trial < times) await delay(Math.max(0, next - Date.now()), signal);
  }
  throw fail(
    'timeout',
    `${name} did not wake: no answer to ${what} in ${times} tries.`,
    'Check its MAC, that Wake-on-LAN is on in its firmware and was armed (CANCEL ...,WOL), and that the broadcast reaches its segment.',
  );
}
