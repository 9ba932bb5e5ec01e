/**
 * Keys offered to a server, as OpenSSH offers them: public halves first, the private key opened (and its
 * passphrase asked) only when the server wants that very key. Opened keys stay in memory for the process.
 */
import { readFile } from 'node:fs/promises';
import type { BaseAgent, IdentityCallback, ParsedKey, SignCallback, SigningRequestOptions } from 'ssh2';
import { ssh2 } from './packages.ts';
import type { Ask } from '../model/prompt.ts';
import type { SshOptions } from './ssh-config.ts';
import { keyType } from './known-hosts.ts';

const TRIES = 3;
const MAX_KEY_FILE = 64 * 1024;

export interface OfferedKey {
  /** Where it is from, for messages: a path, or `agent`. */
  readonly from: string;
  /** Wire format. */
  readonly key: Buffer;
  /** null: declined, or the key cannot be opened. */
  sign(data: Buffer, options: SigningRequestOptions): Promise<Buffer | null>;
}

/** Things ssh2 cannot do with a host's keys; each asks for OpenSSH. */
export type KeyGap = 'certificate' | 'security key';

export interface KeyOffer {
  readonly keys: readonly OfferedKey[];
  readonly gaps: readonly KeyGap[];
}

const firstKey = (parsed: ParsedKey | Error): ParsedKey | undefined => {
  const one = Array.isArray(parsed) ? (parsed[0] as ParsedKey) : parsed;
  return one instanceof Error ? undefined : one;
};

const readSmall = async (path: string): Promise<Buffer | undefined> => {
  const content = await readFile(path).catch(() => undefined);
  return content !== undefined && content.length <= MAX_KEY_FILE ? content : undefined;
};

/** The public half stands in clear in an encrypted key file (OpenSSH PROTOCOL.key). */
export function publicHalf(file: Buffer): Buffer | undefined {
  const base64 = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]+?)-----END/.exec(file.toString('latin1'))?.[1];
  if (base64 === undefined) return undefined;
  const blob = Buffer.from(base64, 'base64');
  let at = 'openssh-key-v1\0'.length;
  const field = (): Buffer => {
    const length = blob.readUInt32BE(at);
    at += 4 + length;
    return blob.subarray(at - length, at);
  };
  try {
    for (let skipped = 0; skipped < 3; skipped++) field();
    at += 4;
    return field();
  } catch {
    return undefined;
  }
}

const gapOf = (type: string): KeyGap | undefined =>
  type.includes('-cert-') ? 'certificate' : type.startsWith('sk-') ? 'security key' : undefined;

/** Private keys opened in this process, by path. */
export class KeyRing {
  readonly #open = new Map<string, Promise<ParsedKey | null>>();

  /** Keys for one host: those of the agent that the configuration names, other keys of the agent, files. */
  async offer(o: SshOptions, host: string, ask: Ask): Promise<KeyOffer> {
    const gaps = new Set<KeyGap>();
    const files = await Promise.all(o.identityFiles.map((path) => this.#fromFile(path, host, ask)));
    const named = files.filter((key) => key !== null);
    const agent = o.agent === null ? [] : await agentKeys(o.agent);
    const isNamed = (key: OfferedKey): boolean => named.some((file) => file.key.equals(key.key));
    const all = [
      ...agent.filter(isNamed),
      ...(o.identitiesOnly ? [] : agent.filter((key) => !isNamed(key))),
      ...named.filter((file) => !agent.some((key) => key.key.equals(file.key))),
    ];
    const keys = all.filter((key) => {
      const gap = gapOf(keyType(key.key));
      if (gap !== undefined) gaps.add(gap);
      return gap === undefined;
    });
    const certificates = [...o.certificateFiles, ...o.identityFiles.map((path) => `${path}-cert.pub`)];
    for (const path of certificates) if ((await readSmall(path)) !== undefined) gaps.add('certificate');
    return { keys, gaps: [...gaps] };
  }

  async #fromFile(path: string, host: string, ask: Ask): Promise<OfferedKey | null> {
    const content = await readSmall(path);
    const beside = await readSmall(`${path}.pub`);
    const pub =
      (content && publicHalf(content)) ??
      (beside && Buffer.from(beside.toString('latin1').split(/\s+/)[1] ?? '', 'base64'));
    if (content === undefined) return null;
    const key = pub ?? (await this.#private(path, content, host, ask))?.getPublicSSH();
    if (key === undefined) return null;
    return {
      from: path,
      key,
      sign: async (data, options) => {
        const parsed = await this.#private(path, content, host, ask);
        const signature: unknown = parsed?.sign(data, options.hash);
        return Buffer.isBuffer(signature) ? signature : null;
      },
    };
  }

  /** Concurrent users of a key wait for one question. A declined or wrong passphrase is asked again next time. */
  #private(path: string, content: Buffer, host: string, ask: Ask): Promise<ParsedKey | null> {
    const known = this.#open.get(path);
    if (known !== undefined) return known;
    const opening = open(path, content, host, ask);
    this.#open.set(path, opening);
    void opening.then(
      (key) => key === null && this.#open.delete(path),
      () => this.#open.delete(path),
    );
    return opening;
  }
}

async function open(path: string, content: Buffer, host: string, ask: Ask): Promise<ParsedKey | null> {
  const plain = ssh2().utils.parseKey(content);
  if (!(plain instanceof Error)) return firstKey(plain) ?? null;
  if (!/no passphrase given/.test(plain.message)) return null;
  for (let tries = 0; tries < TRIES; tries++) {
    const answers = await ask({
      host,
      kind: 'passphrase',
      text: `Passphrase of the key ${path}`,
      ...(tries > 0 && { detail: 'The passphrase was wrong.', again: true }),
      secret: `key ${path}`,
      fields: [{ label: 'Passphrase', echo: false }],
    });
    const passphrase = answers?.[0];
    if (passphrase === undefined) return null;
    const parsed = firstKey(ssh2().utils.parseKey(content, passphrase));
    if (parsed !== undefined) return parsed;
  }
  return null;
}

/** An agent that does not answer has no keys; the server's refusal then says what was tried. */
function agentKeys(socket: string): Promise<readonly OfferedKey[]> {
  const agent = ssh2().createAgent(socket);
  return new Promise((resolve) => {
    agent.getIdentities((error, found) => {
      if (error !== undefined && error !== null) return resolve([]);
      const keys = (found ?? []).flatMap((each: unknown): OfferedKey[] => {
        const key = Buffer.isBuffer(each) ? each : (each as ParsedKey).getPublicSSH?.();
        return key === undefined
          ? []
          : [{ from: 'agent', key, sign: (data, o) => signWith(agent, key, data, o) }];
      });
      resolve(keys);
    });
  });
}

function signWith(
  agent: BaseAgent,
  key: Buffer,
  data: Buffer,
  o: SigningRequestOptions,
): Promise<Buffer | null> {
  return new Promise((resolve) => {
    agent.sign(key, data, o, (error, signature) => resolve(error ? null : (signature ?? null)));
  });
}

/** Offered keys as ssh2 wants them: an agent. */
export function offerAgent(keys: readonly OfferedKey[]): BaseAgent<Buffer> {
  const { BaseAgent: Base } = ssh2();
  class OfferAgent extends Base<Buffer> {
    override getIdentities(done: IdentityCallback<Buffer>): void {
      done(
        undefined,
        keys.map((each) => each.key),
      );
    }
    override sign(
      pub: Buffer,
      data: Buffer,
      options: SigningRequestOptions | SignCallback,
      done?: SignCallback,
    ): void {
      const [o, cb] = typeof options === 'function' ? [{}, options] : [options, done];
      void signature(keys, pub, data, o).then((signed) =>
        signed === null ? cb?.(new Error('The key was not opened.')) : cb?.(undefined, signed),
      );
    }
  }
  return new OfferAgent();
}

async function signature(
  keys: readonly OfferedKey[],
  pub: Buffer,
  data: Buffer,
  options: SigningRequestOptions,
): Promise<Buffer | null> {
  // ssh2 hands back the key it parsed, not the bytes it was given.
  const wire = Buffer.isBuffer(pub) ? pub : (pub as unknown as ParsedKey).getPublicSSH();
  const offered = keys.find((each) => each.key.equals(wire));
  return await Promise.resolve(offered?.sign(data, options) ?? null).catch(() => null);
}
