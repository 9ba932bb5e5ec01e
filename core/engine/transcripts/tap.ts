/** A pipe whose far side can be listened to. The next chunk waits until the listener has written the last. */
import type { BytePipe } from '../../model/pipe.ts';

export interface Tap {
  output(chunk: Uint8Array): Promise<void>;
  resize(cols: number, rows: number): void;
  close(): Promise<void>;
}

export interface TappedPipe extends BytePipe {
  tap: Tap | null;
}

export function tapped(pipe: BytePipe): TappedPipe {
  async function* bytes(): AsyncIterable<Uint8Array> {
    for await (const chunk of pipe.bytes) {
      await made.tap?.output(chunk);
      yield chunk;
    }
  }
  const made: TappedPipe = {
    tap: null,
    bytes: bytes(),
    write: (chunk) => pipe.write(chunk),
    resize: (cols, rows) => {
      made.tap?.resize(cols, rows);
      pipe.resize?.(cols, rows);
    },
    close: () => pipe.close(),
  };
  return made;
}
