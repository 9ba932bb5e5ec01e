/** What is done with the key a host shows: known passes, unknown asks, changed and revoked stop hard. */
import type { Failure } from '../model/failure.ts';
import { fail } from '../model/failure.ts';
import type { Ask } from '../model/prompt.ts';
import type { KnownKey } from './known-hosts.ts';
import {
  addKnownHost,
  fileName,
  fingerprint,
  judge,
  keyType,
  namesHost,
  readKnownHosts,
  typeTitle,
} from './known-hosts.ts';
import type { SshOptions } from './ssh-config.ts';

/** Key types ssh2 can verify, best first. */
const TYPES: readonly string[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'ssh-rsa',
];
const algorithmsOf = (type: string): readonly string[] =>
  type === 'ssh-rsa' ? ['rsa-sha2-512', 'rsa-sha2-256'] : [type];

export interface HostKeyCheck {
  /** Host key algorithms to ask for, those of keys already known first. */
  readonly algorithms: readonly string[];
  /** Known by a certificate authority only: ssh2 cannot verify its certificates. */
  readonly authorityOnly: boolean;
  /** Resolves when the key is accepted; an unknown one is asked. @throws Failure host-key-unknown, host-key-changed, host-key-revoked */
  verify(key: Buffer, ask: Ask): Promise<void>;
}

function changed(host: string, name: string, known: KnownKey, key: Buffer): Failure {
  return fail(
    'host-key-changed',
    `The host key of ${host} has changed: expected ${fingerprint(known.key)}, got ${fingerprint(key)}.`,
    `If the host was set up anew, remove line ${known.line} of ${known.file}; otherwise somebody may be listening.`,
    {
      type: keyType(key),
      expected: fingerprint(known.key),
      offered: fingerprint(key),
      file: known.file,
      line: known.line,
      name,
    },
  );
}

function revoked(host: string, known: KnownKey, key: Buffer): Failure {
  return fail(
    'host-key-revoked',
    `The host key of ${host} (${fingerprint(key)}) is marked as revoked.`,
    `Give the host a new key; line ${known.line} of ${known.file} revokes this one.`,
    { offered: fingerprint(key), file: known.file, line: known.line },
  );
}

function unknown(host: string, key: Buffer, why: string): Failure {
  return fail(
    'host-key-unknown',
    `The host key of ${host} (${typeTitle(keyType(key))} ${fingerprint(key)}) is not known${why}.`,
    'Compare the fingerprint with the one the host shows, then accept it.',
    { offered: fingerprint(key), type: keyType(key) },
  );
}

/** Names a host is filed under; a key filed without port may confirm, never contradict. */
function namesOf(o: SshOptions): readonly string[] {
  if (o.hostKeyAlias !== undefined) return [o.hostKeyAlias.toLowerCase()];
  const plain = fileName(o.hostname, 22);
  const own = fileName(o.hostname, o.port);
  return own === plain ? [own] : [own, plain];
}

/** Everything about one connection's host key. Reads the known_hosts files now. */
export async function hostKeyCheck(host: string, o: SshOptions): Promise<HostKeyCheck> {
  const files = [...o.userKnownHosts, ...o.globalKnownHosts];
  const keys = await readKnownHosts(files);
  const names = namesOf(o);
  const [name = ''] = names;
  const mine = keys.filter((known) => names.some((each) => namesHost(known.hosts, each)));
  const knownTypes = mine.filter((known) => known.marker === undefined).map((known) => known.type);
  const order = [...TYPES].sort((a, b) => Number(knownTypes.includes(b)) - Number(knownTypes.includes(a)));

  async function accept(key: Buffer): Promise<void> {
    const [file] = o.userKnownHosts;
    // As ssh: a file that cannot be written does not stop the connection; the next one asks again.
    if (file !== undefined) await addKnownHost(file, name, key, o.hashKnownHosts).catch(() => {});
  }

  async function verify(key: Buffer, ask: Ask): Promise<void> {
    // Read again: another connection may have had the key accepted meanwhile.
    const verdict = judge(key, await readKnownHosts(files), names);
    if (verdict.state === 'known') return;
    if (verdict.state === 'changed') throw changed(host, name, verdict.known, key);
    if (verdict.state === 'revoked') throw revoked(host, verdict.known, key);
    if (o.strict === 'yes') throw unknown(host, key, ', and StrictHostKeyChecking forbids to accept it');
    if (o.strict === 'ask') {
      const others = verdict.others.map((known) => `${known.file}:${known.line}`);
      const answer = await ask({
        host,
        kind: 'host-key',
        text: `The authenticity of ${host} is not established. Connect?`,
        detail: [
          `${typeTitle(keyType(key))} ${fingerprint(key)}`,
          ...(others.length > 0 ? [`Keys of other types are known: ${others.join(', ')}`] : []),
        ].join('\n'),
        fields: [],
      });
      if (answer?.[0] !== 'yes') throw unknown(host, key, ' and was not accepted');
    }
    await accept(key);
  }

  return {
    algorithms: order.flatMap(algorithmsOf),
    authorityOnly: knownTypes.length === 0 && mine.some((known) => known.marker === 'cert-authority'),
    verify,
  };
}
