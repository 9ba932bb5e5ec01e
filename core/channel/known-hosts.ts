/**
 * known_hosts as sshd(8) "SSH_KNOWN_HOSTS FILE FORMAT" describes it: hashed names, wildcards, negation,
 * `[host]:port`, @revoked and @cert-authority.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface KnownKey {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly marker?: 'revoked' | 'cert-authority';
  /** Comma-separated patterns, or `|1|salt|hash`. */
  readonly hosts: string;
  /** `ssh-ed25519`, `ecdsa-sha2-nistp256`, `ssh-rsa` ... */
  readonly type: string;
  /** The key itself, SSH wire format. */
  readonly key: Buffer;
}

const LINE =
  /^[ \t]*(?:(@revoked|@cert-authority)[ \t]+)?([^\s#@]\S*)[ \t]+(\S+)[ \t]+([A-Za-z0-9+/]+=*)(?:[ \t].*)?$/;
const MAX_FILE = 16 * 1024 * 1024;

/** Type name at the start of a wire format key; empty if it is none. */
export function keyType(key: Buffer): string {
  const length = key.length >= 4 ? key.readUInt32BE(0) : 0;
  return length > 0 && length <= 64 ? key.toString('latin1', 4, 4 + length) : '';
}

export function parseKnownHosts(text: string, file: string): KnownKey[] {
  return text.split('\n').flatMap((content, index) => {
    const hit = LINE.exec(content.replace(/\r$/, ''));
    if (hit === null) return [];
    const [, marker, hosts = '', type = '', base64 = ''] = hit;
    const key = Buffer.from(base64, 'base64');
    if (keyType(key) !== type) return [];
    const known = { file, line: index + 1, hosts, type, key };
    return [
      marker === undefined ? known : { ...known, marker: marker.slice(1) as 'revoked' | 'cert-authority' },
    ];
  });
}

/** Name a host is filed under: lower case, `[name]:port` unless the port is 22. */
export function fileName(host: string, port: number): string {
  const name = host.toLowerCase();
  return port === 22 ? name : `[${name}]:${port}`;
}

/** `*` and `?` only, as match_pattern of OpenSSH; the brackets of `[host]:port` are plain. */
function matchPattern(name: string, pattern: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(name);
}

/** The hashed form of a name. */
export function hashName(name: string, salt: Buffer = randomBytes(20)): string {
  const hash = createHmac('sha1', salt).update(name).digest('base64');
  return `|1|${salt.toString('base64')}|${hash}`;
}

/** Does the hosts field of a line name this host (as `fileName` spells it)? */
export function namesHost(hosts: string, name: string): boolean {
  if (hosts.startsWith('|')) {
    const [, version, salt = ''] = hosts.split('|');
    return version === '1' && hashName(name, Buffer.from(salt, 'base64')) === hosts;
  }
  let hit = false;
  for (const pattern of hosts.toLowerCase().split(',')) {
    if (pattern.startsWith('!')) {
      if (matchPattern(name, pattern.slice(1))) return false;
    } else if (pattern !== '' && matchPattern(name, pattern)) hit = true;
  }
  return hit;
}

/** All keys of several files; a file that is not there has none. */
export async function readKnownHosts(files: readonly string[]): Promise<KnownKey[]> {
  const texts = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(file, 'utf8').catch(() => '');
      return parseKnownHosts(text.slice(0, MAX_FILE), file);
    }),
  );
  return texts.flat();
}

/** `SHA256:...` as ssh prints it. */
export const fingerprint = (key: Buffer): string =>
  `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;

/** What people call a key's type. */
export const typeTitle = (type: string): string =>
  type.startsWith('ecdsa-') ? 'ECDSA' : type.replace(/^ssh-/, '').replace(/@.*$/, '').toUpperCase();

export type Verdict =
  | { readonly state: 'known' }
  /** `others`: keys of other types known for this host. */
  | { readonly state: 'unknown'; readonly others: readonly KnownKey[] }
  | { readonly state: 'changed'; readonly known: KnownKey }
  | { readonly state: 'revoked'; readonly known: KnownKey };

/** Judge the key a host shows. `names`: as filed, then any further spelling that may only confirm it. */
export function judge(key: Buffer, keys: readonly KnownKey[], names: readonly string[]): Verdict {
  const [first = '', ...further] = names;
  const filed = (name: string) => keys.filter((known) => namesHost(known.hosts, name));
  const all = names.flatMap(filed);
  const revoked = all.find((known) => known.marker === 'revoked' && known.key.equals(key));
  if (revoked !== undefined) return { state: 'revoked', known: revoked };
  const own = filed(first).filter((known) => known.marker === undefined);
  const same = (known: KnownKey): boolean => known.marker === undefined && known.key.equals(key);
  if (own.some(same)) return { state: 'known' };
  const changed = own.find((known) => known.type === keyType(key));
  if (changed !== undefined) return { state: 'changed', known: changed };
  // ssh accepts a key filed without port for a host on another port, but holds no mismatch against it.
  if (own.length === 0 && further.flatMap(filed).some(same)) return { state: 'known' };
  return { state: 'unknown', others: own };
}

/** Add a key as ssh does: the other lines stay, the file is 0600, its folder 0700. */
export async function addKnownHost(file: string, name: string, key: Buffer, hashed: boolean): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'a+', 0o600);
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) return;
    const last = Buffer.alloc(1);
    if (stat.size > 0) await handle.read(last, 0, 1, stat.size - 1);
    const gap = stat.size > 0 && last[0] !== 10 ? '\n' : '';
    const hosts = hashed ? hashName(name) : name;
    await handle.write(`${gap}${hosts} ${keyType(key)} ${key.toString('base64')}\n`);
  } finally {
    await handle.close();
  }
}
