/** Jobs of this command until their end, their progress on stderr. */
import type { Job } from '../model/job.ts';
import type { CoreClient } from './core-client.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';
import type { Io } from './io.ts';
import { follow } from './snapshot.ts';

/** What ends sooner than this says nothing while it runs. */
const QUIET_MS = 1_000;

/** The worst exit code of them. When the command is stopped, so are they. */
export async function followJobs(core: CoreClient, ids: readonly string[], io: Io): Promise<number> {
  const said = new Map<string, string>();
  const over = new AbortController();
  const stop = (): void => {
    for (const job of ids) void core.api.abort({ job }).catch(() => {});
  };
  io.signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const { jobs } of follow(core.api, over.signal)) {
      const ours = ids.flatMap((id) => jobs.get(id) ?? []);
      for (const job of ours) tell(job, said, io);
      if (ours.every(({ ended }) => ended !== undefined)) return worst(ours, io);
    }
  } finally {
    io.signal.removeEventListener('abort', stop);
    over.abort();
  }
  return EXIT.failed;
}

function tell({ id, path, progress, started, ended }: Job, said: Map<string, string>, io: Io): void {
  if (progress === undefined || said.get(id) === progress || ended !== undefined) return;
  if (Date.now() - started < QUIET_MS) return;
  said.set(id, progress);
  io.error(`${path}: ${progress}\n`);
}

function worst(jobs: readonly Job[], io: Io): number {
  let code: number = EXIT.ok;
  for (const { path, failure } of jobs) {
    if (failure === undefined) continue;
    io.error(
      `ctys: ${path}: ${failure.message}${failure.remedy === undefined ? '' : ` ${failure.remedy}`}\n`,
    );
    if (code === EXIT.ok) code = exitCodeOf(failure.code);
  }
  return code;
}
