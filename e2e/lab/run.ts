/** Programs of this machine, run by argv; and waiting for a condition. */
import { spawn } from 'node:child_process';

export interface RunOptions {
  readonly input?: string | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
  readonly cwd?: string | undefined;
  /** ms until it is killed and the promise rejects; default 60,000. */
  readonly timeout?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface RunResult {
  /** Exit code; null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs argv to its end. A non-zero exit is a result; a program that cannot start or is too slow rejects. */
export function run(argv: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const [command = '', ...args] = argv;
  const timeout = options.timeout ?? 60_000;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(options.env !== undefined && { env: options.env }),
      ...(options.cwd !== undefined && { cwd: options.cwd }),
      ...(options.signal !== undefined && { signal: options.signal }),
    });
    // Its own clock: what it left in the background may hold the pipes open after its end.
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      for (const pipe of [child.stdout, child.stderr]) pipe.destroy();
      reject(new Error(`${command} did not end within ${timeout} ms, or left its output open.`));
    }, timeout);
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() });
    });
    // A program that ends without reading its input is no error.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
}

/** Runs argv and returns its stdout; a non-zero exit rejects with what it said. */
export async function must(argv: readonly string[], options: RunOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await run(argv, options);
  if (code === 0) return stdout;
  throw new Error(`${argv.join(' ')} ended with ${code}: ${(stderr || stdout).trim().slice(0, 2000)}`);
}

/** Awaits all of them, also when one fails: none goes on while its lab is taken down. Rejects with the first failure. */
export async function together(jobs: readonly Promise<unknown>[]): Promise<void> {
  for (const result of await Promise.allSettled(jobs)) if (result.status === 'rejected') throw result.reason;
}

export interface WaitOptions {
  /** ms until it rejects; default 20,000. */
  readonly timeout?: number;
  /** ms between two looks; default 10. */
  readonly every?: number;
}

/** Looks until `look` gives something other than null or false, and returns that. Rejects naming `what`. */
export async function waitFor<T>(
  what: string,
  look: () => T | null | false | Promise<T | null | false>,
  options: WaitOptions = {},
): Promise<T> {
  const end = performance.now() + (options.timeout ?? 20_000);
  for (;;) {
    const seen = await look();
    if (seen !== null && seen !== false) return seen;
    if (performance.now() > end) throw new Error(`Waited in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, options.every ?? 10));
  }
}
