/** What local, ssh2 and OpenSSH have in common below the Channel: start argv, reach a socket, be gone. */
import type { Duplex, Readable, Writable } from 'node:stream';
import type { Failure } from '../model/failure.ts';
import type { Endpoint, Pty } from './channel.ts';
import type { Accept, Listener } from './listen.ts';

/** Told of what should have been ended on a host and could not be. */
export type Left = (failure: Failure) => void;

/** A running process of the host. */
export interface Proc {
  /** Resolves when stdout stands at the command's own first byte: its process id there, null if it never started. */
  readonly started: Promise<number | null>;
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** null with a terminal. */
  readonly stderr: Readable | null;
  /** Behind it stands the command's own stderr; absent: all of it is. */
  readonly mark?: RegExp;
  /** The exit code; null when a signal or a lost connection ended it. Never rejects. */
  readonly exit: Promise<number | null>;
  /** Resolves when the host counts the session no more; absent: with `exit`. */
  readonly closed?: Promise<unknown>;
  /** Of the very connection it runs over, where a host has several; absent: that of the host. */
  readonly gone?: AbortSignal;
  resize(cols: number, rows: number): void;
  /** End it and its process group (TERM, then KILL) and let go of its streams. Idempotent. */
  kill(): void;
}

/** A subsystem of sshd, as sftp. */
export interface Subsystem {
  readonly stream: Duplex;
  /** Resolves when the host counts the session no more. */
  readonly closed: Promise<unknown>;
}

export interface Transport {
  /** For people: `local`, `ssh2 aes128-gcm`, `OpenSSH (...)`. */
  readonly title: string;
  /** Account the commands run as. */
  readonly user: string;
  /** An empty argv is the login shell (with a pty). */
  start(argv: readonly string[], pty?: Pty, signal?: AbortSignal, display?: string): Promise<Proc>;
  /** @throws Failure refused, socket-gone, or transport-unable where the server forbids forwarding */
  forward(to: Endpoint, signal?: AbortSignal): Promise<Duplex>;
  /** @throws Failure busy, refused, transport-unable */
  listen(at: Endpoint, accept: Accept): Promise<Listener>;
  /** Absent: this machine. */
  subsystem?(name: string, signal?: AbortSignal): Promise<Subsystem>;
  /** `forward` cannot tell that nobody listens: that shows when the stream is read. */
  readonly vague?: boolean;
  readonly gone: AbortSignal;
  /** Ends what runs there through it. Resolves when that is done, or has taken too long. Idempotent. */
  close(): Promise<void>;
}
