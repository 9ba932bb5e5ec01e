/**
 * The system's OpenSSH behind the same interface, for what ssh2 cannot: certificates, FIDO keys, Kerberos,
 * post-quantum-only servers. One master connection (ControlMaster); every session is a client of its socket.
 */
import { setMaxListeners } from 'node:events';
import { existsSync } from 'node:fs';
import { connect as connectSocket } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { fail } from '../model/failure.ts';
import type { HostConfig } from '../model/host.ts';
import type { Ask } from '../model/prompt.ts';
import type { AskPass } from './askpass.ts';
import { createAskPass } from './askpass.ts';
import type { Endpoint, Pty } from './channel.ts';
import { Ender, endLine } from './ending.ts';
import { socketFault } from './faults.ts';
import { frame, startOf } from './frame.ts';
import { startLocal, startPty } from './local.ts';
import { type Accept, cannotListen, forgetSocket, type Listener, listenHere } from './listen.ts';
import { masterFault } from './openssh-faults.ts';
import { ProcStream } from './proc-stream.ts';
import type { SshOptions } from './ssh-config.ts';
import { sshArgs, sshTarget } from './ssh-config.ts';
import { mute } from './streams.ts';
import type { Proc, Transport } from './transport.ts';

export interface OpenSshDial {
  readonly host: HostConfig;
  readonly options: SshOptions;
  /** Why this transport, for people. */
  readonly why: string;
  readonly ask: Ask;
  /** As ssh -J takes it; absent: what ssh_config says. */
  readonly jump?: string;
  readonly file?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

const READY = 'ctys-connected';
const MASTER = [
  '-N',
  '-T',
  ...['ControlMaster=yes', 'ControlPersist=no', 'ClearAllForwardings=yes'],
  ...[
    'PermitLocalCommand=yes',
    `LocalCommand=echo ${READY}`,
    'ServerAliveInterval=4',
    'ServerAliveCountMax=2',
  ],
  ...['ConnectTimeout=10', 'LogLevel=INFO', 'RequestTTY=no'],
].flatMap((word) => (word.startsWith('-') ? [word] : ['-o', word]));

/** Sessions that ask for a display get the master's; it is fixed when the master starts (ssh, mux.c). */
const displayOptions = (display: string | undefined): readonly string[] =>
  (display ? ['ForwardX11=yes', 'ForwardX11Trusted=yes'] : ['ForwardX11=no']).flatMap((word) => ['-o', word]);

/** A client must never connect by itself: without its master it would ask again, unseen. */
const CLIENT = ['ControlMaster=no', 'ProxyCommand=false', 'LogLevel=ERROR'].flatMap((word) => ['-o', word]);

/** @throws Failure as connectSsh2 */
export async function connectOpenSsh(d: OpenSshDial): Promise<Transport> {
  const askPass = await createAskPass(d.host.name, d.ask, d.env ?? process.env);
  const socket = join(askPass.folder, 's');
  const base = [...sshArgs(d.host, d.file), '-S', socket];
  const jump = d.jump === undefined ? [] : ['-J', d.jump];
  const shown = displayOptions((d.env ?? process.env).DISPLAY);
  const argv = ['ssh', ...base, ...jump, ...MASTER, ...shown, '--', sshTarget(d.host)];
  const master = startLocal(argv, askPass.env);
  let said = '';
  master.stderr?.on('data', (chunk: Buffer) => {
    if (said.length < 16_384) said += chunk.toString('utf8');
  });
  const up = await new Promise<boolean>((resolve) => {
    const stop = (): void => resolve(false);
    let out = '';
    master.stdout.on('data', (chunk: Buffer) => {
      out = (out + chunk.toString('utf8')).slice(-1024);
      if (out.includes(READY)) resolve(true);
    });
    void master.exit.then(stop);
    d.signal?.addEventListener('abort', stop, { once: true });
    if (d.signal?.aborted) stop();
  });
  if (up && existsSync(socket)) return new OpenSshTransport(d, base, master, askPass);
  master.kill();
  await master.exit;
  const { declined } = askPass;
  askPass.close();
  if (d.signal?.aborted) throw fail('aborted', 'Stopped on request.');
  throw await masterFault(d.host.name, d.options, said, declined);
}

class OpenSshTransport implements Transport {
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
  readonly #ender = new Ender((line) => this.#line(line));
  readonly #running = new Map<Proc, number>();
  #forwards = 0;

  constructor(d: OpenSshDial, base: readonly string[], master: Proc, askPass: AskPass) {
    this.title = `OpenSSH (${d.why})`;
    this.user = d.options.user;
    this.#host = d.host.name;
    this.#target = sshTarget(d.host);
    this.#base = base;
    this.#client = ['ssh', ...base, ...CLIENT];
    this.#master = master;
    this.#askPass = askPass;
    this.#display = (d.env ?? process.env).DISPLAY;
    setMaxListeners(0, this.#gone.signal);
    void master.exit.then(() => this.#lose());
  }

  get gone(): AbortSignal {
    return this.#gone.signal;
  }

  #lose(): void {
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
    const started = how === undefined ? Promise.resolve(0) : startOf(proc.stdout, how.mark);
    let over = false;
    let killed = false;
    started.then(
      (pid) => pid !== null && pid > 0 && !over && this.#running.set(framed, pid),
      () => {},
    );
    void proc.exit.then(() => {
      over = true;
      this.#procs.delete(framed);
      this.#running.delete(framed);
    });
    const framed: Proc = {
      ...proc,
      started,
      ...(how !== undefined && { mark: how.mark }),
      kill: () => {
        if (killed) return;
        killed = true;
        if (over || how === undefined || this.gone.aborted) return proc.kill();
        // sshd sends no signal when a session closes, and a command not started yet would start after it.
        void started
          .then((pid) => (pid === null || over ? undefined : this.#ender.end(pid)))
          .catch(() => {})
          .then(() => proc.kill());
      },
    };
    this.#procs.add(framed);
    return framed;
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

  /** What runs on the host gets its end before the master does. */
  close(): void {
    if (this.gone.aborted) return;
    const pids = [...this.#running.values()];
    this.#gone.abort(fail('connection-lost', `The connection to ${this.#host} was closed.`));
    for (const proc of this.#procs) proc.kill();
    const end = (): void => {
      this.#askPass.close();
      this.#master.kill();
    };
    if (pids.length === 0) end();
    else void this.#line(endLine(pids)).then(end, end);
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
