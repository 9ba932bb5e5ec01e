/** The connection of a master of OpenSSH: every session, forward and listener is a client of its socket. */
import { setMaxListeners } from 'node:events';
import { connect as connectSocket } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { fail } from '../model/failure.ts';
import type { HostConfig } from '../model/host.ts';
import type { AskPass } from './askpass.ts';
import type { Endpoint, Pty } from './channel.ts';
import { Ender } from './ending.ts';
import { leftRunning, socketFault } from './faults.ts';
import { frame } from './frame.ts';
import { startLocal, startPty } from './local.ts';
import { type Accept, cannotListen, forgetSocket, type Listener, listenHere } from './listen.ts';
import { openSshProc } from './openssh-proc.ts';
import { ProcStream } from './proc-stream.ts';
import { sshTarget } from './ssh-config.ts';
import { mute } from './streams.ts';
import type { Left, Proc, Subsystem, Transport } from './transport.ts';
import { within } from './within.ts';

/** Sessions that ask for a display get the master's; it is fixed when the master starts (ssh, mux.c). */
export const displayOptions = (display: string | undefined): readonly string[] =>
  (display ? ['ForwardX11=yes', 'ForwardX11Trusted=yes'] : ['ForwardX11=no']).flatMap((word) => ['-o', word]);

/** A client must never connect by itself: without its master it would ask again, unseen. */
const CLIENT = ['ControlMaster=no', 'ProxyCommand=false', 'LogLevel=ERROR'].flatMap((word) => ['-o', word]);

/** ms for a host to end what runs there, before its connection goes all the same. */
const CLOSE_LIMIT = 6_000;

export interface OpenSshConnection {
  readonly host: HostConfig;
  readonly user: string;
  readonly title: string;
  /** Words of every call of ssh: configuration and socket. */
  readonly base: readonly string[];
  readonly master: Proc;
  readonly askPass: AskPass;
  readonly display: string | undefined;
  readonly left?: Left;
}

export class OpenSshTransport implements Transport {
  readonly vague = true;
  readonly title: string;
  readonly user: string;
  readonly #host: string;
  readonly #client: readonly string[];
  readonly #base: readonly string[];
  readonly #target: string;
  readonly #master: Proc;
  readonly #askPass: AskPass;
  readonly #display: string | undefined;
  readonly #gone = new AbortController();
  readonly #procs = new Set<Proc>();
  readonly #ender: Ender;
  #closing: Promise<void> | undefined;
  #isClosing = false;
  #isMasterGone = false;
  #forwards = 0;

  constructor({ host, user, title, base, master, askPass, display, left }: OpenSshConnection) {
    this.title = title;
    this.user = user;
    this.#host = host.name;
    this.#target = sshTarget(host);
    this.#base = base;
    this.#client = ['ssh', ...base, ...CLIENT];
    this.#master = master;
    this.#askPass = askPass;
    this.#display = display;
    this.#ender = new Ender({
      run: (line) => this.#line(line),
      isLost: () => this.#isLost,
      left: (pids) => left?.(leftRunning(host.name, pids)),
    });
    setMaxListeners(0, this.#gone.signal);
    void master.exit.then(() => this.#lose());
  }

  get gone(): AbortSignal {
    return this.#gone.signal;
  }

  /** While it is being closed, it still ends what runs. */
  get #isLost(): boolean {
    return this.#isMasterGone || (this.gone.aborted && !this.#isClosing);
  }

  #lose(): void {
    this.#isMasterGone = true;
    if (this.#gone.signal.aborted) return;
    const what = `The connection to ${this.#host} was lost: ssh ended.`;
    this.#gone.abort(fail('connection-lost', what, 'It is tried again by itself.'));
    for (const proc of this.#procs) proc.kill();
    this.#askPass.close();
  }

  async start(argv: readonly string[], pty?: Pty, _signal?: AbortSignal, display?: string): Promise<Proc> {
    if (this.gone.aborted) throw this.gone.reason;
    const tty = pty !== undefined;
    const how = argv.length > 0 ? frame(argv, tty) : undefined;
    if (display !== undefined && display !== this.#display) throw this.#otherDisplay(display);
    const shows = display === undefined ? displayOptions(undefined) : ['-Y'];
    const { env } = this.#askPass;
    const command = [...this.#client, ...shows, '-e', 'none', tty ? '-tt' : '-T', '--', this.#target];
    const line = how === undefined ? command : [...command, how.line];
    const proc = tty ? startPty(line, pty, env) : startLocal(line, env);
    const framed = openSshProc(proc, how, {
      end: (pid) => this.#ender.end(pid),
      isLost: () => this.#isLost,
    });
    this.#procs.add(framed);
    void proc.exit.then(() => this.#procs.delete(framed));
    return framed;
  }

  async subsystem(name: string): Promise<Subsystem> {
    if (this.gone.aborted) throw this.gone.reason;
    const proc = startLocal([...this.#client, '-T', '-s', '--', this.#target, name], this.#askPass.env);
    this.#procs.add(proc);
    void proc.exit.then(() => this.#procs.delete(proc));
    const stream = new ProcStream(proc, () => undefined);
    mute(stream);
    return { stream, closed: proc.exit };
  }

  /** The master joins who comes there to a private socket of ours. */
  async listen(at: Endpoint, accept: Accept): Promise<Listener> {
    if (this.gone.aborted) throw this.gone.reason;
    const own = join(this.#askPass.folder, `l${++this.#forwards}`);
    const inner = await listenHere({ unix: own }, accept);
    const escaped = (path: string): string => path.replace(/[\\:]/g, (char) => `\\${char}`);
    const spec = (place: Endpoint): string =>
      `${'unix' in place ? escaped(place.unix) : `${place.host}:${place.port}`}:${own}`;
    const asked = await this.#control('forward', '-R', spec(at));
    if (asked.code !== 0) {
      await inner.close();
      throw cannotListen(at, this.#host, asked.said.trim() || 'forwarding was refused');
    }
    const given = Number(/\b(\d{1,5})\b/.exec(asked.said)?.[1]);
    const bound = 'unix' in at || at.port !== 0 ? at : { host: at.host, port: given };
    return {
      at: bound,
      close: async () => {
        await inner.close();
        await forgetSocket(own);
        if (!this.gone.aborted) await this.#control('cancel', '-R', spec(at));
      },
    };
  }

  async #control(verb: string, how: '-L' | '-R', spec: string) {
    const argv = ['ssh', ...this.#base, ...CLIENT, '-O', verb, how, spec, '--', this.#target];
    const proc = startLocal(argv, this.#askPass.env);
    let said = '';
    const hear = (chunk: Buffer): void => {
      if (said.length < 4096) said += chunk.toString('utf8');
    };
    proc.stdout.on('data', hear);
    proc.stderr?.on('data', hear);
    return { code: await proc.exit, said };
  }

  #otherDisplay(display: string): Error {
    return fail(
      'transport-unable',
      `Over OpenSSH X programs show on the display ctys was started on, not on ${display}.`,
      'Start ctys on that display, or reach the host by ssh2 (transport: ssh2).',
    );
  }

  async #line(line: string): Promise<boolean> {
    const proc = startLocal([...this.#client, '-T', '--', this.#target, line], this.#askPass.env);
    proc.stdin.end();
    proc.stdout.resume();
    proc.stderr?.resume();
    // 255: ssh itself failed, for want of a session.
    return (await proc.exit) !== 255;
  }

  async forward(to: Endpoint, signal?: AbortSignal): Promise<Duplex> {
    if (this.gone.aborted) throw this.gone.reason;
    return 'unix' in to ? this.#unix(to.unix, signal) : this.#tcp(to);
  }

  /** `ssh -W`: its exit tells a refused connection, so that shows when the pipe is read. */
  #tcp(to: { readonly host: string; readonly port: number }): Duplex {
    const host = to.host.includes(':') ? `[${to.host}]` : to.host;
    const proc = startLocal(
      [...this.#client, '-W', `${host}:${to.port}`, '--', this.#target],
      this.#askPass.env,
    );
    this.#procs.add(proc);
    void proc.exit.then(() => this.#procs.delete(proc));
    const socket = new ProcStream(proc, () =>
      this.gone.aborted ? undefined : socketFault(to, this.#host, 'ECONNREFUSED'),
    );
    mute(socket);
    return socket;
  }

  /** The master forwards a private socket of ours to the host's for the time of this one connection. */
  async #unix(path: string, signal?: AbortSignal): Promise<Duplex> {
    const own = join(this.#askPass.folder, `f${++this.#forwards}`);
    const spec = `${own}:${path.replace(/[\\:]/g, (char) => `\\${char}`)}`;
    const { code } = await this.#control('forward', '-L', spec);
    if (code !== 0) throw socketFault({ unix: path }, this.#host, 'forwarding refused');
    try {
      return await connected(own, signal);
    } finally {
      // The connection stays; only the door closes.
      void this.#control('cancel', '-L', spec);
    }
  }

  /** What runs on the host, and what is about to, gets its end before the master does. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    if (this.gone.aborted) return;
    this.#isClosing = true;
    this.#gone.abort(fail('connection-lost', `The connection to ${this.#host} was closed.`));
    const all = [...this.#procs];
    for (const proc of all) proc.kill();
    await within(CLOSE_LIMIT, Promise.all(all.map(({ exit }) => exit)));
    this.#askPass.close();
    this.#master.kill();
    await this.#master.exit;
  }
}

function connected(path: string, signal?: AbortSignal): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const socket = connectSocket({ path });
    const stop = (): void => {
      socket.destroy();
      reject(fail('aborted', 'Stopped on request.'));
    };
    signal?.addEventListener('abort', stop, { once: true });
    socket.once('error', reject);
    socket.once('connect', () => {
      signal?.removeEventListener('abort', stop);
      socket.off('error', reject);
      mute(socket);
      resolve(socket);
    });
    if (signal?.aborted) stop();
  });
}
