/**
 * A place where argv runs: this machine, or a host over SSH. Who uses a channel never meets a shell,
 * ssh2 or child_process: argv in, bytes out. A channel never knows what it carries.
 */
import type { Duplex } from 'node:stream';
import type { OpenFiles } from './host-files.ts';
import type { Accept, Listener } from './listen.ts';
import type { BytePipe } from '../model/pipe.ts';
import type { Elevation } from '../model/host.ts';

export interface CallOptions {
  /** Ends the call and what it started on the host. */
  readonly signal?: AbortSignal;
  /** Run with the host's configured elevation (sudo or ksu); default false. `none` there: runs as it is. */
  readonly elevate?: boolean;
  /** Nobody may be asked for the sake of this call: what would need a sudo password is Failure rights-missing. */
  readonly quiet?: boolean;
}

export interface ExecOptions extends CallOptions {
  /** Sent to standard input, which is then closed. */
  readonly stdin?: string | Uint8Array;
  /** Most bytes of stdout kept; more ends the command with Failure output-too-large. Default 8 MiB. stderr: 64 KiB, cut. */
  readonly maxBytes?: number;
  /** ms until Failure timeout; default 15,000. */
  readonly timeout?: number;
}

export interface ExecResult {
  /** Exit code; null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Pty {
  readonly cols: number;
  readonly rows: number;
  /** TERM; default xterm-256color */
  readonly term?: string;
}

export interface SpawnOptions extends CallOptions {
  /** Give it a terminal. Without one, stderr is dropped and the pipe carries stdin/stdout. */
  readonly pty?: Pty;
  /** X programs in it show on this display of ours: `:0`. With elevation they do not. */
  readonly display?: string;
}

/** Where to connect, seen from the host: a unix socket there, or a TCP port it can reach. */
export type Endpoint = { readonly unix: string } | { readonly host: string; readonly port: number };

export interface Channel {
  /** Inventory name of the host. */
  readonly name: string;
  /** `local`, `ssh2 ...` or `OpenSSH ...` with the reason; for people. */
  readonly transport: string;
  readonly elevation: Elevation;
  /** Run argv to its end. A non-zero exit is a result, not a failure: the caller knows what is normal. */
  exec(argv: readonly string[], options?: ExecOptions): Promise<ExecResult>;
  /** Run argv with a pipe to it. An empty argv with a pty is the login shell. */
  spawn(argv: readonly string[], options?: SpawnOptions): Promise<BytePipe>;
  /** Connect to a socket of the host through the channel itself; no local port is opened. */
  connect(to: Endpoint, options?: CallOptions): Promise<BytePipe>;
  /** As connect, but each side ends by itself: for tunnels. Absent: not over this channel. */
  stream?(to: Endpoint, options?: CallOptions): Promise<Duplex>;
  /** Wait for connections on the host, on its loopback or a socket of its account: for tunnels from there. */
  listen?(at: Endpoint, accept: Accept): Promise<Listener>;
  /** Its files, with the rights of the account; over SFTP a session of the connection that is there. */
  readonly files?: OpenFiles;
  /** Aborted when the channel is gone; `signal.reason` is the Failure. */
  readonly gone: AbortSignal;
  close(): void;
}
