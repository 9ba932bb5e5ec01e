/**
 * A Channel that replays what a real one said, for tests. It fails on the first command or line that the transcript
 * does not have, and `done()` fails when the transcript has more than was asked for.
 */
import { fail } from '../model/failure.ts';
import type { Elevation } from '../model/host.ts';
import type { BytePipe } from '../model/pipe.ts';
import type { CallOptions, Channel, Endpoint, ExecOptions, ExecResult } from './channel.ts';

/** One command and what came of it. */
export interface RecordedExec {
  readonly exec: readonly string[];
  /** Absent: not elevated. */
  readonly elevate?: boolean;
  readonly stdin?: string;
  /** Default 0. */
  readonly code?: number | null;
  readonly stdout?: string;
  readonly stderr?: string;
  /** The call fails with this instead. */
  readonly failure?: Error;
}

/** One connection: what each side says, in order. `expect` is what the plugin sends, exactly. */
export interface RecordedConnection {
  readonly connect: Endpoint;
  readonly talk: readonly ({ readonly say: string } | { readonly expect: string })[];
  /** At the end of the talk the far side hangs up; default: it stays silent. */
  readonly hangsUp?: boolean;
  readonly failure?: Error;
}

export type Transcript = readonly (RecordedExec | RecordedConnection)[];

export interface Playback extends Channel {
  /** @throws when something unexpected was asked, or something recorded was not */
  done(): void;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A conversation as a pipe. A line that is not the expected one breaks it, and is reported. */
function conversation(recorded: RecordedConnection, unexpected: (what: string) => Error): BytePipe {
  const { talk, hangsUp = false } = recorded;
  let at = 0;
  let heard = '';
  let broken: Error | undefined;
  let open = true;
  let wake = (): void => {};
  async function* bytes(): AsyncGenerator<Uint8Array, void, undefined> {
    while (open) {
      if (broken !== undefined) throw broken;
      const next = talk[at];
      if (next !== undefined && 'say' in next) {
        at++;
        yield new TextEncoder().encode(next.say);
      } else if (next === undefined && hangsUp) return;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  }
  return {
    bytes: bytes(),
    async write(chunk) {
      heard += new TextDecoder().decode(chunk);
      for (let next = talk[at]; next !== undefined && 'expect' in next; next = talk[at]) {
        if (!heard.startsWith(next.expect)) break;
        heard = heard.slice(next.expect.length);
        at++;
      }
      const wanted = talk[at];
      const possible = wanted !== undefined && 'expect' in wanted && wanted.expect.startsWith(heard);
      if (heard !== '' && !possible) broken = unexpected(`${JSON.stringify(recorded.connect)}: ${heard}`);
      wake();
      if (broken !== undefined) throw broken;
    },
    close() {
      open = false;
      wake();
    },
  };
}

/** Each recorded item answers once, the first that fits. */
export function playback(
  transcript: Transcript,
  options: { readonly name?: string; readonly elevation?: Elevation } = {},
): Playback {
  const left = [...transcript];
  const gone = new AbortController();
  let first: Error | undefined;
  const unexpected = (what: string): Error => {
    const error = new Error(`Unexpected: ${what}`);
    first ??= error;
    return error;
  };
  function take<T>(fits: (item: RecordedExec | RecordedConnection) => T | null, what: string): T {
    for (const [i, item] of left.entries()) {
      const hit = fits(item);
      if (hit === null) continue;
      left.splice(i, 1);
      return hit;
    }
    throw unexpected(what);
  }
  const alive = ({ signal }: CallOptions): void => {
    if (gone.signal.aborted) throw gone.signal.reason;
    if (signal?.aborted) throw fail('aborted', 'Stopped on request.');
  };

  return {
    name: options.name ?? 'recorded',
    transport: 'playback',
    elevation: options.elevation ?? 'none',
    gone: gone.signal,
    async exec(argv: readonly string[], o: ExecOptions = {}): Promise<ExecResult> {
      alive(o);
      const stdin = o.stdin === undefined ? undefined : Buffer.from(o.stdin).toString('utf8');
      const asked = { argv, elevate: o.elevate ?? false, stdin };
      const hit = take((item) => {
        if (!('exec' in item)) return null;
        const recorded = { argv: item.exec, elevate: item.elevate ?? false, stdin: item.stdin };
        return same(recorded, asked) ? item : null;
      }, JSON.stringify(asked));
      if (hit.failure !== undefined) throw hit.failure;
      return {
        code: hit.code === undefined ? 0 : hit.code,
        stdout: hit.stdout ?? '',
        stderr: hit.stderr ?? '',
      };
    },
    async spawn(argv) {
      throw unexpected(`spawn ${JSON.stringify(argv)}`);
    },
    async connect(to: Endpoint, o: CallOptions = {}): Promise<BytePipe> {
      alive(o);
      const hit = take(
        (item) => ('connect' in item && same(item.connect, to) ? item : null),
        `connect ${JSON.stringify(to)}`,
      );
      if (hit.failure !== undefined) throw hit.failure;
      return conversation(hit, unexpected);
    },
    close() {
      if (!gone.signal.aborted) gone.abort(fail('connection-lost', 'The channel was closed.'));
    },
    done() {
      if (first !== undefined) throw first;
      if (left.length > 0) throw new Error(`Never asked for: ${JSON.stringify(left[0])}`);
    },
  };
}
