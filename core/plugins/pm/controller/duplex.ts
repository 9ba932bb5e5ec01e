/** A pipe of a channel as a stream, for TLS. */
import { Duplex } from 'node:stream';
import type { BytePipe } from '../../../model/pipe.ts';

export function duplexOf(pipe: BytePipe): Duplex {
  const reader = pipe.bytes[Symbol.asyncIterator]();
  return new Duplex({
    read() {
      reader.next().then(
        ({ value, done }) => this.push(done ? null : value),
        (caught: unknown) => this.destroy(caught instanceof Error ? caught : new Error(String(caught))),
      );
    },
    write(chunk: Uint8Array, _encoding, taken) {
      pipe.write(chunk).then(
        () => taken(),
        (caught: unknown) => taken(caught instanceof Error ? caught : new Error(String(caught))),
      );
    },
    destroy(error, ended) {
      pipe.close();
      ended(error);
    },
  });
}
