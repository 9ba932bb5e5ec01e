/**
 * All connections to one host as one transport. sshd allows 10 sessions a connection by default (MaxSessions);
 * one is kept for ending processes; beyond nine a further connection is opened, then callers wait. Forwarded sockets do not count.
 */
import type { Duplex } from 'node:stream';
import { Failure, fail } from '../model/failure.ts';
import type { Endpoint, Pty } from './channel.ts';
import type { Accept, Listener } from './listen.ts';
import { SessionRefused } from './ssh2-transport.ts';
import type { Proc, Subsystem, Transport } from './transport.ts';

const MAX_SESSIONS = 9;
const MAX_CONNECTIONS = 4;
/** ms until a host that refused a session is asked for it again. */
const AGAIN = 250;
/** Refusals in a row, with no other session there, until it is taken at its word. */
const MOST_REFUSALS = 4;

interface Member {
  readonly transport: Transport;
  used: number;
  /** Sinks when the server allows fewer. */
  limit: number;
  /** In a row, while it had no other session. */
  refusals: number;
}

export class Link implements Transport {
  readonly #first: Transport;
  readonly #members: Member[];
  readonly #more: () => Promise<Transport>;
  #opening: Promise<void> | undefined;
  #mostConnections = MAX_CONNECTIONS;
  readonly #waiting: (() => void)[] = [];

  /** `more` opens a further connection to the same host. */
  constructor(first: Transport, more: () => Promise<Transport>) {
    this.#first = first;
    this.#more = more;
    this.#members = [{ transport: first, used: 0, limit: MAX_SESSIONS, refusals: 0 }];
    first.gone.addEventListener('abort', () => {
      for (const member of this.#members) void member.transport.close();
      this.#wake();
    });
  }

  get title(): string {
    return this.#first.title;
  }
  get user(): string {
    return this.#first.user;
  }
  get vague(): boolean {
    return this.#first.vague === true;
  }
  get gone(): AbortSignal {
    return this.#first.gone;
  }

  start(argv: readonly string[], pty?: Pty, signal?: AbortSignal, display?: string): Promise<Proc> {
    return this.#session(signal, (transport) => transport.start(argv, pty, signal, display));
  }

  subsystem(name: string, signal?: AbortSignal): Promise<Subsystem> {
    return this.#session(signal, (transport) => {
      if (transport.subsystem === undefined) throw fail('not-capable', `There is no ${name} here.`);
      return transport.subsystem(name, signal);
    });
  }

  async #session<S extends Proc | Subsystem>(
    signal: AbortSignal | undefined,
    open: (transport: Transport) => Promise<S>,
  ): Promise<S> {
    for (;;) {
      const member = await this.#place(signal);
      try {
        const session = await open(member.transport);
        member.refusals = 0;
        const over = session.closed ?? ('exit' in session ? session.exit : undefined);
        void over?.then(() => this.#leave(member));
        return session;
      } catch (caught) {
        this.#refused(member, caught);
      }
    }
  }

  /** The server takes no more on this connection now: go by what it took, and look for another place. */
  #refused(member: Member, caught: unknown): void {
    const others = member.used - 1;
    this.#leave(member);
    if (this.gone.aborted) throw this.gone.reason;
    if (member.transport.gone.aborted && !(caught instanceof Failure && caught.code === 'aborted')) return;
    if (!(caught instanceof SessionRefused)) throw caught;
    // One that has ended here may still count there.
    if (others === 0 && ++member.refusals >= MOST_REFUSALS)
      throw fail('busy', 'The host allows no further session.', 'Raise MaxSessions in its sshd_config.', {
        reason: caught.message,
      });
    if (others >= member.limit) return;
    member.limit = others;
    // Sessions that are just ending still count there: ask for one more after a while.
    setTimeout(() => {
      member.limit = Math.min(MAX_SESSIONS, member.limit + 1);
      this.#wake();
    }, AGAIN).unref();
  }

  /** A member with a free session, already counted. */
  async #place(signal?: AbortSignal): Promise<Member> {
    for (;;) {
      if (this.gone.aborted) throw this.gone.reason;
      if (signal?.aborted) throw fail('aborted', 'Stopped on request.');
      const free = this.#members.find((each) => each.used < each.limit && !each.transport.gone.aborted);
      if (free !== undefined) {
        free.used++;
        return free;
      }
      await (this.#members.length < this.#mostConnections ? this.#grow() : this.#wait(signal));
    }
  }

  #grow(): Promise<void> {
    this.#opening ??= this.#more()
      .then((transport) => {
        if (this.gone.aborted) return transport.close();
        const limit = Math.max(1, Math.min(...this.#members.map((each) => each.limit)));
        const member = { transport, used: 0, limit, refusals: 0 };
        this.#members.push(member);
        transport.gone.addEventListener('abort', () => {
          this.#members.splice(this.#members.indexOf(member), 1);
          this.#wake();
        });
      })
      .catch(() => {
        // The connections there are must do.
        this.#mostConnections = this.#members.length;
      })
      .finally(() => {
        this.#opening = undefined;
      });
    return this.#opening;
  }

  #wait(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      signal?.addEventListener('abort', wake);
      this.#waiting.push(wake);
    });
  }

  #leave(member: Member): void {
    member.used--;
    this.#wake();
  }

  /** All look again, in order: one that has given up meanwhile must not swallow the place of the next. */
  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }

  forward(to: Endpoint, signal?: AbortSignal): Promise<Duplex> {
    return this.#first.forward(to, signal);
  }

  listen(at: Endpoint, accept: Accept): Promise<Listener> {
    return this.#first.listen(at, accept);
  }

  /** The first last: its end is the end of all. */
  async close(): Promise<void> {
    const [first, ...others] = this.#members.map(({ transport }) => transport);
    const ended = others.map((transport) => transport.close());
    await Promise.all([...ended, first?.close()]);
  }
}
