/** A FIDO security key in software, so that OpenSSH's way with them can be tested: a key file, and what signs with it. */
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCE = join(import.meta.dirname, 'software-key.c');
const HELPER = '/usr/lib/openssh/ssh-sk-helper';

/** Why there can be none here; undefined: it can. */
export const noSoftwareKey = !existsSync(HELPER)
  ? 'OpenSSH has no helper for security keys here'
  : existsSync('/usr/bin/cc')
    ? undefined
    : 'there is no C compiler';

/** Builds what ssh_config names as SecurityKeyProvider. */
export function makeProvider(folder: string): string {
  const provider = join(folder, 'software-key.so');
  execFileSync('cc', ['-shared', '-fPIC', '-O1', '-o', provider, SOURCE]);
  return provider;
}

const TYPE = 'sk-ssh-ed25519@openssh.com';
const APPLICATION = 'ssh:';
/** A touch is wanted. */
const FLAGS = 1;

const number = (value: number): Buffer => {
  const four = Buffer.alloc(4);
  four.writeUInt32BE(value);
  return four;
};
const text = (value: string | Buffer): Buffer =>
  Buffer.concat([number(Buffer.byteLength(value)), Buffer.from(value)]);

/** Writes `path` and `path.pub`, as `ssh-keygen -t ed25519-sk` does (OpenSSH PROTOCOL.key and PROTOCOL.u2f). */
export function makeSoftwareKey(path: string): void {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32);
  const point = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const pub = Buffer.concat([text(TYPE), text(point), text(APPLICATION)]);
  const check = randomBytes(4);
  const inner = Buffer.concat([
    ...[check, check, pub, Buffer.from([FLAGS])],
    ...[text(seed), text(''), text('software')],
  ]);
  const padding = Buffer.from(Array.from({ length: -inner.length & 7 }, (_, at) => at + 1));
  const file = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    ...[text('none'), text('none'), text(''), number(1)],
    ...[text(pub), text(Buffer.concat([inner, padding]))],
  ]);
  const armour = file.toString('base64').replace(/.{70}/g, '$&\n');
  const [begin, end] = ['BEGIN', 'END'].map((word) => `-----${word} OPENSSH PRIVATE KEY-----`);
  writeFileSync(path, `${begin}\n${armour}\n${end}\n`, { mode: 0o600 });
  writeFileSync(`${path}.pub`, `${TYPE} ${pub.toString('base64')} software\n`);
}
