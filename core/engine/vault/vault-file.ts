/** The vault's file: nothing in it is clear but how it is sealed. Read strictly. */
import { z } from 'zod';
import { fail } from '../../model/failure.ts';
import { readState, setAside, writeAtomic } from '../files.ts';

const MOST_BYTES = 4 * 1024 * 1024;

const shape = z.strictObject({
  version: z.literal(1),
  /** What the key of the secrets is wrapped with. */
  by: z.enum(['passphrase', 'keyring']),
  /** base64; of a passphrase only. */
  salt: z.string(),
  /** The key of the secrets. */
  key: z.string(),
  /** The same key, wrapped with a passphrase beside the keyring. */
  also: z.strictObject({ salt: z.string(), key: z.string() }).exactOptional(),
  /** The secrets by name, sealed with it. */
  secrets: z.string(),
});
export type VaultFile = z.infer<typeof shape>;

const secrets = z.record(z.string(), z.array(z.string()));

/** null: there is none. @throws Failure file-damaged; it is set aside then, never dropped */
export async function readVault(path: string): Promise<VaultFile | null> {
  const text = await readState(path, MOST_BYTES);
  if (text === null) return null;
  const read = shape.safeParse(parsed(text));
  if (read.success) return read.data;
  const aside = await setAside(path);
  throw fail('file-damaged', `${path} is no vault, or of another version.`, `It is kept as ${aside}.`);
}

export const writeVault = (path: string, file: VaultFile): Promise<void> =>
  writeAtomic(path, `${JSON.stringify(file, null, 2)}\n`);

export function parseSecrets(text: string): ReadonlyMap<string, readonly string[]> | null {
  const read = secrets.safeParse(parsed(text));
  return read.success ? new Map(Object.entries(read.data)) : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
