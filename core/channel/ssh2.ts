/** One ssh2 connection: handshake, authentication, sessions, forwarding, and the end of it. */
import { setMaxListeners } from 'node:events';
import { connect as connectSocket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Client, ClientChannel, ConnectConfig, HostVerifier, ServerHostKeyAlgorithm } from 'ssh2';
import ssh2 from 'ssh2';
import { Failure, fail } from '../model/failure.ts';
import type { Ask } from '../model/prompt.ts';
import { Auth } from './auth.ts';
import type { Secrets } from './auth.ts';
import type { Endpoint, Pty } from './channel.ts';
import { connectFault, named, socketFault } from './faults.ts';
import { frame } from './frame.ts';
import type { HostKeyCheck } from './host-key.ts';
import type { KeyRing } from './keys.ts';
import type { SshOptions } from './ssh-config.ts';
import type { SessionProc } from './ssh2-proc.ts';
import { endByPid, sessionProc } from './ssh2-proc.ts';
import type { Proc, Transport } from './transport.ts';

/** A dead host is noticed after three intervals: the interval, and two unanswered questions. */
const KEEPALIVE = 4000;
const UNANSWERED = 2;
const TCP_TIMEOUT = 10_000;
/** ms without a step forward, people's time to answer not counted. */
const HANDSHAKE_TIMEOUT = 15_000;
/** ms for a host to take the order to end what runs. */
const CLOSE_LIMIT = 2000;
const CIPHERS = ['aes128-gcm@openssh.com', 'aes256-gcm@openssh.com'] as const;

export interface Ssh2Dial {
  readonly host: string;
  readonly options: SshOptions;
  /** Without it there is no connection: ssh2 alone would accept any key. */
  readonly hostKey: HostKeyCheck;
  readonly keys: KeyRing;
  readonly secrets: Secrets;
  readonly ask: Ask;
  /** Connected already: through a jump host or proxy command. Absent: TCP. */
  readonly socket?: Duplex;
  readonly signal?: AbortSignal;
}

/** The server dropped us before the handshake (MaxStartups): worth another try. */
export class Dropped extends Error {}
/** The server is full: no further session on this connection (MaxSessions). */
export class SessionRefused extends Error {}

/** The type demands what ssh2 does not: a host key verifier. */
type VerifiedConfig = Omit<ConnectConfig, 'hostVerifier'> & { readonly hostVerifier: HostVerifier };

const aborted = (): Failure => fail('aborted', 'Stopped on request.');

function tcp(d: Ssh2Dial): Promise<Duplex> {
  const { hostname, port, addressFamily } = d.options;
  return new Promise((resolve, reject) => {
    const socket = connectSocket({ host: hostname, port, family: addressFamily, noDelay: true });
    const end = (error: NodeJS.ErrnoException): void => {
      d.signal?.removeEventListener('abort', stop);
      socket.destroy();
      reject(error instanceof Failure ? error : connectFault(d.host, hostname, port, innermost(error)));
    };
    const stop = (): void => end(aborted());
    socket.setTimeout(TCP_TIMEOUT, () => end(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })));
    socket.once('error', end);
    d.signal?.addEventListener('abort', stop);
    if (d.signal?.aborted) return stop();
    socket.once('connect', () => {
      d.signal?.removeEventListener('abort', stop);
      socket.setTimeout(0).removeAllListeners('timeout').off('error', end);
      resolve(socket);
    });
  });
}

/** Several addresses tried: the reason of the first stands for all. */
const innermost = (error: NodeJS.ErrnoException): NodeJS.ErrnoException =>
  error instanceof AggregateError ? ((error.errors[0] as NodeJS.ErrnoException | undefined) ?? error) : error;

function handshakeFault(d: Ssh2Dial, error: NodeJS.ErrnoException & { level?: string }): Error {
  const { message } = error;
  if (/no matching|[Uu]nsupported/.test(message))
    return fail(
      'transport-unable',
      `${d.host} offers nothing ssh2 can use: ${message.replace(/^Handshake failed: /, '')}.`,
      'Use the system OpenSSH for this host (transport: openssh).',
      { reason: message.replace(/^Handshake failed: /, '') },
    );
  if (
    /before handshake|ECONNRESET|EPIPE|MaxStartups|Not allowed at this time/.test(
      `${message} ${error.code ?? ''}`,
    )
  )
    return new Dropped(message);
  if (/identification/.test(message))
    return fail(
      'unreachable',
      `What answers at ${d.host} port ${d.options.port} is no SSH server.`,
      'Check the port.',
      {
        error: message,
      },
    );
  return connectFault(d.host, d.options.hostname, d.options.port, error);
}

/** A timer that stands still while a person is asked. */
function handshakeClock(late: () => void): { readonly pause: (ask: Ask) => Ask; stop(): void } {
  let timer = setTimeout(late, HANDSHAKE_TIMEOUT);
  let stopped = false;
  const pause =
    (ask: Ask): Ask =>
    async (question) => {
      clearTimeout(timer);
      try {
        return await ask(question);
      } finally {
        if (!stopped) timer = setTimeout(late, HANDSHAKE_TIMEOUT);
      }
    };
  return {
    pause,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

function configOf(d: Ssh2Dial, socket: Duplex, auth: Auth, hostVerifier: HostVerifier): VerifiedConfig {
  const serverHostKey = d.hostKey.algorithms as ServerHostKeyAlgorithm[];
  const cipher = { remove: [...CIPHERS], prepend: [...CIPHERS] };
  return {
    sock: socket,
    username: d.options.user,
    authHandler: auth.handler,
    hostVerifier,
    algorithms: { serverHostKey, cipher: cipher as unknown as never },
    keepaliveInterval: KEEPALIVE,
    keepaliveCountMax: UNANSWERED,
    readyTimeout: 0,
    strictVendor: false,
  };
}

/**
 * Connect and authenticate.
 * @throws Failure no-such-host, refused, unreachable, timeout, auth-denied (with `data.gap` where OpenSSH might
 * succeed), host-key-*, transport-unable, aborted; Dropped when another try makes sense
 */
export async function connectSsh2(d: Ssh2Dial): Promise<Transport> {
  const socket = d.socket ?? (await tcp(d));
  const client = new ssh2.Client();
  let cipher = '';
  await new Promise<void>((resolve, reject) => {
    let keyFault: Failure | undefined;
    const settle = (act: () => void): void => {
      clock.stop();
      d.signal?.removeEventListener('abort', stop);
      act();
    };
    const lose = (error: Error): void =>
      settle(() => {
        reject(error);
        socket.destroy();
      });
    const clock = handshakeClock(() =>
      lose(
        fail(
          'timeout',
          `${d.host} accepts connections but does not answer.`,
          'Check its load, or restart sshd there.',
        ),
      ),
    );
    const stop = (): void => lose(aborted());
    const auth = new Auth({ ...d, ask: clock.pause(d.ask) });
    const verifier: HostVerifier = (key, verify) => {
      d.hostKey.verify(key).then(
        () => verify(true),
        (caught: unknown) => {
          if (caught instanceof Failure) keyFault = caught;
          verify(false);
        },
      );
    };
    client.on('error', (error: NodeJS.ErrnoException & { level?: string }) => {
      // A key that could not be signed with: ssh2 goes on to the next by itself.
      if (error.level === 'agent' || (error.level === 'client-authentication' && /sign/i.test(error.message)))
        return;
      if (keyFault !== undefined) return lose(keyFault);
      if (error.level === 'client-authentication') {
        const denied = auth.denied();
        return lose(
          auth.gap === undefined
            ? denied
            : new Failure({ ...denied.toData(), data: { ...denied.data, gap: auth.gap } }),
        );
      }
      lose(handshakeFault(d, error));
    });
    client.once('close', () => lose(keyFault ?? new Dropped('closed')));
    client.once('handshake', (negotiated) => {
      cipher = negotiated.cs.cipher;
    });
    client.once('ready', () =>
      settle(() => {
        auth.accepted();
        resolve();
      }),
    );
    if (d.signal?.aborted) return stop();
    d.signal?.addEventListener('abort', stop);
    client.connect(configOf(d, socket, auth, verifier));
  });
  return new Ssh2Transport(d, client, socket, `ssh2 ${cipher.replace('@openssh.com', '')}`);
}

class Ssh2Transport implements Transport {
  readonly title: string;
  readonly user: string;
  readonly #client: Client;
  readonly #socket: Duplex;
  readonly #host: string;
  readonly #gone = new AbortController();
  readonly #procs = new Set<SessionProc>();

  constructor(d: Ssh2Dial, client: Client, socket: Duplex, title: string) {
    this.title = title;
    this.user = d.options.user;
    this.#client = client;
    this.#socket = socket;
    this.#host = d.host;
    client.removeAllListeners('error').removeAllListeners('close').setMaxListeners(0);
    setMaxListeners(0, this.#gone.signal);
    const lose = (why: string): void => this.#lose(why);
    client.on('error', (error) =>
      lose(/[Kk]eepalive/.test(error.message) ? 'it no longer answers' : error.message),
    );
    client.on('end', () => lose('it was closed by the host'));
    client.on('close', () => lose('it was closed by the host'));
  }

  get gone(): AbortSignal {
    return this.#gone.signal;
  }

  #lose(why: string): void {
    if (this.#gone.signal.aborted) return;
    this.#gone.abort(
      fail(
        'connection-lost',
        `The connection to ${this.#host} was lost: ${why}.`,
        'It is tried again by itself.',
      ),
    );
    this.#socket.destroy();
  }

  /** @throws SessionRefused when the server allows no further session */
  async start(argv: readonly string[], pty?: Pty, signal?: AbortSignal): Promise<Proc> {
    const tty = pty !== undefined;
    const how = argv.length > 0 ? { frame: frame(argv, tty), tty } : { tty };
    const window = pty && { cols: pty.cols, rows: pty.rows, term: pty.term ?? 'xterm-256color' };
    const channel = await this.#open<ClientChannel>(signal, (done) =>
      how.frame === undefined
        ? this.#client.shell(window ?? false, done)
        : this.#client.exec(how.frame.line, window === undefined ? {} : { pty: window }, done),
    ).catch((error: unknown) => {
      if (error instanceof Failure) throw error;
      throw new SessionRefused(String(error));
    });
    const proc = sessionProc(this.#client, channel, how);
    this.#procs.add(proc);
    void proc.exit.then(() => this.#procs.delete(proc));
    return proc;
  }

  async forward(to: Endpoint, signal?: AbortSignal): Promise<Duplex> {
    try {
      return await this.#open<ClientChannel>(signal, (done) =>
        'unix' in to
          ? this.#client.openssh_forwardOutStreamLocal(to.unix, done)
          : this.#client.forwardOut('127.0.0.1', 0, to.host, to.port, done),
      );
    } catch (caught) {
      if (caught instanceof Failure) throw caught;
      const { message, reason } = caught as Error & { reason?: number };
      // RFC 4254 5.1: 1 is administratively prohibited.
      if (reason === 1)
        throw fail(
          'transport-unable',
          `${this.#host} does not allow forwarding to ${named(to)}.`,
          'Allow it in sshd_config (AllowTcpForwarding, AllowStreamLocalForwarding).',
        );
      throw socketFault(to, this.#host, /refused/i.test(message) ? 'ECONNREFUSED' : message);
    }
  }

  /** A channel, closed at once if nobody wants it any more when it opens. */
  #open<C extends { close(): void }>(
    signal: AbortSignal | undefined,
    act: (done: (error: Error | undefined, channel: C) => void) => void,
  ): Promise<C> {
    return new Promise((resolve, reject) => {
      const stop = (): void => reject(this.gone.aborted ? this.gone.reason : aborted());
      if (this.gone.aborted || signal?.aborted) return stop();
      signal?.addEventListener('abort', stop);
      this.gone.addEventListener('abort', stop);
      const leave = (): void => {
        signal?.removeEventListener('abort', stop);
        this.gone.removeEventListener('abort', stop);
      };
      try {
        act((error, channel) => {
          leave();
          if (error) return reject(error);
          if (signal?.aborted) channel.close();
          resolve(channel);
        });
      } catch {
        leave();
        this.#lose('it was closed by the host');
        reject(this.gone.reason);
      }
    });
  }

  /** What runs on the host gets its end before the connection does. */
  close(): void {
    if (this.#gone.signal.aborted) return;
    const pids = [...this.#procs].flatMap((proc) => proc.running() ?? []);
    this.#gone.abort(fail('connection-lost', `The connection to ${this.#host} was closed.`));
    const end = (): void => {
      clearTimeout(limit);
      this.#client.end();
      setImmediate(() => this.#client.destroy());
    };
    const limit = setTimeout(end, CLOSE_LIMIT);
    if (pids.length === 0) end();
    else endByPid(this.#client, pids, end);
  }
}
