/** Who waits for a look at a host, and what the next look must cover for their sake. */
import type { Failure } from '../../model/failure.ts';

/** How a host is looked at for somebody's sake. */
export interface RefreshOptions {
  /** Nobody is asked for a sudo password. */
  readonly quiet?: boolean;
  /** What runs is enough: what is configured and what can be done there are as they were. */
  readonly runningOnly?: boolean;
  /** Only machines of these types matter; a host under load has less to do. */
  readonly types?: readonly string[];
  /** Folders to look for configurations in, from now on, beside those of the host. */
  readonly bases?: readonly string[];
  /** A host that is contacted on demand only is looked at again and again from now on. */
  readonly follow?: boolean;
}

interface Waiter extends RefreshOptions {
  done(): void;
  failed(failure: Failure): void;
}

/** What all of them together want of one look. */
export interface Wanted {
  readonly waiters: readonly Waiter[];
  /** What can be done there, and what is configured, too. */
  readonly whole: boolean;
  /** A person waits and may be asked for passwords. */
  readonly asked: boolean;
  /** undefined: all. */
  readonly types: ReadonlySet<string> | undefined;
}

export class Waiters {
  private waiters: Waiter[] = [];
  /** How many came before the try that is made now. */
  private early = Number.POSITIVE_INFINITY;

  get any(): boolean {
    return this.waiters.length > 0;
  }

  /** Resolves after the next look that covers it. */
  wait(options: RefreshOptions): Promise<void> {
    return new Promise((done, failed) => void this.waiters.push({ ...options, done, failed }));
  }

  /** They are the taker's from now on. */
  take(): Wanted {
    const waiters = this.waiters.splice(0);
    const unlimited = waiters.some(({ types }) => types === undefined);
    return {
      waiters,
      whole: waiters.some(({ runningOnly }) => !runningOnly),
      asked: waiters.some(({ quiet }) => !quiet),
      types: unlimited ? undefined : new Set(waiters.flatMap(({ types }) => types ?? [])),
    };
  }

  /** A try to connect begins: it began too soon for whoever comes while it is made. */
  tries(): void {
    this.early = this.waiters.length;
  }

  connected(): void {
    this.early = Number.POSITIVE_INFINITY;
  }

  /** Who came during a try that is over waits for the next one. */
  failEarly(failure: Failure): void {
    for (const waiter of this.waiters.splice(0, this.early)) waiter.failed(failure);
  }

  fail(failure: Failure): void {
    for (const waiter of this.waiters.splice(0)) waiter.failed(failure);
  }
}
