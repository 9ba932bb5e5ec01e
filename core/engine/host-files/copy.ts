/** Files and folders from one place to another, through the core: bytes flow as the slower side takes them. */
import type { HostFiles } from '../../channel/host-files.ts';
import { fail } from '../../model/failure.ts';
import { lastOf, shownName, under } from '../../model/file-name.ts';
import type { CopyProgress, FileEntry } from '../../model/file.ts';
import { changedMeanwhile, openPart } from './part.ts';

/** Most files of one copy and most folders in each other: a host may have no end of either. */
const MOST_FILES = 200_000;
const MOST_DEEP = 100;

export interface CopyRequest {
  readonly from: HostFiles;
  readonly to: HostFiles;
  readonly paths: readonly string[];
  readonly folder: string;
  readonly replace: boolean;
  readonly signal: AbortSignal;
  /** Held while a file is written. @throws Failure busy */
  claim(path: string): () => void;
  told(progress: CopyProgress): void;
}

interface Found {
  readonly at: string;
  readonly to: string;
  readonly look: Omit<FileEntry, 'name'>;
}

/** @throws Failure of the first thing that cannot be copied; what is done stays, and parts are gone on with */
export async function copy(request: CopyRequest): Promise<void> {
  const { from, to, signal } = request;
  const found: Found[] = [];
  let skipped = 0;
  for (const path of request.paths) {
    // What a person chose is meant, be it a link; inside a folder links stay where they are.
    const look = await from.look(path, true);
    if (look === null) throw fail('not-found', `There is no ${shownName(path)}.`, 'Look again.');
    skipped += await walk({ at: path, to: under(request.folder, lastOf(path)), look }, request, found, 0);
  }
  const total = found.reduce((sum, { look }) => sum + (look.kind === 'file' ? look.size : 0), 0);
  let done = 0;
  let files = 0;
  for (const one of found) {
    signal.throwIfAborted();
    if (one.look.kind === 'folder') {
      await folderAt(to, one.to);
      continue;
    }
    const tell = (bytes: number): void => {
      done += bytes;
      request.told({ name: lastOf(one.at), done, total, files, skipped });
    };
    tell(0);
    await copyFile(one, request, tell);
    files++;
  }
  request.told({ name: '', done, total, files, skipped });
}

async function walk(one: Found, { from, signal }: CopyRequest, into: Found[], deep: number): Promise<number> {
  signal.throwIfAborted();
  if (one.look.kind !== 'file' && one.look.kind !== 'folder') return 1;
  if (into.push(one) > MOST_FILES || deep > MOST_DEEP)
    throw fail(
      'output-too-large',
      `${shownName(one.at)} holds too many files or folders to be copied at once.`,
    );
  if (one.look.kind === 'file') return 0;
  let skipped = 0;
  const names = new Set<string>();
  for (const { name, ...look } of await from.list(one.at, MOST_FILES, signal)) {
    if (names.has(name)) continue;
    names.add(name);
    skipped += await walk(
      { at: under(one.at, name), to: under(one.to, name), look },
      { from, signal } as CopyRequest,
      into,
      deep + 1,
    );
  }
  return skipped;
}

/** There, or made; a link to a folder is none, so that nothing is written where it leads. */
export async function folderAt(files: HostFiles, path: string): Promise<void> {
  const there = await files.look(path);
  if (there === null) return files.makeFolder(path);
  if (there.kind !== 'folder')
    throw fail('wrong-state', `${shownName(path)} is there and is no folder.`, 'Use another name.');
}

async function copyFile(
  { at, to, look }: Found,
  request: CopyRequest,
  tell: (bytes: number) => void,
): Promise<void> {
  const { from, signal } = request;
  const release = request.claim(to);
  try {
    const part = await openPart(request.to, to, look, request.replace);
    tell(part.from);
    try {
      for await (const chunk of from.read(at, part.from, signal)) {
        signal.throwIfAborted();
        await part.write(chunk);
        tell(chunk.length);
      }
      const now = await from.look(at, true);
      if (now?.size !== look.size || now.changed !== look.changed) {
        await part.drop();
        throw changedMeanwhile(shownName(at));
      }
      await part.finish();
    } catch (caught) {
      await part.abandon();
      throw caught;
    }
  } finally {
    release();
  }
}

/** A folder with all in it; links in it go, what they lead to stays. */
export async function removeTree(
  files: HostFiles,
  path: string,
  signal?: AbortSignal,
  deep = 0,
): Promise<void> {
  signal?.throwIfAborted();
  const look = await files.look(path);
  if (look === null) return;
  if (look.kind !== 'folder') return files.removeFile(path);
  if (deep > MOST_DEEP)
    throw fail('output-too-large', `${shownName(path)} holds folders in too many folders.`);
  for (;;) {
    const entries = await files.list(path, 1_000, signal);
    if (entries.length === 0) break;
    for (const { name } of entries) await removeTree(files, under(path, name), signal, deep + 1);
  }
  await files.removeFolder(path);
}
