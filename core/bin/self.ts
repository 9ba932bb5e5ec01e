/** The command line of this installation, as another program calls it. */
import { fileURLToPath } from 'node:url';

export const SELF: readonly string[] = [process.execPath, fileURLToPath(import.meta.url)];
