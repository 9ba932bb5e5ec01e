/** The same command on many hosts: run side by side as jobs, and what came of each, as values. */
import { told } from '../words/words.ts';
import type { MachineAction } from '../../core/model/action.ts';
import type { FailureData } from '../../core/model/failure.ts';
import type { Job } from '../../core/model/job.ts';
import { asFailure } from '../client.ts';
import { theCore } from '../core.ts';
import { jobOver } from '../jobs/job-over.ts';

export interface CommandResult {
  readonly host: string;
  readonly state: 'running' | 'done' | 'failed';
  /** The command's own exit code; absent: it did not come to an end. */
  readonly code?: number;
  /** Why it did not run, or broke off. */
  readonly why?: string;
  /** ms */
  readonly took?: number;
  /** What it said, the first of it. */
  readonly lines: readonly string[];
}

/** Lines kept of one host. */
const MOST_LINES = 5_000;
/** ms: lines that come within it are told together. */
const TOGETHER = 100;

export const hostOf = ({ on }: MachineAction): string => on?.host ?? 'localhost';

/** Resolves when it is over; `changed` as it says something and at its end. Never rejects: a failure is its result. */
export async function runCommand(
  action: MachineAction,
  signal: AbortSignal,
  changed: (result: CommandResult, job: string | undefined) => void,
): Promise<void> {
  const { api } = theCore();
  const host = hostOf(action);
  const begun = Date.now();
  const lines: string[] = [];
  const tell = (rest: Omit<CommandResult, 'host' | 'lines'>, job?: string): void =>
    changed({ host, lines: [...lines], ...rest }, job);
  let telling: ReturnType<typeof setTimeout> | undefined;
  const end = (outcome: Omit<CommandResult, 'host' | 'lines' | 'took'>, job?: string): void => {
    clearTimeout(telling);
    tell({ ...outcome, took: Date.now() - begun }, job);
  };
  tell({ state: 'running' });
  try {
    const [job = ''] = await api.run(structuredClone(action) as never);
    tell({ state: 'running' }, job);
    const stop = (): void => void api.abort({ job }).catch(() => undefined);
    signal.addEventListener('abort', stop, { once: true });
    for await (const { text, from } of await api.log({ job }))
      if (from === 'output' && lines.length < MOST_LINES) {
        lines.push(text);
        telling ??= setTimeout(() => {
          telling = undefined;
          tell({ state: 'running' }, job);
        }, TOGETHER);
      }
    signal.removeEventListener('abort', stop);
    end(outcomeOf(await jobOver(job)), job);
  } catch (caught) {
    end({ state: 'failed', why: told(asFailure(caught).message) });
  }
}

function outcomeOf(job: Job | undefined): Pick<CommandResult, 'state' | 'code' | 'why'> {
  if (job?.state === 'done') return { state: 'done', code: 0 };
  const failure: FailureData | undefined = job?.failure;
  const code = failure?.data?.code;
  if (typeof code === 'number') return { state: 'failed', code };
  return { state: 'failed', ...(failure !== undefined && { why: told(failure.message) }) };
}

/** For files: a host a record, its output as one text. */
export const recordOf = ({ host, code, why, took, lines }: CommandResult) => ({
  host,
  code,
  ms: took,
  error: why,
  output: lines.join('\n'),
});
