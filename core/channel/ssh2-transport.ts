/** An authenticated ssh2 connection: sessions, forwarding, and the end of it. */
import { setMaxListeners } from 'node:events';
import type { Duplex } from 'node:stream';
import type { Client, ClientChannel } from 'ssh2';
import { Failure, fail } from '../model/failure.ts';
import type { Endpoint, Pty } from './channel.ts';
import { joinDisplay, type Offered, offerDisplay } from './display.ts';
import { Ender } from './ending.ts';
import { leftRunning, named, noSubsystem, socketFault } from './faults.ts';
import { frame } from './frame.ts';
import { mute } from './streams.ts';
import type { SessionKind, SessionProc } from './ssh2-proc.ts';
import { endRunner, sessionProc } from './ssh2-proc.ts';
import { keepAlive } from './ssh2-alive.ts';
import type { Accept, Listener } from './listen.ts';
import { Ssh2Listeners } from './ssh2-listen.ts';
import { limitReadAhead, limitWindows } from './ssh2-window.ts';
import type { Left, Proc, Subsystem, Transport } from './transport.ts';
import { within } from './within.ts';

/** ms for a host to take the order to end what runs. */
const CLOSE_LIMIT = 2000;
/** The server is full: no further session on this connection (MaxSessions). */
export class SessionRefused extends Error {}

const aborted = (): Failure => fail('aborted', 'Stopped on request.');

export interface Ssh2Connection {
  readonly host: string;
  readonly user: string;
  readonly title: string;
  readonly client: Client;
  readonly socket: Duplex;
  readonly left?: Left;
}

export class Ssh2Transport implements Transport {
  readonly title: string;
  readonly user: string;
  readonly #client: Client;
  readonly #socket: Duplex;
  readonly #host: string;
  readonly #gone = new AbortController();
  readonly #alive: ReturnType<typeof keepAlive>;
  /** Terminals and forwarded connections that are open. */
  #attended = 0;
  readonly #procs = new Set<SessionProc>();
  /** Channels that the host has been asked for and has not given yet. */
  readonly #opening = new Set<Promise<void>>();
  readonly #ender: Ender;
  #closing: Promise<void> | undefined;
  readonly #listeners: Ssh2Listeners;
  /** Displays that sessions on the host may use now. */
  readonly #displays = new Set<Offered>();

  constructor({ host, user, title, client, socket, left }: Ssh2Connection) {
    this.title = title;
    this.user = user;
    this.#client = client;
    this.#socket = socket;
    this.#host = host;
    this.#ender = new Ender({
      run: endRunner(client),
      isLost: () => false,
      left: (pids) => left?.(leftRunning(host, pids)),
    });
    limitWindows(client);
    client.removeAllListeners('error').removeAllListeners('close').setMaxListeners(0);
    setMaxListeners(0, this.#gone.signal);
    const lose = (why: string): void => this.#lose(why);
    this.#alive = keepAlive({
      ...{ client, socket },
      attended: () => this.#attended > 0,
      lost: () => lose('it no longer answers'),
    });
    this.gone.addEventListener('abort', this.#alive.end);
    client.on('error', (error) => lose(error.message));
    this.#listeners = new Ssh2Listeners(client, host, this.gone);
    client.on('x11', (_from, accept) => joinDisplay(accept(), () => this.#displays));
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
        // A loss is noticed late; after a sleep of this machine, very late.
        { heard: this.#alive.heard() },
      ),
    );
    this.#socket.destroy();
  }

  /** @throws SessionRefused when the server allows no further session */
  async start(argv: readonly string[], pty?: Pty, signal?: AbortSignal, display?: string): Promise<Proc> {
    const tty = pty !== undefined;
    const how = argv.length > 0 ? { frame: frame(argv, tty), tty } : { tty };
    const window = pty && { cols: pty.cols, rows: pty.rows, term: pty.term ?? 'xterm-256color' };
    const offered = display === undefined ? undefined : offerDisplay(display);
    if (offered !== undefined) this.#displays.add(offered);
    const x11 = offered && { screen: offered.display.screen, cookie: offered.cookie };
    const channel = await this.#open<ClientChannel>(
      signal,
      (done) =>
        how.frame === undefined
          ? this.#client.shell(window ?? false, { ...(x11 && { x11 }) }, done)
          : this.#client.exec(how.frame.line, { ...(window && { pty: window }), ...(x11 && { x11 }) }, done),
      // Its command starts even so.
      (late) => this.#run(late, how).kill(),
    ).catch((error: unknown) => {
      if (offered !== undefined) this.#displays.delete(offered);
      if (error instanceof Failure) throw error;
      if (/X11/.test(String(error))) throw this.#noDisplay();
      throw new SessionRefused(String(error));
    });
    const proc = this.#run(channel, how);
    if (offered !== undefined) void proc.closed.then(() => this.#displays.delete(offered));
    if (tty) this.#attend(channel);
    return proc;
  }

  #attend(channel: ClientChannel): ClientChannel {
    this.#attended += 1;
    channel.once('close', () => {
      this.#attended -= 1;
    });
    return channel;
  }

  #run(channel: ClientChannel, how: SessionKind): SessionProc {
    const proc = { ...sessionProc(this.#client, channel, how, this.#ender), gone: this.gone };
    this.#procs.add(proc);
    void proc.exit.then(() => this.#procs.delete(proc));
    return proc;
  }

  async subsystem(name: string, signal?: AbortSignal): Promise<Subsystem> {
    const stream = await this.#open<ClientChannel>(signal, (done) => this.#client.subsys(name, done)).catch(
      (error: unknown) => {
        if (error instanceof Failure) throw error;
        if (/subsystem/i.test(String(error))) throw noSubsystem(name, this.#host);
        throw new SessionRefused(String(error));
      },
    );
    mute(stream);
    stream.stderr.resume();
    return { stream, closed: new Promise((resolve) => stream.once('close', resolve)) };
  }

  #noDisplay(): Failure {
    return fail(
      'transport-unable',
      `${this.#host} does not show X programs elsewhere.`,
      'Allow it in its sshd_config (X11Forwarding yes) and install xauth there.',
    );
  }

  async forward(to: Endpoint, signal?: AbortSignal): Promise<Duplex> {
    try {
      const channel = await this.#open<ClientChannel>(signal, (done) =>
        'unix' in to
          ? this.#client.openssh_forwardOutStreamLocal(to.unix, done)
          : this.#client.forwardOut('127.0.0.1', 0, to.host, to.port, done),
      );
      return this.#attend(channel);
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

  listen(at: Endpoint, accept: Accept): Promise<Listener> {
    return this.#listeners.listen(at, accept);
  }

  /** A channel; it goes to `late` if nobody wants it any more when it opens. */
  #open<C extends ClientChannel>(
    signal: AbortSignal | undefined,
    act: (done: (error: Error | undefined, channel: C) => void) => void,
    late: (channel: C) => void = (channel) => channel.close(),
  ): Promise<C> {
    return new Promise((resolve, reject) => {
      const stop = (): void => reject(this.gone.aborted ? this.gone.reason : aborted());
      const unwanted = (): boolean => this.gone.aborted || signal?.aborted === true;
      if (unwanted()) return stop();
      signal?.addEventListener('abort', stop);
      this.gone.addEventListener('abort', stop);
      let opened = (): void => {};
      const opening = new Promise<void>((done) => {
        opened = done;
      });
      this.#opening.add(opening);
      const leave = (): void => {
        signal?.removeEventListener('abort', stop);
        this.gone.removeEventListener('abort', stop);
        this.#opening.delete(opening);
        opened();
      };
      try {
        act((error, channel) => {
          if (error === undefined) {
            limitReadAhead(channel);
            if (unwanted()) late(channel);
          }
          leave();
          if (error) reject(error);
          else resolve(channel);
        });
      } catch {
        leave();
        this.#lose('it was closed by the host');
        reject(this.gone.reason);
      }
    });
  }

  /** What runs on the host, or is about to, gets its end before the connection does. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    if (this.gone.aborted) return;
    this.#gone.abort(fail('connection-lost', `The connection to ${this.#host} was closed.`));
    await within(CLOSE_LIMIT, this.#endAll());
    this.#client.end();
    await new Promise(setImmediate);
    this.#client.destroy();
  }

  /** Each as soon as its process id is known: none waits for a login shell that is slow, or hangs. */
  async #endAll(): Promise<void> {
    const client = this.#client;
    const ender = new Ender({ run: endRunner(client, true), isLost: () => false, left: () => {} });
    const end = async (proc: SessionProc): Promise<void> => {
      await proc.started.catch(() => null);
      const pid = proc.running();
      if (pid !== null) await ender.end(pid);
    };
    const known = new Set(this.#procs);
    const late = Promise.all(this.#opening).then(() =>
      Promise.all([...this.#procs].filter((proc) => !known.has(proc)).map(end)),
    );
    await Promise.all([...[...known].map(end), late]);
  }
}
