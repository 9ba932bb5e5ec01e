/** SSH keys of the lab, all made anew with each lab. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LAB_PASSWORD } from './accounts.ts';
import { must } from './run.ts';

/** An ed25519 key without passphrase at `path` and `path`.pub. */
export async function makeKey(path: string, comment: string): Promise<void> {
  await must(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', comment, '-f', path]);
}

/** The same with `LAB_PASSWORD` as passphrase, which goes in by an askpass program and not by argv. */
export async function makeLockedKey(path: string, comment: string, folder: string): Promise<void> {
  const askpass = join(folder, 'askpass.sh');
  writeFileSync(askpass, '#!/bin/sh\nprintf "%s\\n" "$CTYS_LAB_PASSPHRASE"\n', { mode: 0o700 });
  await must(['ssh-keygen', '-q', '-t', 'ed25519', '-C', comment, '-f', path], {
    env: {
      ...process.env,
      SSH_ASKPASS: askpass,
      SSH_ASKPASS_REQUIRE: 'force',
      CTYS_LAB_PASSPHRASE: LAB_PASSWORD,
    },
  });
}

/** `ssh-ed25519 AAAA...` of a public key file, comment left out. */
export function publicKey(path: string): string {
  return readFileSync(path, 'utf8').trim().split(' ').slice(0, 2).join(' ');
}

/** `SHA256:...` of a public key file. */
export async function fingerprint(path: string): Promise<string> {
  return (await must(['ssh-keygen', '-l', '-f', path])).split(' ')[1] ?? '';
}
