/** Videos of screens: made in a window, which sends them here part by part. What is written of one stays, however it ends. */
import { mkdir, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fail } from '../../model/failure.ts';
import { MOST_BYTES } from './writer.ts';

export async function beginVideo(path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await (await open(path, 'ax', 0o600)).close();
  } catch (caught) {
    throw unwritable(path, caught);
  }
}

/** All of it or nothing. To be called for one part after the other. */
export async function addToVideo(path: string, part: Uint8Array): Promise<void> {
  const { size } = await stat(path);
  if (size + part.length > MOST_BYTES)
    throw fail('output-too-large', `${path} has reached 1 GiB.`, 'Start another video.');
  const file = await open(path, 'r+').catch((caught: unknown) => {
    throw unwritable(path, caught);
  });
  try {
    for (let sent = 0; sent < part.length; )
      sent += (await file.write(part, sent, part.length - sent, size + sent)).bytesWritten;
  } catch (caught) {
    await file.truncate(size).catch(() => {});
    throw unwritable(path, caught);
  } finally {
    await file.close();
  }
}

const unwritable = (path: string, caught: unknown) =>
  fail(
    'file-unwritable',
    `The video is written no further to ${path}: ${caught instanceof Error && 'code' in caught ? caught.code : caught}`,
    'Free some space there, or check its permissions; then start another.',
  );
