/** What a vault is sealed with. Pure but for randomness: scrypt makes a key of a passphrase, AES-256-GCM seals. */
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';

/** About a tenth of a second and 64 MiB a guess. */
export const COST = { N: 65_536, r: 8, p: 1 } as const;
/** scrypt takes 128 N r bytes, and a little more. */
const MEMORY = 160 * 1024 * 1024;
/** Bytes. */
export const KEY_SIZE = 32;
const NONCE_SIZE = 12;
const TAG_SIZE = 16;

export const newKey = (): Buffer => randomBytes(KEY_SIZE);
export const newSalt = (): Buffer => randomBytes(16);

export function keyOf(passphrase: string, salt: Buffer): Promise<Buffer> {
  return new Promise((done, failed) =>
    scrypt(passphrase.normalize('NFC'), salt, KEY_SIZE, { ...COST, maxmem: MEMORY }, (error, key) =>
      error === null ? done(key) : failed(error),
    ),
  );
}

/** nonce, ciphertext, tag in base64. `about` is not secret, but may not be changed either. */
export function seal(key: Buffer, plain: Buffer, about: string): string {
  const nonce = randomBytes(NONCE_SIZE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

/** null: another key, or somebody changed it. */
export function unseal(key: Buffer, sealed: string, about: string): Buffer | null {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length < NONCE_SIZE + TAG_SIZE) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_SIZE))
    .setAAD(Buffer.from(about))
    .setAuthTag(bytes.subarray(-TAG_SIZE));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_SIZE, -TAG_SIZE)), decipher.final()]);
  } catch {
    return null;
  }
}
