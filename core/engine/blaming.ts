/** The pipe; where it ends with its host, it ends with the reason of that. */
import type { BytePipe } from '../model/pipe.ts';

export function blaming(pipe: BytePipe, gone: AbortSignal): BytePipe {
  async function* bytes(): AsyncIterable<Uint8Array> {
    try {
      for await (const chunk of pipe.bytes) yield chunk;
    } catch (caught) {
      throw gone.aborted ? gone.reason : caught;
    }
    if (gone.aborted) throw gone.reason;
  }
  return {
    bytes: bytes(),
    write: (chunk) => pipe.write(chunk),
    resize: (cols, rows) => pipe.resize?.(cols, rows),
    close: () => pipe.close(),
  };
}
