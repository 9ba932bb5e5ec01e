/** A login for its own sake: it works, and the host says which kind of machine it is. */
import type { Channel } from '../channel/channel.ts';

/** PM: a physical machine, VM: a guest; as ctys-genmconf writes it down there. */
export type Category = 'PM' | 'VM';

const FILES: readonly (readonly [string, Category])[] = [
  ['/etc/ctys.d/pm.conf', 'PM'],
  ['/etc/ctys.d/vm.conf', 'VM'],
];

/** @throws Failure the connection's */
export async function categoriesOf(on: Channel, signal?: AbortSignal): Promise<readonly Category[]> {
  const argv = ['ls', '-d', ...FILES.map(([path]) => path)];
  const { stdout } = await on.exec(argv, { quiet: true, maxBytes: 4096, ...(signal && { signal }) });
  const there = new Set(stdout.split('\n').map((line) => line.trim()));
  return FILES.flatMap(([path, category]) => (there.has(path) ? [category] : []));
}
