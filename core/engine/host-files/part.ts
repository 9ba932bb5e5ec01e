/**
 * A file on its way is a part beside its place, and takes its name only when all of it is there. The part's name says
 * what it is a part of, so that it is gone on with only by a copy of the same name, size and time.
 */
import { createHash } from 'node:crypto';
import type { FileSink, HostFiles } from '../../channel/host-files.ts';
import { fail } from '../../model/failure.ts';
import { bytesOf, folderOf, lastOf, nameOf, shownName, under } from '../../model/file-name.ts';

export interface Origin {
  readonly size: number;
  /** epoch ms */
  readonly changed: number;
  /** Absent: as the account there makes files, or what it replaces has. */
  readonly mode?: number;
}

export interface Part extends FileSink {
  /** Bytes that are there already. */
  readonly from: number;
  /** All of it is there: it takes its name. @throws Failure wrong-state where something has come to be there */
  finish(): Promise<void>;
  /** It is of no use: away with it. */
  drop(): Promise<void>;
}

/** Names have at most 255 bytes; this leaves room for the rest. */
const MOST_NAME = 180;

export function partPath(path: string, { size, changed }: Pick<Origin, 'size' | 'changed'>): string {
  const name = bytesOf(lastOf(path));
  const same = createHash('sha256')
    .update(name)
    .update(`\0${size} ${Math.floor(changed / 1000)}`);
  const tag = same.digest('hex').slice(0, 16);
  return under(folderOf(path), `.${nameOf(name.subarray(0, MOST_NAME))}.${tag}.ctys-part`);
}

/** @throws Failure wrong-state where a file is in its place and is not to be replaced, or a folder is */
export async function openPart(
  files: HostFiles,
  path: string,
  origin: Origin,
  replace: boolean,
): Promise<Part> {
  const place = await files.look(path);
  const shown = shownName(path).slice(0, 300);
  if (place !== null && (place.kind === 'folder' || !replace))
    throw fail(
      'wrong-state',
      `${shown} is there already.`,
      place.kind === 'folder' ? 'Use another name.' : 'Replace it, or use another name.',
    );
  const part = partPath(path, origin);
  const before = await files.look(part);
  const from = before?.kind === 'file' && before.size <= origin.size ? before.size : 0;
  if (before !== null && from === 0) await files.removeFile(part);
  const sink = await files.write(part, from, origin.mode);
  let written = from;
  const mode = origin.mode ?? place?.mode;
  return {
    from,
    write: async (chunk) => {
      written += chunk.length;
      if (written > origin.size) throw changedMeanwhile(shown);
      await sink.write(chunk);
    },
    close: () => sink.close(),
    abandon: () => sink.abandon(),
    finish: async () => {
      if (written !== origin.size) throw changedMeanwhile(shown);
      await sink.close();
      await files.set(part, { changed: origin.changed, ...(mode !== undefined && { mode: mode & 0o777 }) });
      await files.rename(part, path, replace);
    },
    drop: async () => {
      await sink.abandon();
      await files.removeFile(part).catch(() => {});
    },
  };
}

export const changedMeanwhile = (shown: string) =>
  fail('wrong-state', `${shown} changed while it was copied.`, 'Copy it again.');
