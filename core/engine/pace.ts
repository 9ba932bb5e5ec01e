/** Under a flood, many small chunks become few large ones; a keystroke's echo passes at once. */
import { setTimeout as after } from 'node:timers/promises';
import type { BytePipe } from '../model/pipe.ts';

/** A chunk of this size is worth a message of its own. */
const LARGE = 32 * 1024;
/** ms to let more come together behind a small chunk; below what anybody can see. */
const PAUSE = 2;

/** The same pipe, pulled at most every 2 ms while its chunks are small: what comes meanwhile comes joined. */
export function paced(pipe: BytePipe): BytePipe {
  return { ...pipe, bytes: pacedBytes(pipe.bytes) };
}

async function* pacedBytes(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of bytes) {
    yield chunk;
    if (chunk.length < LARGE) await after(PAUSE);
  }
}
