/** This machine as a channel: argv without any shell, its own process group, sockets by node:net. */
import { closeSync, constants, openSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { setMaxListeners } from 'node:events';
import { connect as connectSocket } from 'node:net';
import { userInfo } from 'node:os';
import { Duplex } from 'node:stream';
import type { IPty } from 'node-pty';
import { nodePty } from './packages.ts';
import { fail } from '../model/failure.ts';
import type { Endpoint, Pty } from './channel.ts';
import { socketFault } from './faults.ts';
import { type Listener, listenHere } from './listen.ts';
import { mute } from './streams.ts';
import { within } from './within.ts';
import type { Proc, Transport } from './transport.ts';

/** ms between TERM and KILL. */
const GRACE = 1000;

/** TERM to the group, KILL to what is still there after the grace. `ended` stops the second. */
export function endGroup(pid: number, ended: Promise<unknown>): void {
  if (!signalGroup(pid, 'SIGTERM')) return;
  const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), GRACE);
  void ended.then(() => {
    clearTimeout(timer);
    // The leader is gone; what it left in its group must not outlive it.
    signalGroup(pid, 'SIGKILL');
  });
}

function signalGroup(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    // ESRCH: nobody left. EPERM: an elevated process; its elevation ends it.
    return false;
  }
}

/** ms; what does not heed TERM gets KILL before. */
const CLOSE_LIMIT = 2 * GRACE;

/** The codes a shell gives for what cannot be run. */
const startCode = (error: NodeJS.ErrnoException): number => (error.code === 'ENOENT' ? 127 : 126);

/** A process of this machine in its own group. Used for system ssh too. */
export function startLocal(argv: readonly string[], env?: NodeJS.ProcessEnv): Proc {
  const [file = '', ...args] = argv;
  const child = spawn(file, args, { detached: true, stdio: 'pipe', ...(env !== undefined && { env }) });
  for (const stream of [child.stdin, child.stdout, child.stderr]) mute(stream);
  const exit = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.once('error', (error) => {
      if (child.pid !== undefined) return;
      child.stderr.unshift(`${file}: ${error.message}\n`);
      resolve(startCode(error));
    });
  });
  let killed = false;
  return {
    started: Promise.resolve(child.pid ?? 0),
    stdin: child.stdin,
    stdout: child.stdout,
    stderr: child.stderr,
    exit,
    resize: () => {},
    kill() {
      if (killed) return;
      killed = true;
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
        endGroup(child.pid, exit);
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
    },
  };
}

/** ms between two looks whether a process whose terminal is paused is still there. */
const LOOK = 40;

/**
 * node-pty as a stream: its chunks of 4 KiB gather in the buffer, a full one pauses the terminal. node-pty drops what is
 * unread 200 ms after the process has ended (lib/unixTerminal.js), so the end of the process ends the pause: what the
 * kernel still holds of a terminal is a few KiB.
 */
class PtyStream extends Duplex {
  readonly #pty: IPty;
  #looking: NodeJS.Timeout | undefined;
  constructor(pty: IPty) {
    super({ highWaterMark: 64 * 1024 });
    this.#pty = pty;
    pty.onData((data) => {
      if (!this.readableEnded && !this.destroyed && !this.push(data)) this.#pause();
    });
  }
  #pause(): void {
    if (this.#looking !== undefined || !isThere(this.#pty.pid)) return;
    this.#pty.pause();
    this.#looking = setInterval(() => {
      if (!isThere(this.#pty.pid)) this.#resume();
    }, LOOK);
  }
  #resume(): void {
    clearInterval(this.#looking);
    this.#looking = undefined;
    this.#pty.resume();
  }
  override _read(): void {
    this.#resume();
  }
  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#pty.write(chunk as unknown as string);
    done();
  }
  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    clearInterval(this.#looking);
    done(error);
  }
}

/**
 * Keeps the terminal's other end open until node-pty is done with it: libuv takes a hang-up behind a partial read for
 * the end (src/unix/stream.c), and reads of a terminal are always partial, so what the kernel still holds would be lost.
 */
function holdOpen(pty: IPty): () => void {
  const { _pty: path } = pty as unknown as { readonly _pty?: string };
  if (path === undefined) return () => {};
  try {
    const held = openSync(path, constants.O_RDWR | constants.O_NOCTTY);
    return () => closeSync(held);
  } catch {
    // It has ended already.
    return () => {};
  }
}

/** node-pty reaps its processes by itself. */
function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A process of this machine with a terminal. */
export function startPty(argv: readonly string[], size: Pty, env: NodeJS.ProcessEnv = process.env): Proc {
  const shell = env.SHELL ?? userInfo().shell ?? '/bin/sh';
  const [file, ...args] = argv.length > 0 ? (argv as [string, ...string[]]) : [shell, '-l'];
  const name = size.term ?? 'xterm-256color';
  const pty = nodePty().spawn(file, args, { name, cols: size.cols, rows: size.rows, env, encoding: null });
  const letGo = holdOpen(pty);
  const stream = new PtyStream(pty);
  mute(stream);
  let over = false;
  const exit = new Promise<number | null>((resolve) => {
    pty.onExit(({ exitCode, signal }) => {
      over = true;
      letGo();
      if (!stream.destroyed) stream.push(null);
      resolve(signal ? null : exitCode);
    });
  });
  return {
    started: Promise.resolve(pty.pid),
    stdin: stream,
    stdout: stream,
    stderr: null,
    exit,
    resize: (cols, rows) => {
      if (!over) pty.resize(cols, rows);
    },
    kill() {
      if (!over) {
        signalGroup(pty.pid, 'SIGHUP');
        endGroup(pty.pid, exit);
      }
      stream.destroy();
    },
  };
}

function forward(to: Endpoint, signal?: AbortSignal): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const socket =
      'unix' in to
        ? connectSocket({ path: to.unix })
        : connectSocket({ host: to.host, port: to.port, noDelay: true });
    const aborted = (): void => {
      socket.destroy();
      reject(fail('aborted', 'Stopped on request.'));
    };
    const broken = (error: NodeJS.ErrnoException): void => {
      signal?.removeEventListener('abort', aborted);
      reject(socketFault(to, 'localhost', error.code ?? error.message));
    };
    signal?.addEventListener('abort', aborted);
    socket.once('error', broken);
    socket.once('connect', () => {
      signal?.removeEventListener('abort', aborted);
      socket.off('error', broken);
      resolve(socket);
    });
    if (signal?.aborted) aborted();
  });
}

/** This machine. What runs when it is closed is ended. */
export function localTransport(): Transport {
  const gone = new AbortController();
  setMaxListeners(0, gone.signal);
  const procs = new Set<Proc>();
  const listeners = new Set<Listener>();
  return {
    title: 'local',
    user: userInfo().username,
    async start(argv, pty, _signal, display) {
      if (gone.signal.aborted) throw gone.signal.reason;
      if (argv.length === 0 && pty === undefined) throw fail('bad-input', 'An empty command cannot be run.');
      const env = display === undefined ? undefined : { ...process.env, DISPLAY: display };
      const proc = pty === undefined ? startLocal(argv, env) : startPty(argv, pty, env);
      procs.add(proc);
      void proc.exit.then(() => procs.delete(proc));
      return proc;
    },
    forward,
    listen: async (at, accept) => {
      const listener = await listenHere(at, accept);
      listeners.add(listener);
      return listener;
    },
    gone: gone.signal,
    async close() {
      for (const listener of listeners) void listener.close();
      const running = [...procs];
      if (!gone.signal.aborted)
        gone.abort(fail('connection-lost', 'The channel to this machine was closed.'));
      for (const proc of running) proc.kill();
      // What runs with other rights is not ours to end.
      await within(CLOSE_LIMIT, Promise.all(running.map(({ exit }) => exit)));
    },
  };
}
