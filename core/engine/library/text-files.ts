/** Small text files of a person below a folder, read as they are; what cannot be read is left out and told. */
import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { FailureData } from '../../model/failure.ts';
import { toFailure } from '../../model/failure.ts';
import { readState } from '../files.ts';

export interface TextFile {
  /** Its path below the folder, with `/`. */
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

export interface TextFiles {
  readonly files: readonly TextFile[];
  readonly failures: readonly FailureData[];
}

export const MOST_BYTES = 256 * 1024;
const MOST_FILES = 2_000;
const MOST_DEPTH = 20;

/** By name. A folder that is not there has no files; one of more than `most` bytes is told. */
export async function readTextFiles(folder: string, most = MOST_BYTES): Promise<TextFiles> {
  const paths: string[] = [];
  await collect(folder, 0, paths);
  const files: TextFile[] = [];
  const failures: FailureData[] = [];
  for (const path of paths.sort()) {
    try {
      const text = await readState(path, most);
      if (text !== null) files.push({ name: relative(folder, path).replaceAll(sep, '/'), path, text });
    } catch (caught) {
      failures.push(toFailure(caught));
    }
  }
  return { files, failures };
}

/** Hidden files and backups of editors are nobody's groups. */
const isOurs = (name: string): boolean => !name.startsWith('.') && !name.endsWith('~');

async function collect(folder: string, depth: number, paths: string[]): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => []);
  for (const entry of entries) {
    if (paths.length >= MOST_FILES) return;
    if (!isOurs(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (depth < MOST_DEPTH) await collect(path, depth + 1, paths);
    } else if (entry.isFile() || (entry.isSymbolicLink() && (await leadsToFile(path)))) paths.push(path);
  }
}

/** Links to folders are not followed: they may lead round in circles. */
const leadsToFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
