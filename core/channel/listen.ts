/** Waiting for connections, on this machine or a host, and joining two streams whose sides end one by one. */
import { unlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { Duplex } from 'node:stream';
import { fail, type Failure } from '../model/failure.ts';
import type { Endpoint } from './channel.ts';
import { named } from './faults.ts';
import { mute } from './streams.ts';

export interface Listener {
  /** Where it listens; the port it was given, where 0 was asked for. */
  readonly at: Endpoint;
  /** No more come; those that came stay. Idempotent. */
  close(): Promise<void>;
}

export type Accept = (stream: Duplex) => void;

export function cannotListen(at: Endpoint, host: string, why: string): Failure {
  const where = `${named(at)} of ${host}`;
  if (/EADDRINUSE|in use/i.test(why)) return fail('busy', `${where} is in use already.`, 'Choose another.');
  if (/EACCES|denied/i.test(why))
    return fail('rights-missing', `Nobody may listen on ${where} but root.`, 'Choose a port above 1023.');
  return fail('refused', `${host} does not listen on ${named(at)}: ${why}.`, 'Choose another place.');
}

/** @throws Failure busy, rights-missing, refused */
export async function listenHere(at: Endpoint, accept: Accept): Promise<Listener> {
  const server = createServer({ allowHalfOpen: true, noDelay: true }, accept);
  await new Promise<void>((ready, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      failed(cannotListen(at, 'this machine', error.code ?? error.message)),
    );
    if ('unix' in at) server.listen({ path: at.unix, readableAll: false, writableAll: false }, ready);
    else server.listen({ host: at.host, port: at.port }, ready);
  });
  server.on('error', () => {});
  const bound = server.address();
  let closed: Promise<void> | undefined;
  return {
    at:
      'unix' in at || bound === null || typeof bound === 'string' ? at : { host: at.host, port: bound.port },
    close: () =>
      (closed ??= new Promise((done) => {
        // Its callback would wait for those that came.
        server.close();
        done();
      })),
  };
}

/** Removes a socket that is left behind. */
export const forgetSocket = (path: string): Promise<void> => unlink(path).catch(() => {});

/** Bytes both ways until both sides have ended; an error ends both. Resolves then. */
export function join(a: Duplex, b: Duplex, carried: (bytes: number) => void): Promise<void> {
  return new Promise((done) => {
    let open = 2;
    const over = (): void => {
      a.destroy();
      b.destroy();
      done();
    };
    const carry = (from: Duplex, to: Duplex): void => {
      mute(from);
      from.on('data', (chunk: Buffer) => carried(chunk.length));
      from.pipe(to);
      from.once('end', () => {
        open -= 1;
        if (open === 0) over();
      });
      from.once('error', over).once('close', () => {
        if (!from.readableEnded) over();
      });
    };
    carry(a, b);
    carry(b, a);
  });
}
