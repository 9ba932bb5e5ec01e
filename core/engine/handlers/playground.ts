/** The lab to try everything in: it comes with the source, which a package does not have. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface Playground {
  readonly folder: string;
  /** Brings the lab up, and the product over it; ends both. */
  readonly command: string;
}

const COMMAND = 'npm start -- --demo';
/** Folders from what runs up to the source it was built in. */
const STEPS = 5;

/** undefined: it cannot be had here. `from`: where this program stands. `user`: its number. */
export function playgroundOf(
  from = import.meta.dirname,
  platform: string = process.platform,
  user = process.getuid?.(),
): Playground | undefined {
  if (platform !== 'linux') return undefined;
  let folder = from;
  for (let step = 0; step < STEPS; step++) {
    if (existsSync(join(folder, 'e2e', 'lab', 'lab.ts')))
      return { folder, command: user === 0 ? COMMAND : `sudo -E ${COMMAND}` };
    folder = dirname(folder);
  }
  return undefined;
}
