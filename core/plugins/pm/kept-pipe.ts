/** The terminal of a kept shell: where tmux could not make its place on the host, it ends with the reason of that. */
import { fail } from '../../model/failure.ts';
import type { BytePipe } from '../../model/pipe.ts';

/** tmux says it at once, or runs (client.c, tmux.c). */
const MOST = 2048;
const NO_PLACE =
  /(?:error creating|couldn't create directory|error connecting to) (\/[^\r\n]*?) \(([^)\r\n]+)\)/;
const FULL = /No space left|[Qq]uota exceeded/;

export function keptPipe(pipe: BytePipe, host: string): BytePipe {
  async function* bytes(): AsyncGenerator<Uint8Array, void, undefined> {
    const decoder = new TextDecoder();
    let said = '';
    let size = 0;
    for await (const chunk of pipe.bytes) {
      size += chunk.length;
      if (size <= MOST) said += decoder.decode(chunk, { stream: true });
      yield chunk;
    }
    const [, place = '', why = ''] = (size <= MOST && NO_PLACE.exec(said)) || [];
    if (FULL.test(why))
      throw fail(
        'file-unwritable',
        `There is no room left for ${place} on ${host}.`,
        'Make room there, or open a shell that is not kept; those that are kept already go on.',
        { reason: why },
      );
  }
  return { ...pipe, bytes: bytes() };
}
