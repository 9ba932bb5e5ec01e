/** Commands on hosts without a terminal: run as jobs, told as they said it, or in one table for many hosts. */
import type { MachineAction } from '../model/action.ts';
import { toFailure } from '../model/failure.ts';
import { clean } from '../ctys/tables/cells.ts';
import { asFailure, carried } from './as-failure.ts';
import type { CoreClient } from './core-client.ts';
import { withDisplay } from './display.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';
import type { Io } from './io.ts';
import { hostName, withLogin } from './places.ts';
import { follow } from './snapshot.ts';
import { table } from './tools/table.ts';

export interface CommandResult {
  readonly host: string;
  readonly lines: readonly string[];
  /** The command's own; absent: it did not come to an end. */
  readonly code?: number;
  /** Why it did not run, or broke off. */
  readonly why?: string;
  /** What ctys exits with. */
  readonly exit: number;
}

/** Never throws: a host's failure is its result. */
export async function runCommand(core: CoreClient, action: MachineAction, io: Io): Promise<CommandResult> {
  const host = hostName(withLogin(action));
  const lines: string[] = [];
  try {
    const [job = ''] = await carried(core.api.run({ ...withDisplay(action), on: { host } }));
    const stop = (): void => void core.api.abort({ job }).catch(() => {});
    io.signal.addEventListener('abort', stop, { once: true });
    for await (const { text, from } of await core.api.log({ job })) if (from === 'output') lines.push(text);
    io.signal.removeEventListener('abort', stop);
    return { host, lines, ...(await outcome(core, job)) };
  } catch (caught) {
    const { code, message } = asFailure(caught);
    return { host, lines, why: message, exit: exitCodeOf(code) };
  }
}

async function outcome(core: CoreClient, id: string): Promise<Pick<CommandResult, 'code' | 'why' | 'exit'>> {
  const over = new AbortController();
  try {
    for await (const { jobs } of follow(core.api, over.signal)) {
      const job = jobs.get(id);
      if (job !== undefined && job.ended === undefined) continue;
      if (job?.failure === undefined) return { code: 0, exit: EXIT.ok };
      const { code, message, data } = job.failure;
      if (typeof data?.code === 'number') return { code: data.code, exit: data.code };
      return { why: message, exit: exitCodeOf(code) };
    }
  } catch (caught) {
    return { why: toFailure(caught).message, exit: EXIT.failed };
  } finally {
    over.abort();
  }
  return { why: 'It was stopped.', exit: EXIT.aborted };
}

/** One command alone is told as if it had run here, and ctys exits as it did. */
export function tellResult({ lines, why, exit }: CommandResult, io: Io): number {
  if (lines.length > 0) io.out(`${lines.join('\n')}\n`);
  if (why !== undefined) io.error(`ctys: ${why}\n`);
  return exit;
}

/** The same on many hosts, in one table: a row a host, further lines below it. */
export async function bulkCommand(
  core: CoreClient,
  actions: readonly MachineAction[],
  io: Io,
): Promise<number> {
  const [first] = actions;
  if (first?.options?.message !== undefined) io.out(`${first.options.message}\n`);
  const results = await runAll(core, actions, io);
  const isTerse = first?.options?.terse === true;
  const rows = results.flatMap((result) => resultRows(result, isTerse));
  const separator = isTerse ? ';' : '|';
  io.out(table([...(isTerse ? [] : [['host', 'code', 'output']]), ...rows], separator));
  return results.find(({ exit }) => exit !== EXIT.ok)?.exit ?? EXIT.ok;
}

async function runAll(
  core: CoreClient,
  actions: readonly MachineAction[],
  io: Io,
): Promise<readonly CommandResult[]> {
  if (!actions.some(isSequential)) return await Promise.all(actions.map((one) => runCommand(core, one, io)));
  const results: CommandResult[] = [];
  for (const action of actions) results.push(await runCommand(core, action, io));
  return results;
}

const isSequential = ({ options }: MachineAction): boolean =>
  options?.dispatch === 'stack' || options?.dispatch?.order === 'sequential';

/** Terse lines each name their host. */
function resultRows({ host, lines, code, why }: CommandResult, isTerse: boolean) {
  const told = why === undefined ? lines : [...lines, why];
  const first = [host, code === undefined ? '-' : String(code)];
  if (told.length === 0) return [[...first, '']];
  return told.map((line, at) => [...(at === 0 || isTerse ? first : ['', '']), clean(line)]);
}
