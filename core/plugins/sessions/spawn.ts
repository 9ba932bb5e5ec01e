/** Shells and commands whose X programs show on a display of ours, where the host allows that. */
import type { Channel, SpawnOptions } from '../../channel/channel.ts';
import { Failure } from '../../model/failure.ts';
import type { BytePipe } from '../../model/pipe.ts';

/** A host that shows nothing elsewhere runs them all the same. */
export async function spawnShown(
  on: Channel,
  argv: readonly string[],
  options: SpawnOptions,
): Promise<BytePipe> {
  try {
    return await on.spawn(argv, options);
  } catch (caught) {
    const { display, ...rest } = options;
    if (display === undefined || !(caught instanceof Failure) || caught.code !== 'transport-unable')
      throw caught;
    return await on.spawn(argv, rest);
  }
}
