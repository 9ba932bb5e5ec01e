/** Chunks on their way into a terminal: one write at a time, everything that came meanwhile joined in the next. */

export interface WriteQueue {
  /** `taken` is called once the bytes are consumed. */
  push(chunk: Uint8Array, taken: () => void): void;
}

interface Waiting {
  readonly chunk: Uint8Array;
  readonly taken: () => void;
}

/** `write` must call `done` when it has consumed the bytes, and may do so at once. */
export function createWriteQueue(write: (bytes: Uint8Array, done: () => void) => void): WriteQueue {
  let waiting: Waiting[] = [];
  let writing = false;
  const next = (): void => {
    const batch = waiting;
    if (batch.length === 0) return;
    waiting = [];
    writing = true;
    write(join(batch), () => {
      writing = false;
      for (const { taken } of batch) taken();
      if (!writing) next();
    });
  };
  return {
    push(chunk, taken) {
      waiting.push({ chunk, taken });
      if (!writing) next();
    },
  };
}

function join(batch: readonly Waiting[]): Uint8Array {
  const [only] = batch;
  if (batch.length === 1 && only !== undefined) return only.chunk;
  const bytes = new Uint8Array(batch.reduce((sum, { chunk }) => sum + chunk.length, 0));
  let at = 0;
  for (const { chunk } of batch) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
