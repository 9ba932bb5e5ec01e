/** The end of a Xen lab, whoever made it: works from names alone, so that it also clears what a killed run left. */
import { existsSync, readdirSync, rmdirSync } from 'node:fs';
import { STATE_ROOT } from '../layout.ts';
import { processesNaming, signalAll } from '../processes.ts';
import { waitFor } from '../run.ts';
import { removeIfEmpty, unmounted } from '../teardown.ts';
import { xenInstanceOf, xenLayout } from './layout.ts';

export function xenInstancesPresent(): readonly number[] {
  const folders = existsSync(STATE_ROOT) ? readdirSync(STATE_ROOT) : [];
  return folders.flatMap((folder) => xenInstanceOf(folder) ?? []);
}

/** Ends the machine and every ssh to it, and takes away their files. Nothing there: nothing happens. */
export async function tearDownXen(instance: number): Promise<void> {
  const { state } = xenLayout(instance);
  await waitFor(`the end of Xen lab ${instance}`, async () => {
    const pids = processesNaming(`${state}/`);
    signalAll(pids, 'SIGKILL');
    return pids.length === 0 && (await unmounted(state));
  });
  if (existsSync(state)) rmdirSync(state);
  removeIfEmpty(STATE_ROOT);
}
