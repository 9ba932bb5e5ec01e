/** VNC's password file and its proof of knowing it: DES as every VNC server has it (RFC 6143, 7.2.2). Pure. */
import { createCipheriv, createDecipheriv, randomInt } from 'node:crypto';

/** The same in every VNC server there is: it hides the password from a glance, no more. */
const FILE_KEY = Buffer.from([23, 82, 107, 6, 35, 78, 88, 7]);
const BLOCK = 8;

/** What the ancestor shipped; whoever has read its manual knows it. */
export const SHIPPED_DEFAULT = 'install';

const reversed = (byte: number): number => {
  let out = 0;
  for (let bit = 0; bit < 8; bit++) if (byte & (1 << bit)) out |= 0x80 >> bit;
  return out;
};

/** VNC takes the bits of each byte of a key from the other end. Three times the same key is plain DES. */
function tripleKey(key: Uint8Array): Buffer {
  const single = Buffer.from(Array.from({ length: BLOCK }, (_, at) => reversed(key[at] ?? 0)));
  return Buffer.concat([single, single, single]);
}

/** Each block by itself: chaining from a zero block is no chaining. */
function blocks(data: Uint8Array, work: (block: Uint8Array) => Buffer): Buffer {
  const out: Buffer[] = [];
  for (let at = 0; at + BLOCK <= data.length; at += BLOCK) out.push(work(data.subarray(at, at + BLOCK)));
  return Buffer.concat(out);
}

function encrypt(key: Uint8Array, data: Uint8Array): Buffer {
  const triple = tripleKey(key);
  return blocks(data, (block) => {
    const cipher = createCipheriv('des-ede3-cbc', triple, Buffer.alloc(BLOCK)).setAutoPadding(false);
    return Buffer.concat([cipher.update(block), cipher.final()]);
  });
}

function decrypt(key: Uint8Array, data: Uint8Array): Buffer {
  const triple = tripleKey(key);
  return blocks(data, (block) => {
    const cipher = createDecipheriv('des-ede3-cbc', triple, Buffer.alloc(BLOCK)).setAutoPadding(false);
    return Buffer.concat([cipher.update(block), cipher.final()]);
  });
}

const padded = (password: string): Buffer => {
  const key = Buffer.alloc(BLOCK);
  Buffer.from(password, 'latin1').copy(key, 0, 0, BLOCK);
  return key;
};

/** The password a file holds; null: it holds none. A second one, for looking on, is not used. */
export function readSecret(file: Uint8Array): string | null {
  if (file.length < BLOCK) return null;
  return decrypt(FILE_KEY, file.subarray(0, BLOCK)).toString('latin1').replace(/\0.*$/s, '');
}

/** The content of a password file. */
export const writeSecret = (password: string): Buffer => encrypt(FILE_KEY, padded(password));

const LETTERS = 'abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** As long as VNC looks at. */
export const makePassword = (): string =>
  Array.from({ length: BLOCK }, () => LETTERS[randomInt(LETTERS.length)]).join('');

/** What a server wants back for its challenge of 16 bytes. */
export const answerTo = (challenge: Uint8Array, password: string): Buffer =>
  encrypt(padded(password), challenge);
