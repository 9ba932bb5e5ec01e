/** The databases enum.fdb and macmap.fdb: ours, the ancestor's, those of folders named, or those of another host. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Channel } from '../../channel/channel.ts';
import { mergedFdb } from '../../ctys/database/fdb.ts';
import type { KnownTexts } from '../../ctys/database/known.ts';
import { libraryFolders, type Paths, xdgPaths } from '../paths.ts';

/** A hundred thousand records and more. */
export const MOST_BYTES = 256 * 1024 * 1024;
/** Of another host: 40,000 records. */
const MOST_REMOTE = 16 * 1024 * 1024;

export interface Database {
  readonly path: string;
  readonly text: string;
}

export const defaultFolders = (paths: Paths = xdgPaths()): readonly string[] =>
  libraryFolders(paths).map((folder) => join(folder, 'db', 'default'));

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

/** Records are numbered over all databases, in the order of their folders; what is in one already is not there twice. */
export const enumText = (enums: readonly Database[]): string => mergedFdb(enums.map(({ text }) => text));

export async function localTexts(folders: readonly string[]): Promise<KnownTexts> {
  const [enums, macmaps] = await Promise.all([
    readDatabases(folders, 'enum.fdb'),
    readDatabases(folders, 'macmap.fdb'),
  ]);
  return { enumText: enumText(enums), macmapText: macmaps.map(({ text }) => text).join('\n') };
}

/** $1 the file. Both places of the user's home, ours first. */
const READ = `
for d in "\${XDG_CONFIG_HOME:-$HOME/.config}/ctys" "$HOME/.ctys"; do
  cat "$d/db/default/$1" 2>/dev/null
done
exit 0`;

/** What the user has on another host. @throws Failure the connection's, output-too-large */
export async function remoteTexts(on: Channel, signal?: AbortSignal): Promise<KnownTexts> {
  const options = { maxBytes: MOST_REMOTE, ...(signal !== undefined && { signal }) };
  const [enums, macmaps] = await Promise.all(
    ['enum.fdb', 'macmap.fdb'].map((name) => on.exec(['sh', '-c', READ, 'sh', name], options)),
  );
  return { enumText: enums?.stdout ?? '', macmapText: macmaps?.stdout ?? '' };
}
