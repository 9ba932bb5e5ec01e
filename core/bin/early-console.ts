/**
 * A console that is asked for together with a start: opened as soon as there is one, for a boot loader asks before its guest
 * runs, and xl tells of the start only after that.
 */
import type { ConsoleWord, MachineAction } from '../model/action.ts';
import { CONSOLE_WORDS } from '../model/console-words.ts';
import type { Machine } from '../model/machine.ts';
import { carried } from './as-failure.ts';
import type { CoreClient } from './core-client.ts';
import { EXIT } from './exit-codes.ts';
import type { Io } from './io.ts';
import { followJobs } from './jobs.ts';
import { show } from './show-console.ts';
import { snapshot } from './snapshot.ts';

/** ms between two looks. */
const BEAT = 500;

export const isEarly = (word: ConsoleWord | undefined, { verb }: MachineAction, { type }: Machine): boolean =>
  word !== undefined && CONSOLE_WORDS[word].kind === 'tty' && verb === 'start' && type === 'XEN';

export interface Starting {
  readonly machine: Machine;
  readonly word: ConsoleWord;
  readonly jobs: readonly string[];
}

/** `shown`: nothing is left to be opened. */
export async function startShowing(
  core: CoreClient,
  { machine, word, jobs }: Starting,
  action: MachineAction,
  io: Io,
): Promise<{ readonly code: number; readonly shown: boolean }> {
  const over = new AbortController();
  let isShown = false;
  const held: string[] = [];
  const quiet: Io = { ...io, error: (text) => void (isShown ? held.push(text) : io.error(text)) };
  const started = followJobs(core, jobs, quiet).finally(() => over.abort());
  // Whatever comes of it is told below.
  started.catch(() => {});
  const now = await offered(core, machine, word, AbortSignal.any([io.signal, over.signal]));
  if (now === undefined) return { code: await started, shown: false };
  // Its terminal is the guest's now.
  isShown = true;
  const end = await show(core, now, word, action, io).catch((caught: unknown) => ({ caught }));
  isShown = false;
  for (const text of held) io.error(text);
  const code = await started;
  if (code === EXIT.ok && typeof end !== 'number') throw end.caught;
  return { code: code === EXIT.ok && typeof end === 'number' ? end : code, shown: true };
}

/** undefined: the start was over first. */
async function offered(
  core: CoreClient,
  { id, host, type }: Machine,
  word: ConsoleWord,
  signal: AbortSignal,
): Promise<Machine | undefined> {
  const { kind } = CONSOLE_WORDS[word];
  const how = { name: host, types: [type], runningOnly: true, quiet: true };
  for (;;) {
    await new Promise((next) => setTimeout(next, BEAT));
    if (signal.aborted) return undefined;
    // What cannot be seen now is seen when the start is over.
    await carried(core.api.hosts.refresh(how, { signal })).catch(() => {});
    if (signal.aborted) return undefined;
    const now = await snapshot(core.api, signal).then(
      ({ machines }) => machines.get(id),
      () => undefined,
    );
    if (now?.consoles.some((one) => one.kind === kind && one.blocked === undefined)) return now;
  }
}
