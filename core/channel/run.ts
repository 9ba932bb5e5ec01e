/** A process run to its end, within bounds of size and time. */
import type { Readable } from 'node:stream';
import { fail } from '../model/failure.ts';
import type { ExecOptions, ExecResult } from './channel.ts';
import { afterMark } from './frame.ts';
import { pull } from './streams.ts';
import type { Proc } from './transport.ts';

export const DEFAULT_MAX_BYTES = 8 * 1024 * 1024;
export const DEFAULT_TIMEOUT = 15_000;
const MAX_STDERR = 64 * 1024;

export interface RunOptions extends Pick<ExecOptions, 'maxBytes' | 'timeout' | 'signal'> {
  readonly stdin?: string | Uint8Array;
  /** Host and command, for messages. */
  readonly host: string;
  readonly what: string;
  readonly gone: AbortSignal;
}

async function bounded(stream: Readable, max: number, stop: AbortSignal, over: () => void): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of pull(stream, stop)) {
    if (size + chunk.length > max) over();
    if (size < max) chunks.push(chunk.subarray(0, max - size));
    size += chunk.length;
  }
  return Buffer.concat(chunks);
}

/** stderr is wanted for messages only: the rest is read and dropped, so that the command does not block on it. */
async function stderrOf(proc: Proc, stop: AbortSignal): Promise<string> {
  if (proc.stderr === null) return '';
  const text = (await bounded(proc.stderr, 2 * MAX_STDERR, stop, () => {})).toString('utf8');
  return (proc.mark === undefined ? text : afterMark(text, proc.mark)).slice(0, MAX_STDERR);
}

function noStart(o: RunOptions, stderr: string): Error {
  return fail(
    'unexpected-output',
    `${o.host} did not run ${o.what}: its login shell ended before it.`,
    'Check that the account may run commands (no forced command, a working shell).',
    { stderr: stderr.slice(0, 2000) },
  );
}

/**
 * Collect what a process prints until it ends.
 * @throws Failure output-too-large, timeout, aborted, connection-lost, unexpected-output
 */
export async function run(proc: Proc, o: RunOptions): Promise<ExecResult> {
  const max = o.maxBytes ?? DEFAULT_MAX_BYTES;
  const stop = new AbortController();
  const end = (failure: Error): void => {
    if (stop.signal.aborted) return;
    stop.abort(failure);
    proc.kill();
  };
  const limit = o.timeout ?? DEFAULT_TIMEOUT;
  const timer = setTimeout(
    () => end(fail('timeout', `${o.what} on ${o.host} did not end within ${limit / 1000} s.`, 'Try again.')),
    limit,
  );
  const aborted = (): void => end(fail('aborted', 'Stopped on request.'));
  const lost = (): void => end(o.gone.reason as Error);
  if (o.signal?.aborted) aborted();
  o.signal?.addEventListener('abort', aborted);
  if (o.gone.aborted) lost();
  o.gone.addEventListener('abort', lost);
  try {
    if (o.stdin !== undefined && o.stdin.length > 0) proc.stdin.end(o.stdin);
    else proc.stdin.end();
    const tooLarge = (): void =>
      end(
        fail('output-too-large', `${o.what} on ${o.host} printed more than ${max} bytes.`, undefined, {
          maxBytes: max,
        }),
      );
    const errors = stderrOf(proc, stop.signal);
    const pid = await Promise.race([proc.started, aborts(stop.signal)]);
    const [stdout, stderr] = await Promise.all([
      pid === null ? Buffer.alloc(0) : bounded(proc.stdout, max, stop.signal, tooLarge),
      errors,
    ]);
    const code = await Promise.race([proc.exit, aborts(stop.signal)]);
    if (stop.signal.aborted) throw stop.signal.reason;
    if (pid === null) throw noStart(o, stderr);
    return { code: code ?? null, stdout: stdout.toString('utf8'), stderr };
  } finally {
    clearTimeout(timer);
    o.signal?.removeEventListener('abort', aborted);
    o.gone.removeEventListener('abort', lost);
  }
}

/** Resolves (with undefined) when the signal aborts. */
const aborts = (signal: AbortSignal): Promise<undefined> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
