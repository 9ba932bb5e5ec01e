/** The console of a guest that is being made, in the caller's terminal: of its installation, and of the guest itself. */
import type { Machine } from '../../model/machine.ts';
import { availability } from '../../model/availability.ts';
import { attach } from '../console.ts';
import type { CoreClient } from '../core-client.ts';
import type { Io } from '../io.ts';
import { follow } from '../snapshot.ts';

/** Attaches whenever the machine of the job is there and nothing is attached; ends with the signal. Never rejects. */
export async function followConsole(
  core: CoreClient,
  job: string,
  io: Io,
  signal: AbortSignal,
): Promise<void> {
  const ended = AbortSignal.any([signal, io.signal]);
  try {
    const host = (await pathOf(core, job, ended)).split('/')[1] ?? '';
    // Its list is fresh only where somebody follows it.
    await core.api.hosts.refresh({ name: host, quiet: true, follow: true, types: ['XEN'] });
    while (!ended.aborted) {
      const machine = await started(core, job, ended);
      const offer = machine?.consoles.find(({ kind, blocked }) => kind === 'tty' && blocked === undefined);
      if (machine !== undefined && offer !== undefined)
        await attach(core, machine, offer, { ...io, signal: ended }).catch(() => {});
    }
  } catch {
    // The job tells what went wrong; a console that is gone tells nothing more.
  }
}

async function pathOf(core: CoreClient, job: string, signal: AbortSignal): Promise<string> {
  for await (const { jobs } of follow(core.api, signal)) {
    const path = jobs.get(job)?.path;
    if (path !== undefined) return path;
  }
  return '';
}

/** The machine as soon as a console of it can be opened. */
async function started(core: CoreClient, job: string, signal: AbortSignal): Promise<Machine | undefined> {
  for await (const { jobs, machines } of follow(core.api, signal)) {
    const path = jobs.get(job)?.path;
    const machine = [...machines.values()].find((one) => one.path === path && one.state === 'running');
    if (machine !== undefined && availability('connect', machine) === null) return machine;
  }
  return undefined;
}
