/**
 * Answers used again, and answers kept (ctys `-C`): from what the core knows already, from a file, into a file. A file
 * holds whole records, `;` between fields, as MACHINE prints them. Source: chapter 1.2 of the reference.
 */
import { lstat, mkdir } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { RECORD_LENGTH } from '../ctys/tables/fields.ts';
import type { Row } from '../ctys/tables/print.ts';
import { readState, writeAtomic } from '../engine/files.ts';
import type { TableAction } from '../model/action.ts';
import type { ResultCache } from '../model/call-options.ts';
import { fail } from '../model/failure.ts';
import type { HostStatus } from '../model/host.ts';

type Kept = Exclude<ResultCache, 'off'>;

const MOST_BYTES = 64 * 1024 * 1024;

const cacheOf = ({ options }: TableAction): Kept =>
  typeof options?.resultCache === 'object' ? options.resultCache : {};

/** Where names of files start: a folder of this user alone (the ancestor's MYTMP). */
const folder = (): string => join(tmpdir(), `ctys.${userInfo().uid}`);

const pathOf = (file: string): string => (isAbsolute(file) ? file : join(folder(), file));

/**
 * Whether what is known is shown without asking: `ONLY`, or a LIFETIME that has not passed.
 * @throws Failure timeout when ONLY is older than it may be, and AUTO does not allow to ask
 */
export function usesKnown(
  action: TableAction,
  hosts: readonly (HostStatus | undefined)[],
  now: number,
): boolean {
  const { only, lifetime, auto } = cacheOf(action);
  if (lifetime === undefined) return only === true;
  const old = hosts.filter((host) => host?.seen === undefined || now - host.seen > lifetime * 1000);
  if (old.length === 0) return true;
  if (only !== true || auto === true) return false;
  const names = old.flatMap((host) => host?.config.name ?? []);
  throw fail(
    'timeout',
    `What is known of ${names.join(', ') || 'these hosts'} is older than ${lifetime} s, and '-C only' forbids to ask.`,
    'Add AUTO, or leave ONLY out.',
  );
}

/** Rows of the file `FIN` names; null: it names none. @throws Failure file-damaged, not-found */
export async function rowsFromFile(action: TableAction): Promise<readonly Row[] | null> {
  const { file } = cacheOf(action);
  if (file?.way !== 'in') return null;
  const path = pathOf(file.path);
  const text = await readState(path, MOST_BYTES);
  if (text === null) throw fail('file-damaged', `There is no ${path}.`, 'Write it with FOUT first.');
  const size = RECORD_LENGTH[action.verb];
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line, index) => {
      const row = line.split(';');
      if (row.length === size) return row;
      throw fail(
        'file-damaged',
        `${path}, line ${index + 1}: a record of ${action.verb.toUpperCase()} has ${size} fields, this has ${row.length}.`,
        'Write it again with FOUT.',
      );
    });
}

/** Writes the rows where FOUT or KEEP want them. @throws Failure file-unwritable */
export async function keepRows(action: TableAction, rows: readonly Row[]): Promise<void> {
  const { file, keep } = cacheOf(action);
  const name = file?.way === 'out' ? file.path : keep === undefined ? undefined : `${action.verb}.rec`;
  if (name === undefined) return;
  const path = pathOf(name);
  if (!isAbsolute(name)) await ownFolder(dirname(path));
  await writeAtomic(
    path,
    rows.map((row) => `${row.slice(0, RECORD_LENGTH[action.verb]).join(';')}\n`).join(''),
  );
}

/** Below /tmp anybody could have made it. */
async function ownFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  const found = await lstat(folder());
  if (found.isDirectory() && found.uid === userInfo().uid) return;
  throw fail('file-unwritable', `${folder()} is somebody else's.`, 'Name a file by its whole path.');
}
