/** A file the person chose, as text; programs on Windows write UTF-16 with its mark. */
import { fail } from '../../core/model/failure.ts';
import { words } from '../words/words.ts';

const MOST_BYTES = 4 * 1024 * 1024;

/** @throws Failure bad-input */
export async function readTextFile(file: File): Promise<{ name: string; text: string }> {
  if (file.size > MOST_BYTES)
    throw fail('bad-input', words().hosts.tooLarge(file.name), words().hosts.otherFile);
  return { name: file.name, text: decoded(new Uint8Array(await file.arrayBuffer())) };
}

export function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
