/**
 * Ending processes on a host. sshd sends no signal when a session without terminal closes, and takes none for root
 * (its signalling needs privilege separation) or before OpenSSH 7.9: a second session ends them by process id.
 */
import { quote } from './quote.ts';

/** What the line says once no login shell stands before it: from then on it needs no connection. */
export const BEGUN = /ctys-ends\r?\n/;

/** `-s` and `--` together are what every kill understands for a group; the leader alone is the second best. */
const SCRIPT =
  'trap "" PIPE; echo ctys-ends; ' +
  's() { for p do kill -s $sig -- "-$p" 2>/dev/null || kill -s $sig "$p" 2>/dev/null; done; }; ' +
  'sig=TERM; s "$@"; i=0; ' +
  'while [ $i -lt 10 ]; do sig=0; s "$@" || exit 0; sleep 0.1; i=$((i+1)); done; ' +
  'sig=KILL; s "$@"';

/** TERM to the groups led by `pids`, KILL to what is left after a second. The line outlives its connection. */
export const endLine = (pids: readonly number[]): string =>
  quote(['sh', '-c', SCRIPT, 'sh', ...pids.map(String)]);

/** Runs a line on the host; resolves true once it has ended, false when there was no session for it. */
export type RunLine = (line: string) => Promise<boolean>;

/** ms between tries for a session. */
const PAUSE = 200;
/** ms until it is given up: later the process id may be that of something else. */
const PATIENCE = 30_000;

export interface EnderOptions {
  readonly run: RunLine;
  /** Nothing reaches the host any more: it need not be tried. */
  isLost(): boolean;
  /** They could not be ended. */
  left(pids: readonly number[]): void;
  readonly patience?: number;
}

/** Ends processes one session at a time: those that come meanwhile go together in the next. */
export class Ender {
  readonly #o: EnderOptions;
  #waiting: number[] = [];
  #next: Promise<void> | undefined;
  #current: Promise<void> = Promise.resolve();

  constructor(options: EnderOptions) {
    this.#o = options;
  }

  /** Resolves when the process has been ended, or cannot be. */
  end(pid: number): Promise<void> {
    this.#waiting.push(pid);
    const before = this.#current;
    this.#next ??= before.then(() => {
      const pids = this.#waiting;
      this.#waiting = [];
      this.#next = undefined;
      this.#current = this.#all(pids);
      return this.#current;
    });
    return this.#next;
  }

  async #all(pids: readonly number[]): Promise<void> {
    const { run, isLost, left, patience = PATIENCE } = this.#o;
    const late = performance.now() + patience;
    while (!isLost()) {
      if (await run(endLine(pids))) return;
      if (performance.now() > late) return left(pids);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}
