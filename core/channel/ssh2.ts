/** The way to an ssh2 connection: TCP, handshake, host key, authentication. */
import { connect as connectSocket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Client, ConnectConfig, HostVerifier, ServerHostKeyAlgorithm } from 'ssh2';
import { ssh2 } from './packages.ts';
import { Failure, fail } from '../model/failure.ts';
import type { Ask } from '../model/prompt.ts';
import { Auth } from './auth.ts';
import type { Secrets } from './auth.ts';
import { connectFault } from './faults.ts';
import type { HostKeyCheck } from './host-key.ts';
import type { KeyRing } from './keys.ts';
import type { SshOptions } from './ssh-config.ts';
import { Ssh2Transport } from './ssh2-transport.ts';
import type { Left, Transport } from './transport.ts';

const TCP_TIMEOUT = 10_000;
/** ms without a step forward, people's time to answer not counted. */
const HANDSHAKE_TIMEOUT = 15_000;
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
  readonly env?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
  readonly left?: Left;
}

/** The server dropped us before the handshake (MaxStartups): worth another try. */
export class Dropped extends Error {}

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
    readyTimeout: 0,
    strictVendor: false,
  };
}

type SshError = NodeJS.ErrnoException & { level?: string };

/** A key that could not be signed with: ssh2 goes on to the next by itself. */
const isPassing = ({ level, message }: SshError): boolean =>
  level === 'agent' || (level === 'client-authentication' && /sign/i.test(message));

function faultOf(d: Ssh2Dial, auth: Auth, error: SshError): Error {
  if (error.level !== 'client-authentication') return handshakeFault(d, error);
  const denied = auth.denied();
  if (auth.gap === undefined) return denied;
  return new Failure({ ...denied.toData(), data: { ...denied.data, gap: auth.gap } });
}

/** Resolves with the cipher agreed on. */
function handshake(d: Ssh2Dial, client: Client, socket: Duplex): Promise<string> {
  return new Promise((resolve, reject) => {
    let cipher = '';
    let keyFault: Failure | undefined;
    const leave = (): void => {
      clock.stop();
      d.signal?.removeEventListener('abort', stop);
    };
    const lose = (error: Error): void => {
      leave();
      reject(error);
      socket.destroy();
    };
    const hangs = `${d.host} accepts connections but does not answer.`;
    const clock = handshakeClock(() =>
      lose(fail('timeout', hangs, 'Check its load, or restart sshd there.')),
    );
    const stop = (): void => lose(aborted());
    const auth = new Auth({ ...d, ask: clock.pause(d.ask) });
    const verifier: HostVerifier = (key, verify) => {
      d.hostKey.verify(key, clock.pause(d.ask)).then(
        () => verify(true),
        (caught: unknown) => {
          if (caught instanceof Failure) keyFault = caught;
          verify(false);
        },
      );
    };
    client.on('error', (error: SshError) => {
      if (!isPassing(error)) lose(keyFault ?? faultOf(d, auth, error));
    });
    client.once('close', () => lose(keyFault ?? new Dropped('closed')));
    client.once('handshake', (negotiated) => {
      cipher = negotiated.cs.cipher;
    });
    client.once('ready', () => {
      leave();
      auth.accepted();
      resolve(cipher);
    });
    if (d.signal?.aborted) return stop();
    d.signal?.addEventListener('abort', stop);
    client.connect(configOf(d, socket, auth, verifier));
  });
}

/**
 * Connect and authenticate.
 * @throws Failure no-such-host, refused, unreachable, timeout, auth-denied (with `data.gap` where OpenSSH might
 * succeed), host-key-*, transport-unable, aborted; Dropped when another try makes sense
 */
export async function connectSsh2(d: Ssh2Dial): Promise<Transport> {
  const socket = d.socket ?? (await tcp(d));
  const client = new (ssh2().Client)();
  const cipher = (await handshake(d, client, socket)).replace('@openssh.com', '');
  return new Ssh2Transport({
    ...{ host: d.host, user: d.options.user, title: `ssh2 ${cipher}`, client, socket },
    ...(d.left !== undefined && { left: d.left }),
  });
}
