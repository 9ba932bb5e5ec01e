/** Users of a host are told, and its syslog; then a countdown, which can be stopped. */
import type { Channel } from '../../../channel/channel.ts';
import type { RunOptions } from '../../plugin.ts';
import { delay } from '../../wait.ts';
import type { PowerFacts } from './facts.ts';

/** ms a message may take; who cannot be told does not hold it up. */
const PATIENCE = 5000;

async function tell(on: Channel, { tools }: PowerFacts, text: string): Promise<void> {
  const wall = tools.get('wall');
  const logger = tools.get('logger');
  const said = [
    ...(wall === undefined ? [] : [on.exec([wall], { stdin: `${text}\n`, timeout: PATIENCE })]),
    ...(logger === undefined ? [] : [on.exec([logger, '-t', 'ctys', text], { timeout: PATIENCE })]),
  ];
  await Promise.allSettled(said);
}

/** @throws Failure aborted, with nothing done */
export async function countdown(
  on: Channel,
  facts: PowerFacts,
  word: string,
  seconds: number,
  { signal, progress, log }: RunOptions,
): Promise<void> {
  const text = `System maintenance: ${word} in ${seconds} seconds`;
  log(text);
  await tell(on, facts, text);
  const end = Date.now() + seconds * 1000;
  try {
    for (let left = seconds; left > 0; left = Math.ceil((end - Date.now()) / 1000)) {
      progress(`${word} in ${left} s; it can still be stopped`);
      await delay(Math.min(1000, end - Date.now()), signal);
    }
  } catch (caught) {
    await tell(on, facts, `System maintenance: ${word} was called off`);
    throw caught;
  }
  signal.throwIfAborted();
}
