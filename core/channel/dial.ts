/** The way to a host: configuration, jump hosts, host key, and the transport that can. */
import type { Duplex } from 'node:stream';
import { Failure, fail } from '../model/failure.ts';
import type { HostConfig } from '../model/host.ts';
import type { Ask } from '../model/prompt.ts';
import type { Secrets } from './auth.ts';
import { hostKeyCheck } from './host-key.ts';
import { KeyRing } from './keys.ts';
import { jitter, Limiter } from './limiter.ts';
import type { Link } from './link.ts';
import { startLocal } from './local.ts';
import { connectOpenSsh } from './openssh.ts';
import { ProcStream } from './proc-stream.ts';
import type { ConfigSource, SshOptions } from './ssh-config.ts';
import { sshOptions } from './ssh-config.ts';
import { connectSsh2, Dropped } from './ssh2.ts';
import { mute } from './streams.ts';
import type { Left, Transport } from './transport.ts';

/** Unauthenticated at once, per host or jump host: sshd drops some beyond 10 (MaxStartups 10:30:100). */
const HANDSHAKES = 8;
const TRIES = 8;
/** ms; doubled with each try up to 16 times. */
const FIRST_PAUSE = 150;
const MAX_HOPS = 8;

export interface DialOptions {
  readonly ask: Ask;
  readonly sshConfig?: string;
  readonly lookup?: (name: string) => HostConfig | undefined;
  readonly env?: NodeJS.ProcessEnv;
  readonly left?: Left;
}

/** `[user@]host[:port]`, IPv6 in brackets. */
export function parseHop(text: string): HostConfig {
  const hit = /^(?:([^@\s]+)@)?(?:\[([^\]\s]+)\]|([^:\s]+))(?::(\d{1,5}))?$/.exec(
    text.replace(/^ssh:\/\//, ''),
  );
  const address = hit?.[2] ?? hit?.[3];
  if (hit === null || address === undefined)
    throw fail(
      'bad-input',
      `${text} is no jump host.`,
      'Write a name of the inventory or [user@]host[:port].',
    );
  const [, user, , , port] = hit;
  return {
    name: text,
    address,
    ...(user !== undefined && { user }),
    ...(port !== undefined && { port: Number(port) }),
  };
}

/** @throws Failure bad-input where jump hosts lead back to one that waits for them */
export function checkPath(host: HostConfig, path: readonly string[]): void {
  if (!path.includes(host.name) && path.length < MAX_HOPS) return;
  throw fail(
    'bad-input',
    `The jump hosts of ${path[0]} go in a circle through ${host.name}.`,
    'Correct the jump hosts.',
    { path: [...path, host.name] },
  );
}

type LinkTo = (host: HostConfig, path: readonly string[], signal?: AbortSignal) => Promise<Link>;

export class Dialer {
  readonly #o: DialOptions;
  readonly #linkTo: LinkTo;
  readonly #keys = new KeyRing();
  readonly #secrets: Secrets = new Map();
  readonly #handshakes = new Map<string, Limiter>();

  constructor(options: DialOptions, linkTo: LinkTo) {
    this.#o = options;
    this.#linkTo = linkTo;
  }

  /** The host with what ssh_config adds of its address, port and jump hosts. @throws Failure bad-input, tool-missing */
  async place(host: HostConfig, signal?: AbortSignal): Promise<HostConfig> {
    const { hostname, port, jumps } = await sshOptions(host, this.#source(signal));
    return { ...host, address: hostname, port, ...(jumps.length > 0 && { jump: jumps }) };
  }

  /** `path`: names of the hosts on whose behalf this one is dialled. */
  async dial(host: HostConfig, path: readonly string[], signal?: AbortSignal): Promise<Transport> {
    const options = await sshOptions(host, this.#source(signal));
    const wish = host.transport ?? 'auto';
    const check = await hostKeyCheck(host.name, options);
    if (wish === 'openssh') return this.#openSsh(host, options, 'as configured', signal);
    if (wish === 'auto' && check.authorityOnly)
      return this.#openSsh(host, options, 'ssh2: no host certificates', signal);
    try {
      // Where OpenSSH may not take over, a ticket helps nobody.
      const usable = wish === 'auto' ? options : { ...options, gssapi: false };
      return await this.#ssh2(host, usable, path, signal);
    } catch (caught) {
      const why = wish === 'auto' && caught instanceof Failure ? reasonForOpenSsh(caught) : undefined;
      if (why === undefined) throw caught;
      return this.#openSsh(host, options, `ssh2: ${why}`, signal);
    }
  }

  #source(signal?: AbortSignal): ConfigSource {
    const { sshConfig, env } = this.#o;
    return {
      ...(sshConfig !== undefined && { file: sshConfig }),
      ...(env !== undefined && { env }),
      ...(signal !== undefined && { signal }),
    };
  }

  #hop(name: string): HostConfig {
    return this.#o.lookup?.(name) ?? parseHop(name);
  }

  /** The last jump host, reached through those before it; the nearest goes its own configured way. */
  #via(options: SshOptions): HostConfig | undefined {
    const last = options.jumps.at(-1);
    if (last === undefined) return undefined;
    const before = options.jumps.slice(0, -1);
    return before.length === 0 ? this.#hop(last) : { ...this.#hop(last), jump: before };
  }

  #limiter(name: string): Limiter {
    const known = this.#handshakes.get(name) ?? new Limiter(HANDSHAKES);
    this.#handshakes.set(name, known);
    return known;
  }

  async #ssh2(
    host: HostConfig,
    options: SshOptions,
    path: readonly string[],
    signal?: AbortSignal,
  ): Promise<Transport> {
    const via = this.#via(options);
    const link = via && (await this.#linkTo(via, [...path, host.name], signal));
    const limiter = this.#limiter(via?.name ?? `${options.hostname}:${options.port}`);
    for (let tries = 1; ; tries++) {
      const done = await limiter.take(signal);
      try {
        const socket = await this.#socket(options, link, signal);
        return await connectSsh2({
          host: host.name,
          options,
          hostKey: await hostKeyCheck(host.name, options),
          keys: this.#keys,
          secrets: this.#secrets,
          ask: this.#o.ask,
          ...(socket !== undefined && { socket }),
          ...(this.#o.env !== undefined && { env: this.#o.env }),
          ...(this.#o.left !== undefined && { left: this.#o.left }),
          ...(signal !== undefined && { signal }),
        });
      } catch (caught) {
        if (!(caught instanceof Dropped)) throw caught;
        if (tries === TRIES)
          throw fail(
            'connection-lost',
            `${host.name} drops connections before the login.`,
            'It may be overloaded or refuse this address; try again later.',
            { tries, error: caught.message },
          );
      } finally {
        done();
      }
      await jitter(FIRST_PAUSE * 2 ** Math.min(tries - 1, 4), signal);
    }
  }

  async #socket(o: SshOptions, link: Link | undefined, signal?: AbortSignal): Promise<Duplex | undefined> {
    if (link !== undefined) return link.forward({ host: o.hostname, port: o.port }, signal);
    return o.proxyCommand === undefined ? undefined : proxySocket(o.proxyCommand, this.#o.env);
  }

  async #openSsh(
    host: HostConfig,
    options: SshOptions,
    why: string,
    signal?: AbortSignal,
  ): Promise<Transport> {
    const done = await this.#limiter(`${options.hostname}:${options.port}`).take(signal);
    try {
      const hops = host.jump?.map((name) => this.#hop(name)).map(hopArgument);
      return await connectOpenSsh({
        host,
        options,
        why,
        ask: this.#o.ask,
        ...(hops !== undefined && hops.length > 0 && { jump: hops.join(',') }),
        ...this.#source(signal),
        ...(this.#o.left !== undefined && { left: this.#o.left }),
      });
    } finally {
      done();
    }
  }
}

function hopArgument(hop: HostConfig): string {
  const address = hop.address ?? hop.name;
  const bracketed = address.includes(':') ? `[${address}]` : address;
  return `${hop.user === undefined ? '' : `${hop.user}@`}${bracketed}${hop.port === undefined ? '' : `:${hop.port}`}`;
}

function reasonForOpenSsh(failure: Failure): string | undefined {
  const { code, data } = failure;
  if (code === 'transport-unable') return String(data?.reason ?? failure.message);
  return code === 'auth-denied' && data?.gap !== undefined ? String(data.gap) : undefined;
}

/** ProxyCommand is a shell line the user wrote; ssh runs it the same way (ssh_config(5)). */
function proxySocket(command: string, env?: NodeJS.ProcessEnv): Duplex {
  const proc = startLocal(['sh', '-c', `exec ${command}`], env);
  const socket = new ProcStream(proc, () => undefined);
  mute(socket);
  return socket;
}
