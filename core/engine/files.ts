/** State files: written whole or not at all, readable by their owner only, set aside when damaged. */
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fail } from '../model/failure.ts';

const errorCode = (caught: unknown): string =>
  caught instanceof Error && 'code' in caught ? String(caught.code) : String(caught);

/** null: there is none. @throws Failure file-damaged (unreadable or more than `most` bytes) */
export async function readState(path: string, most: number): Promise<string | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (caught) {
    if (errorCode(caught) === 'ENOENT') return null;
    throw fail('file-damaged', `${path} cannot be read (${errorCode(caught)}).`, 'Check its permissions.');
  }
  if (text.length > most)
    throw fail('file-damaged', `${path} is larger than ${most} bytes.`, 'Check what wrote to it.');
  return text;
}

/** A symbolic link keeps pointing where it does: its target is replaced. @throws Failure file-unwritable */
export async function writeAtomic(path: string, text: string, mode = 0o600): Promise<void> {
  let temporary: string | undefined;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const target = await realpath(path).catch(() => path);
    temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
    await writeSynced(temporary, text, mode);
    await rename(temporary, target);
  } catch (caught) {
    if (temporary !== undefined) await rm(temporary, { force: true }).catch(() => {});
    throw unwritable(path, caught);
  }
}

async function writeSynced(path: string, text: string, mode: number): Promise<void> {
  const file = await open(path, 'wx', mode);
  try {
    // The umask is not asked: a file keeps the mode it had.
    await file.chmod(mode);
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** One write call in append mode: lines of several writers do not mix. @throws Failure file-unwritable */
export async function appendLine(path: string, line: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(path, 'a', 0o600);
    try {
      await file.write(`${line}\n`);
    } finally {
      await file.close();
    }
  } catch (caught) {
    throw unwritable(path, caught);
  }
}

function unwritable(path: string, caught: unknown): Error {
  const code = errorCode(caught);
  const why = code === 'ENOSPC' ? 'the disk is full' : code;
  return fail(
    'file-unwritable',
    `${path} cannot be written: ${why}.`,
    code === 'ENOSPC' ? 'Free some space there.' : 'Check its permissions and that of its folder.',
    { error: code },
  );
}

/** Moves a damaged file out of the way; returns its new path. @throws Failure file-unwritable */
export async function setAside(path: string): Promise<string> {
  const aside = `${path}.damaged-${new Date().toISOString().replaceAll(':', '-')}`;
  await rename(path, aside).catch((caught: unknown) => {
    throw unwritable(path, caught);
  });
  return aside;
}
