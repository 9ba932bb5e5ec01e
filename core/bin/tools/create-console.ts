/** The console of a guest that is being made, in the caller's terminal: of its installation, and of the guest itself. */
import { setTimeout as delay } from 'node:timers/promises';
import { availability } from '../../model/availability.ts';
import type { Job } from '../../model/job.ts';
import type { Machine } from '../../model/machine.ts';
import { attach } from '../console.ts';
import type { CoreClient } from '../core-client.ts';
import type { Io } from '../io.ts';
import { snapshot } from '../snapshot.ts';

/** ms between two looks for its domain. */
const BEAT = 3_000;

/**
 * Attaches whenever the machine of the job is there and nothing is attached; ends with the signal, or when the job is over
 * and the console is left. Never rejects.
 */
export async function followConsole(
  core: CoreClient,
  id: string,
  io: Io,
  signal: AbortSignal,
): Promise<void> {
  const ended = AbortSignal.any([signal, io.signal]);
  try {
    for (;;) {
      const { job, machine } = await look(core, id, ended);
      const offer = machine?.consoles.find(({ kind, blocked }) => kind === 'tty' && blocked === undefined);
      if (machine !== undefined && offer !== undefined)
        await attach(core, machine, offer, { ...io, signal: ended }).catch(() => {});
      if (job?.ended !== undefined) return;
      await delay(BEAT, undefined, { signal: ended });
    }
  } catch {
    // The job tells what went wrong; a console that is gone tells nothing more.
  }
}

/** Starting: its boot loader asks. */
const UP: ReadonlySet<string> = new Set(['running', 'starting']);

/** The job, and its machine while a console of it can be opened. */
async function look(
  core: CoreClient,
  id: string,
  signal: AbortSignal,
): Promise<{ readonly job: Job | undefined; readonly machine: Machine | undefined }> {
  const name = (await snapshot(core.api, signal)).jobs.get(id)?.path.split('/')[1] ?? '';
  await core.api.hosts.refresh({ name, quiet: true, runningOnly: true, types: ['XEN'] }, { signal });
  const { jobs, machines } = await snapshot(core.api, signal);
  const job = jobs.get(id);
  const machine = [...machines.values()].find(({ path, state }) => path === job?.path && UP.has(state));
  const opens = machine !== undefined && availability('connect', machine) === null;
  return { job, machine: opens ? machine : undefined };
}
