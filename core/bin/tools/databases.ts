/** The databases enum.fdb and macmap.fdb: ours, the ancestor's, or those of the folders named. */
import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { xdgPaths } from '../../engine/paths.ts';

/** A hundred thousand records and more. */
const MOST_BYTES = 256 * 1024 * 1024;

export interface Database {
  readonly path: string;
  readonly text: string;
}

export const defaultFolders = (): readonly string[] => [
  join(xdgPaths().configDir, 'db', 'default'),
  join(homedir(), '.ctys', 'db', 'default'),
];

/** `-p` takes several, separated by `:` or `%`. */
export const foldersOf = (option: unknown): readonly string[] =>
  typeof option === 'string' ? option.split(/[:%]/).filter(Boolean) : defaultFolders();

/** Those that are there and can be read, in the order of their folders. */
export async function readDatabases(folders: readonly string[], name: string): Promise<readonly Database[]> {
  const found = await Promise.all(folders.map((folder) => read(join(folder, name))));
  return found.filter((one) => one !== null);
}

async function read(path: string): Promise<Database | null> {
  try {
    const { size } = await stat(path);
    return size > MOST_BYTES ? null : { path, text: await readFile(path, 'utf8') };
  } catch {
    return null;
  }
}
