/** The end of a lab, whoever made it: works from names alone, so that it also clears what a killed run left. */
import { existsSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { instanceOf, layout, netnsPrefix, STATE_ROOT } from './layout.ts';
import { bridges, namespaces, networkDown, pidsIn } from './network.ts';
import { isAlive, signalAll } from './processes.ts';
import { must, waitFor } from './run.ts';

/** Instances of which anything is there: namespace, bridge or folder. */
export async function instancesPresent(): Promise<readonly number[]> {
  const folders = existsSync(STATE_ROOT) ? readdirSync(STATE_ROOT).map((name) => `ctyslab${name}`) : [];
  const names = [...(await namespaces()), ...(await bridges()), ...folders];
  return [...new Set(names.flatMap((name) => instanceOf(name) ?? []))].sort((a, b) => a - b);
}

/** Ends every process of the instance and takes away all it had. Nothing there: nothing happens. */
export async function tearDown(instance: number): Promise<void> {
  const lab = layout(instance);
  const mine = (await namespaces()).filter((name) => name.startsWith(netnsPrefix(instance)));
  await waitFor(`the end of the processes of lab ${instance}`, async () => {
    const pids = (await Promise.all(mine.map(pidsIn))).flat().filter(isAlive);
    signalAll(pids, 'SIGKILL');
    return pids.length === 0;
  });
  await networkDown(lab, mine);
  if (isMounted(lab.state)) await must(['umount', lab.state]);
  if (existsSync(lab.state)) rmdirSync(lab.state);
  if (existsSync(STATE_ROOT) && readdirSync(STATE_ROOT).length === 0) rmdirSync(STATE_ROOT);
}

export function isMounted(path: string): boolean {
  return readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .some((line) => line.split(' ')[1] === path);
}
