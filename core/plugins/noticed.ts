/** A pipe whose end is told to who keeps account of it. */
import type { BytePipe } from '../model/pipe.ts';

/** Calls `ended` once, whichever way the pipe ends. */
export function noticed(pipe: BytePipe, ended: () => void): BytePipe {
  let open = true;
  const end = (): void => {
    if (open) ended();
    open = false;
  };
  async function* bytes(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield* pipe.bytes;
    } finally {
      end();
    }
  }
  return {
    ...pipe,
    bytes: bytes(),
    close() {
      pipe.close();
      end();
    },
  };
}
