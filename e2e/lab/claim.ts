/**
 * Who has which lab instance. The claim is a listening socket with an abstract name: the kernel gives it to one
 * process only and takes it back when that process ends, however it ends. So no stale lock can exist.
 */
import { createServer } from 'node:net';

export interface Claim {
  release(): Promise<void>;
}

/** The claim on an instance, or on `what` there is one of; null when another process, or another lab of this one, has it. */
export function claim(what: number | string): Promise<Claim | null> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null);
      else reject(error);
    });
    server.listen(`\0ctys-lab-${what}`, () => {
      server.unref();
      resolve({ release: () => new Promise((done) => server.close(() => done())) });
    });
  });
}
