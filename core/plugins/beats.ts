/** What a loop on a host prints: a line a beat, `.` without news, else what is new and a `C` behind it. */
import type { CallOptions, Channel } from '../channel/channel.ts';
import { fail } from '../model/failure.ts';

/** Bytes of what changed at once. */
const MOST = 4 * 1024 * 1024;

/** What `script` tells while it is heard. @throws Failure */
export async function* beats(
  on: Channel,
  script: string,
  { signal, quiet }: CallOptions & { readonly signal: AbortSignal },
): AsyncGenerator<readonly string[], void, undefined> {
  const pipe = await on.spawn(['sh', '-c', script], { signal, ...(quiet !== undefined && { quiet }) });
  try {
    yield* changes(pipe.bytes);
  } finally {
    pipe.close();
  }
}

/** The lines before each `C`. @throws Failure output-too-large */
export async function* changes(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly string[], void, undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  let lines: string[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    const whole = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = whole.pop() ?? '';
    for (const line of whole) {
      if (line !== 'C' && line !== '.') {
        lines.push(line);
        continue;
      }
      if (line === 'C') yield lines;
      lines = [];
      size = 0;
    }
    if (size > MOST) throw fail('output-too-large', 'What the host tells has no end.');
  }
}
