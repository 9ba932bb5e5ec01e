/**
 * Login shells may print before they run a command (a .bashrc that echoes). The command itself first prints an
 * unguessable mark with its process id to stdout and stderr; all before it is cut. This costs no round trip.
 */
import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import { fail } from '../model/failure.ts';
import { quote } from './quote.ts';

const SCRIPT = 'echo "$1:$$";echo "$1:$$">&2;shift;exec "$@"';
/** A terminal has no stderr of its own. */
const TTY_SCRIPT = 'echo "$1:$$";shift;exec "$@"';
/** Most that a login shell may print before the command. */
const MAX_BANNER = 1024 * 1024;

export interface Frame {
  readonly line: string;
  readonly mark: RegExp;
}

/** What `env` would do, this shell does itself: a process fewer, which a host under load feels. */
const ASSIGNMENT = /^[A-Z_]+=[A-Za-z0-9_.-]*$/;

function unwrapped(argv: readonly string[]): readonly [setting: string, argv: readonly string[]] {
  const [first, setting = '', ...rest] = argv;
  return first === 'env' && ASSIGNMENT.test(setting) ? [`export ${setting};`, rest] : ['', argv];
}

export function frame(argv: readonly string[], tty = false): Frame {
  const word = randomBytes(16).toString('hex');
  const [setting, words] = unwrapped(argv);
  return {
    line: quote(['sh', '-c', `${setting}${tty ? TTY_SCRIPT : SCRIPT}`, 'sh', word, ...words]),
    mark: new RegExp(`${word}:(\\d{1,10})\\r?\\n`),
  };
}

/** What stands behind the mark. */
export function afterMark(text: string, mark: RegExp): string {
  const hit = mark.exec(text);
  return hit === null ? text : text.slice(hit.index + hit[0].length);
}

/**
 * Take all up to and with `mark` off a stream, leaving it paused at the byte behind it. With `stop`, what was read
 * is put back.
 * @returns the mark as found, or null when the stream ended or was stopped before it
 * @throws Failure unexpected-output when more than 1 MiB comes before it
 */
export function cutTo(stream: Readable, mark: RegExp, stop?: AbortSignal): Promise<RegExpExecArray | null> {
  return new Promise((resolve, reject) => {
    let seen: Buffer = Buffer.alloc(0);
    const leave = (rest: Buffer, hit: RegExpExecArray | null): void => {
      stream.off('readable', read).off('end', ended).off('close', ended).off('error', ended);
      stop?.removeEventListener('abort', stopped);
      if (rest.length > 0 && !stream.readableEnded && !stream.destroyed) stream.unshift(rest);
      resolve(hit);
    };
    const ended = (): void => leave(Buffer.alloc(0), null);
    const stopped = (): void => leave(seen, null);
    const read = (): void => {
      for (let chunk: Buffer | null = stream.read(); chunk !== null; chunk = stream.read()) {
        seen = seen.length === 0 ? chunk : Buffer.concat([seen, chunk]);
        const hit = mark.exec(seen.toString('latin1'));
        if (hit !== null) {
          leave(seen.subarray(hit.index + hit[0].length), hit);
          return;
        }
        if (seen.length > MAX_BANNER) {
          reject(endless(seen));
          leave(Buffer.alloc(0), null);
          return;
        }
      }
    };
    stream.on('readable', read).on('end', ended).on('close', ended).on('error', ended);
    stop?.addEventListener('abort', stopped);
    if (stream.readableEnded || stream.destroyed) ended();
    else read();
  });
}

const endless = (seen: Buffer): Error =>
  fail(
    'unexpected-output',
    'The login shell prints without end before it runs a command.',
    'Make its start-up files silent when they run without a terminal.',
    { output: seen.subarray(0, 1000).toString('utf8') },
  );

/** The process id of a framed command once its stdout stands at its own first byte; null if it never started. */
export async function startOf(stdout: Readable, mark: RegExp): Promise<number | null> {
  const hit = await cutTo(stdout, mark);
  return hit === null ? null : Number(hit[1]);
}
