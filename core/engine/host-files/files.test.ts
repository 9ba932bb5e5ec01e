/** Files of this machine through the engine: sent, fetched, broken off, gone on with, removed. */
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Channel } from '../../channel/channel.ts';
import type { HostFiles } from '../../channel/host-files.ts';
import { localFiles } from '../../channel/local-files.ts';
import { clientPipe } from '../../contract/pipe-ends.ts';
import type { FailureData } from '../../model/failure.ts';
import { fail } from '../../model/failure.ts';
import type { CopyProgress } from '../../model/file.ts';
import { portLink } from '../testing/console-client.ts';
import { createFiles, type Files } from './files.ts';
import { partPath } from './part.ts';

const DATA = randomBytes(3_000_001);
const CHANGED = 1_700_000_000_000;

let folder: string;
let files: Files;
let host: HostFiles;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ctys-files-'));
  for (const name of ['far', 'near']) await mkdir(join(folder, name));
  host = localFiles(new AbortController().signal);
  files = createFiles(async () => ({ files: async () => host }) as unknown as Channel, 10_000);
});
afterEach(async () => {
  await files.closeAll();
  await rm(folder, { recursive: true });
});

const far = (...names: readonly string[]): string => join(folder, 'far', ...names);
const near = (...names: readonly string[]): string => join(folder, 'near', ...names);
const offer = (more: object = {}) => ({
  ...{ host: 'lab00', folder: far(), name: 'a.bin', size: DATA.length, changed: CHANGED, replace: false },
  ...more,
});

/** Sends what a door wants of the data, at most so many bytes of it; then waits for its end, or goes away. */
async function send(given: object = {}, most?: number): Promise<FailureData | undefined> {
  const { id, from } = await files.send(offer(given));
  const { port1, port2 } = new MessageChannel();
  const pipe = clientPipe(portLink(port2));
  const ended = new Promise<FailureData | undefined>((done) => {
    pipe.onEnd = done;
  });
  expect(files.attach(id, portLink(port1))).toBe(true);
  pipe.write(DATA.subarray(from, most));
  if (most === undefined) return ended;
  await expect.poll(() => stat(partPath(far('a.bin'), offer(given))).then(({ size }) => size)).toBe(most);
  pipe.close();
  return undefined;
}

async function fetched(paths: readonly string[], more: object = {}): Promise<readonly CopyProgress[]> {
  const all: CopyProgress[] = [];
  const copy = files.fetch({ host: 'lab00', paths, folder: near(), replace: false, ...more });
  for await (const progress of copy) all.push(progress);
  return all;
}

test('a file that a window sends is in its place when its pipe ends, and not before', async () => {
  expect(await send()).toBeUndefined();
  expect((await readFile(far('a.bin'))).equals(DATA)).toBe(true);
  expect((await stat(far('a.bin'))).mtimeMs).toBe(CHANGED);
  expect(await readdir(far())).toEqual(['a.bin']);
});

test('a window that closes in the middle leaves a part, which the same file goes on with', async () => {
  await send({}, 500_000);
  await expect
    .poll(async () =>
      files.send(offer()).then(
        ({ from }) => from,
        () => null,
      ),
    )
    .toBe(500_000);
  expect(await readdir(far())).toHaveLength(1);
  expect(await readdir(far())).not.toContain('a.bin');
  await files.closeAll();
  files = createFiles(async () => ({ files: async () => host }) as unknown as Channel, 10_000);
  host = localFiles(new AbortController().signal);
  expect(await send()).toBeUndefined();
  expect((await readFile(far('a.bin'))).equals(DATA)).toBe(true);
  expect(await readdir(far())).toEqual(['a.bin']);
});

test('another file of the same name begins anew', async () => {
  await send({}, 500_000);
  const other = (): Promise<number | null> =>
    files.send(offer({ changed: CHANGED + 60_000 })).then(
      ({ from }) => from,
      () => null,
    );
  await expect.poll(other).toBe(0);
});

test('what is there is not replaced unless it is said, and an empty file is a file', async () => {
  await writeFile(far('a.bin'), 'old', { mode: 0o750 });
  await expect(files.send(offer())).rejects.toMatchObject({ code: 'wrong-state' });
  expect(await send({ replace: true })).toBeUndefined();
  expect((await readFile(far('a.bin'))).equals(DATA)).toBe(true);
  expect((await stat(far('a.bin'))).mode & 0o777).toBe(0o750);
  const { id } = await files.send(offer({ name: 'empty', size: 0 }));
  const { port1, port2 } = new MessageChannel();
  const pipe = clientPipe(portLink(port2));
  const ended = new Promise((done) => (pipe.onEnd = done));
  files.attach(id, portLink(port1));
  expect(await ended).toBeUndefined();
  expect((await stat(far('empty'))).size).toBe(0);
  await expect(files.send(offer({ name: '../out' }))).rejects.toMatchObject({ code: 'bad-input' });
});

test('one file is sent once at a time', async () => {
  await files.send(offer());
  await expect(files.send(offer())).rejects.toMatchObject({ code: 'busy' });
});

test('a full disk is told, what was there stays, and the part is gone on with', async () => {
  await writeFile(far('a.bin'), 'old');
  let left = 700_000;
  const real = host;
  host = {
    ...real,
    write: async (...how) => {
      const sink = await real.write(...how);
      return {
        ...sink,
        write: async (chunk) => {
          left -= chunk.length;
          if (left < 0) throw fail('file-unwritable', 'There is no room left.');
          await sink.write(chunk);
        },
      };
    },
  };
  await files.closeAll();
  files = createFiles(async () => ({ files: async () => host }) as unknown as Channel, 10_000);
  expect(await send({ replace: true })).toMatchObject({ code: 'file-unwritable' });
  expect(await readFile(far('a.bin'), 'utf8')).toBe('old');
  left = Number.POSITIVE_INFINITY;
  expect(await send({ replace: true })).toBeUndefined();
  expect((await readFile(far('a.bin'))).equals(DATA)).toBe(true);
});

test('folders are fetched with all in them but links, and their times and rights with them', async () => {
  await mkdir(far('d', 'e'), { recursive: true });
  await writeFile(far('d', 'e', 'x'), DATA, { mode: 0o640 });
  await utimes(far('d', 'e', 'x'), CHANGED / 1000, CHANGED / 1000);
  await symlink('/etc', far('d', 'out'));
  const told = await fetched([far('d')]);
  expect(told.at(-1)).toMatchObject({ done: DATA.length, total: DATA.length, files: 1, skipped: 1 });
  expect((await readFile(near('d', 'e', 'x'))).equals(DATA)).toBe(true);
  expect((await stat(near('d', 'e', 'x'))).mtimeMs).toBe(CHANGED);
  expect(await readdir(near('d'))).toEqual(['e']);
});

test('a copy that is broken off goes on where it was, and is never taken for whole', async () => {
  await writeFile(far('x'), DATA);
  const { mtimeMs } = await stat(far('x'));
  const part = partPath(near('x'), { size: DATA.length, changed: mtimeMs });
  await writeFile(part, DATA.subarray(0, 1_000_000));
  await fetched([far('x')]);
  expect((await readFile(near('x'))).equals(DATA)).toBe(true);
  expect(await readdir(near())).toEqual(['x']);
  await expect(fetched([far('x')])).rejects.toMatchObject({ code: 'wrong-state' });
  const copy = files.fetch({ host: 'lab00', paths: [far('x')], folder: near('..'), replace: false });
  await copy.next();
  await copy.return();
  expect((await readdir(folder)).filter((name) => !name.endsWith('.ctys-part'))).not.toContain('x');
});

test('nothing is written through a link that stands where a folder is to be', async () => {
  await mkdir(far('d'));
  await writeFile(far('d', 'x'), 'x');
  await mkdir(join(folder, 'elsewhere'));
  await symlink(join(folder, 'elsewhere'), near('d'));
  await expect(fetched([far('d')])).rejects.toMatchObject({ code: 'wrong-state' });
  expect(await readdir(join(folder, 'elsewhere'))).toEqual([]);
});

test('a removed folder takes its links with it, and leaves what they lead to', async () => {
  await mkdir(far('d', 'e'), { recursive: true });
  await writeFile(near('kept'), 'kept');
  await symlink(near(), far('d', 'e', 'link'));
  await files.remove('lab00', [far('d')]);
  expect(await readdir(far())).toEqual([]);
  expect(await readdir(near())).toEqual(['kept']);
});

test('a list says where links lead', async () => {
  await symlink(near(), far('to-folder'));
  await symlink('nowhere', far('to-nothing'));
  const { path, entries } = await files.list('lab00', far());
  expect(path).toBe(await host.real(far()));
  expect(entries.find(({ name }) => name === 'to-folder')).toMatchObject({ leadsTo: 'folder' });
  expect(entries.find(({ name }) => name === 'to-nothing')).not.toHaveProperty('leadsTo');
});
