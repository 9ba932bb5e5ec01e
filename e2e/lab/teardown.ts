/** The end of a lab, whoever made it: works from names alone, so that it also clears what a killed run left. */
import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { instanceOf, layout, netnsPrefix, STATE_ROOT } from './layout.ts';
import { bridges, namespaces, networkDown } from './network.ts';
import { netnsId, processesOfLab, signalAll } from './processes.ts';
import { run, waitFor } from './run.ts';

/** Instances of which anything is there: namespace, bridge or folder. */
export async function instancesPresent(): Promise<readonly number[]> {
  const folders = existsSync(STATE_ROOT) ? readdirSync(STATE_ROOT).map((name) => `ctyslab${name}`) : [];
  const names = [...(await namespaces()), ...(await bridges()), ...folders];
  return [...new Set(names.flatMap((name) => instanceOf(name) ?? []))].sort((a, b) => a - b);
}

/**
 * Ends every process of the instance and takes away all it had. Nothing there: nothing happens.
 * Names go first, so that nothing new can start in the namespaces while their processes are ended.
 */
export async function tearDown(instance: number): Promise<void> {
  const lab = layout(instance);
  const mine = (await namespaces()).filter((name) => name.startsWith(netnsPrefix(instance)));
  const ids = new Set(mine.map(netnsId));
  await networkDown(lab, mine);
  await waitFor(`the end of lab ${instance}`, async () => {
    const pids = processesOfLab(lab.state, ids);
    signalAll(pids, 'SIGKILL');
    // The kernel lets go of the hosts' mounts a moment after their last process.
    return pids.length === 0 && (await unmounted(lab.state));
  });
  // Who was ended before its place was mounted left files in it.
  rmSync(lab.state, { recursive: true, force: true });
  removeIfEmpty(STATE_ROOT);
}

/** Other labs come and go at the same time. */
export function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    if (!['ENOENT', 'ENOTEMPTY'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

export async function unmounted(path: string): Promise<boolean> {
  if (isMounted(path)) await run(['umount', path]);
  return !isMounted(path);
}

export function isMounted(path: string): boolean {
  return readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .some((line) => line.split(' ')[1] === path);
}
