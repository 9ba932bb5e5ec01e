/** A Channel over a Transport: bounds, elevation and sockets, the same for this machine, ssh2 and OpenSSH. */
import type { Failure } from '../model/failure.ts';
import { Failure as FailureError, fail } from '../model/failure.ts';
import type { Elevation } from '../model/host.ts';
import type { BytePipe } from '../model/pipe.ts';
import type { Ask } from '../model/prompt.ts';
import type { CallOptions, Channel, Endpoint, ExecOptions, ExecResult, SpawnOptions } from './channel.ts';
import { Elevator, refused, rightsMissing } from './elevate.ts';
import { socketFault } from './faults.ts';
import { afterMark } from './frame.ts';
import { startInTime } from './in-time.ts';
import { localFiles } from './local-files.ts';
import { openSftp } from './sftp.ts';
import { run } from './run.ts';
import { pipeOf, socketPipe } from './streams.ts';
import type { Proc, Transport } from './transport.ts';
import { findRelay, relayArgv, socketState } from './relay.ts';

export interface OverOptions {
  readonly name: string;
  readonly elevation: Elevation;
  readonly ask: Ask;
  /** That worked, by account; memory only. */
  readonly sudoPasswords: Map<string, string>;
}

/** Most of stderr kept of a pipe, for the message when it fails. */
const KEPT = 4096;

interface Watched {
  readonly proc: Proc;
  stderr(): string;
}

/** Read and drop stderr, keeping its beginning, so that the command never blocks on it. */
function watch(proc: Proc): Watched {
  let text = '';
  proc.stderr?.on('data', (chunk: Buffer) => {
    if (text.length < 2 * KEPT) text += chunk.toString('utf8');
  });
  return { proc, stderr: () => (proc.mark === undefined ? text : afterMark(text, proc.mark)).slice(0, KEPT) };
}

export function channelOver(on: Transport, o: OverOptions): Channel {
  const elevator = new Elevator(o.elevation, o.name, on, o.ask, o.sudoPasswords);
  // Root has the rights already, and may have neither sudo nor a ticket.
  const elevates = (options: CallOptions): boolean =>
    options.elevate === true && o.elevation !== 'none' && on.user !== 'root';
  const alive = (options: CallOptions): void => {
    if (on.gone.aborted) throw on.gone.reason;
    if (options.signal?.aborted) throw fail('aborted', 'Stopped on request.');
  };

  async function exec(argv: readonly string[], options: ExecOptions = {}): Promise<ExecResult> {
    alive(options);
    if (argv.length === 0) throw fail('bad-input', 'An empty command cannot be run.');
    const bounds = { ...options, host: o.name, what: argv[0] ?? '', gone: on.gone };
    if (!elevates(options)) return run(await startInTime(on, o.name, argv, options), bounds);
    const first = await elevator.startExec(argv, options);
    let result = await run(first.proc, bounds);
    if (first.retry?.(result) === true)
      result = await run((await elevator.startExec(argv, options)).proc, bounds);
    if (refused(result)) throw rightsMissing(o.name, on.user, o.elevation, argv, result.stderr);
    return result;
  }

  /** Why a process pipe ended; only what never worked is a fault: any command may exit with any code. */
  async function faultOf(watched: Watched, argv: readonly string[], elevated: boolean, fresh: boolean) {
    const code = await watched.proc.exit;
    // One of several connections may be lost a moment before the others.
    const gone = [watched.proc.gone, on.gone].find((one) => one?.aborted === true);
    if (gone !== undefined) return gone.reason as Failure;
    const result = { code, stdout: fresh ? '' : 'some', stderr: watched.stderr() };
    if (elevated && refused(result)) return rightsMissing(o.name, on.user, o.elevation, argv, result.stderr);
    if (fresh && (code === 126 || code === 127))
      return fail('command-failed', `${argv[0]} could not be started on ${o.name}.`, 'Install it there.', {
        code,
        stderr: result.stderr,
      });
    if ((await watched.proc.started) === null)
      return fail(
        'unexpected-output',
        `${o.name} did not run ${argv[0] ?? 'its login shell'}: the login shell ended before it.`,
        'Check that the account may run commands.',
        { stderr: result.stderr },
      );
    return undefined;
  }

  async function spawn(argv: readonly string[], options: SpawnOptions = {}): Promise<BytePipe> {
    alive(options);
    if (argv.length === 0 && options.pty === undefined)
      throw fail('bad-input', 'An empty command cannot be run.');
    const elevated = elevates(options);
    const proc = elevated
      ? await elevator.startSpawn(argv, options.pty, options)
      : await on.start(argv, options.pty, options.signal, options.display);
    const watched = watch(proc);
    let fresh = true;
    const pipe = pipeOf(
      {
        stdin: proc.stdin,
        stdout: proc.stdout,
        ready: proc.started,
        fault: () => faultOf(watched, argv, elevated, fresh),
        ...(options.pty !== undefined && { resize: proc.resize }),
        release: () => proc.kill(),
      },
      options.signal,
    );
    return {
      ...pipe,
      bytes: mapped(pipe.bytes, () => {
        fresh = false;
      }),
    };
  }

  /** Through a helper program of the host, where the server cannot or the account may not. */
  async function relay(path: string, options: CallOptions): Promise<BytePipe> {
    const tool = await findRelay(exec, o.name, options);
    const argv = relayArgv(tool, path);
    const elevated = elevates(options);
    const proc = elevated
      ? await elevator.startSpawn(argv, undefined, options)
      : await on.start(argv, undefined, options.signal);
    const watched = watch(proc);
    const fault = async (): Promise<Error | undefined> => {
      const code = await proc.exit;
      if (on.gone.aborted) return on.gone.reason as Failure;
      if (code === 0 || code === null) return undefined;
      const said = watched.stderr();
      if (elevated && refused({ code, stdout: '', stderr: said }))
        return rightsMissing(o.name, on.user, o.elevation, argv, said);
      const denied = /ermission denied/.test(said);
      return socketFault({ unix: path }, o.name, denied ? 'EACCES' : said.trim().slice(0, 300));
    };
    return pipeOf(
      { stdin: proc.stdin, stdout: proc.stdout, ready: proc.started, fault, release: () => proc.kill() },
      options.signal,
    );
  }

  /** What the server's refusal means: it gives no errno. */
  async function explain(to: { readonly unix: string }, failure: Failure, options: CallOptions) {
    if (on.vague === true) return failure;
    if (failure.code !== 'socket-gone' && failure.code !== 'transport-unable') return failure;
    const state = await socketState(exec, to.unix, options);
    if (state === 'denied') return socketFault(to, o.name, 'EACCES');
    return state === 'alive' ? 'relay' : failure;
  }

  /** Looked at first where the transport would not notice. */
  async function lookFirst(to: Endpoint, options: CallOptions): Promise<void> {
    if (on.vague !== true || !('unix' in to)) return;
    const state = await socketState(exec, to.unix, options);
    if (state !== 'alive') throw socketFault(to, o.name, state === 'denied' ? 'EACCES' : 'ENOENT');
  }

  async function connect(to: Endpoint, options: CallOptions = {}): Promise<BytePipe> {
    alive(options);
    try {
      await lookFirst(to, options);
      return socketPipe(await on.forward(to, options.signal), on.gone, options.signal);
    } catch (caught) {
      if (!('unix' in to) || !(caught instanceof FailureError)) throw caught;
      if (caught.code === 'aborted' || on.gone.aborted) throw caught;
      if (elevates(options)) return relay(to.unix, options);
      if (on.title === 'local') throw caught;
      const verdict = await explain(to, caught, options);
      if (verdict !== 'relay') throw verdict;
      return relay(to.unix, options);
    }
  }

  return {
    name: o.name,
    get transport() {
      return on.title;
    },
    elevation: o.elevation,
    exec,
    spawn,
    connect,
    async stream(to, options = {}) {
      alive(options);
      return await on.forward(to, options.signal);
    },
    async files(options = {}) {
      alive(options);
      if (on.subsystem === undefined) return localFiles(on.gone);
      const { stream } = await on.subsystem('sftp', options.signal);
      return openSftp(stream, o.name, on.gone, options.signal);
    },
    async listen(at, accept) {
      alive({});
      const listener = await on.listen(at, accept);
      if (!('unix' in at) || on.title === 'local') return listener;
      // sshd leaves the file of a socket behind.
      const forget = async (): Promise<void> => {
        await listener.close();
        if (!on.gone.aborted) await exec(['rm', '-f', '--', at.unix]).catch(() => {});
      };
      let closed: Promise<void> | undefined;
      return { at: listener.at, close: () => (closed ??= forget()) };
    },
    gone: on.gone,
    close: () => void on.close(),
  };
}

async function* mapped(
  bytes: AsyncIterable<Uint8Array>,
  first: () => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of bytes) {
    first();
    yield chunk;
  }
}
