/** The files of this machine. */
import { constants } from 'node:fs';
import * as fs from 'node:fs/promises';
import { homedir } from 'node:os';
import type { Stats } from 'node:fs';
import { bytesOf, isPlainName, nameOf, under } from '../model/file-name.ts';
import type { FileEntry } from '../model/file.ts';
import { fail } from '../model/failure.ts';
import { errnoFault, fileFault } from './file-faults.ts';
import type { FileLook, FileSink, HostFiles } from './host-files.ts';

const CHUNK = 256 * 1024;
const HERE = 'this machine';

const raw = (path: string): Buffer => Buffer.from(bytesOf(path));

async function doing<T>(path: string, work: (at: Buffer) => Promise<T>): Promise<T> {
  try {
    return await work(raw(path));
  } catch (caught) {
    throw errnoFault(caught, path, HERE);
  }
}

const lookOf = (stats: Stats): FileLook => ({
  kind: stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : stats.isSymbolicLink() ? 'link' : 'other',
  size: stats.size,
  // As SFTP has it, which knows whole seconds.
  changed: Math.floor(stats.mtimeMs / 1000) * 1000,
  mode: stats.mode & 0o7777,
});

async function look(path: string, follow = false): Promise<FileLook | null> {
  try {
    return lookOf(await (follow ? fs.stat : fs.lstat)(raw(path)));
  } catch (caught) {
    const { code } = caught as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw errnoFault(caught, path, HERE);
  }
}

async function list(path: string, most: number, signal?: AbortSignal): Promise<readonly FileEntry[]> {
  const found: FileEntry[] = [];
  const names = await doing(path, (at) => fs.readdir(at, { encoding: 'buffer' }));
  for (const name of names.map(nameOf).filter(isPlainName).slice(0, most)) {
    signal?.throwIfAborted();
    // It may have gone meanwhile.
    const one = await look(under(path, name)).catch(() => null);
    if (one !== null) found.push({ name, ...one });
  }
  return found;
}

async function* read(
  path: string,
  from: number,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array, void, void> {
  const file = await doing(path, (at) => fs.open(at, constants.O_RDONLY | constants.O_NONBLOCK));
  try {
    for (let at = from; ; ) {
      signal?.throwIfAborted();
      const { bytesRead, buffer } = await doing(path, () =>
        file.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK, at),
      );
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
      at += bytesRead;
    }
  } finally {
    await file.close();
  }
}

async function write(path: string, from: number, mode?: number): Promise<FileSink> {
  // A link that somebody put there is not written through.
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_NOFOLLOW;
  const file = await doing(path, (at) => fs.open(at, flags, mode));
  await doing(path, () => file.truncate(from));
  let at = from;
  return {
    write: async (chunk) => {
      for (let done = 0; done < chunk.length; ) {
        const left = chunk.length - done;
        const { bytesWritten } = await doing(path, () => file.write(chunk, done, left, at));
        done += bytesWritten;
        at += bytesWritten;
      }
    },
    close: async () => {
      await doing(path, () => file.sync());
      await file.close();
    },
    abandon: () => file.close().catch(() => {}),
  };
}

/** A second name is refused where something is there, which a rename is not. */
async function renameAside(from: string, to: string): Promise<void> {
  const isFile = (await look(from))?.kind === 'file';
  if (isFile)
    try {
      await fs.link(raw(from), raw(to));
      return await fs.unlink(raw(from));
    } catch (caught) {
      const { code } = caught as NodeJS.ErrnoException;
      if (code === 'EEXIST') throw errnoFault(caught, to, HERE);
    }
  if ((await look(to)) !== null) throw fileFault('exists', to, HERE, 'it exists');
  await doing(to, (at) => fs.rename(raw(from), at));
}

export function localFiles(gone: AbortSignal): HostFiles {
  const ended = new AbortController();
  return {
    real: (path) =>
      doing(path, async (at) => nameOf(await fs.realpath(path === '.' ? homedir() : at, 'buffer'))),
    list,
    look,
    target: (path) => doing(path, async (at) => nameOf(await fs.readlink(at, 'buffer'))),
    read,
    write,
    makeFolder: (path) => doing(path, async (at) => void (await fs.mkdir(at))),
    rename: (from, to, replace) =>
      replace ? doing(to, (at) => fs.rename(raw(from), at)) : renameAside(from, to),
    removeFile: (path) => doing(path, (at) => fs.unlink(at)),
    removeFolder: (path) => doing(path, (at) => fs.rmdir(at)),
    set: (path, { mode, changed }) =>
      doing(path, async (at) => {
        if (changed !== undefined) await fs.utimes(at, changed / 1000, changed / 1000);
        if (mode !== undefined) await fs.chmod(at, mode & 0o7777);
      }),
    gone: AbortSignal.any([gone, ended.signal]),
    close: () => ended.abort(fail('aborted', 'The files are closed.')),
  };
}
