/** Files through a real sshd and its sftp-server, over both transports, and of this machine: the same in all. */
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, readlink, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { nameOf, under } from '../model/file-name.ts';
import type { HostFiles } from './host-files.ts';
import { localFiles } from './local-files.ts';
import { createPool } from './pool.ts';
import { openSftp } from './sftp.ts';
import { noSshd, startSshd } from './testing/sshd.ts';

const SFTP = ['Subsystem sftp internal-sftp'];
type Way = 'ssh2' | 'openssh' | 'local';

async function using(way: Way, work: (files: HostFiles, folder: string) => Promise<void>): Promise<void> {
  const sshd = await startSshd({ config: SFTP });
  const pool = createPool({ ask: async () => null, sshConfig: sshd.sshConfig });
  const folder = join(sshd.dir, 'files');
  await mkdir(folder);
  try {
    if (way === 'local') return await work(localFiles(new AbortController().signal), folder);
    const channel = await pool.channel(sshd.host({ transport: way }));
    const files = await channel.files?.();
    if (files === undefined) throw new Error('no files');
    await work(files, folder);
    files.close();
  } finally {
    pool.close();
    sshd.stop();
  }
}

async function whole(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of bytes) parts.push(part);
  return Buffer.concat(parts);
}

describe.skipIf(noSshd !== undefined).each(['ssh2', 'openssh', 'local'] as const)('%s', (way) => {
  test('what is written is read, byte for byte, from any place on', async () => {
    await using(way, async (files, folder) => {
      const data = randomBytes(5_000_003);
      const path = join(folder, 'a');
      const first = await files.write(path, 0, 0o640);
      await first.write(data.subarray(0, 1_000_001));
      await first.close();
      const rest = await files.write(path, 1_000_001);
      await rest.write(data.subarray(1_000_001));
      await rest.close();
      expect((await readFile(path)).equals(data)).toBe(true);
      expect((await stat(path)).mode & 0o7777).toBe(0o640);
      expect((await whole(files.read(path, 0))).equals(data)).toBe(true);
      expect((await whole(files.read(path, 4_999_000))).equals(data.subarray(4_999_000))).toBe(true);
      await files.set(path, { mode: 0o600, changed: 1_000_000_000_000 });
      expect(await files.look(path)).toEqual({
        ...{ kind: 'file', size: data.length, changed: 1_000_000_000_000, mode: 0o600 },
      });
      const anew = await files.write(path, 0);
      await anew.write(Buffer.from('new'));
      await anew.close();
      expect(await readFile(path, 'utf8')).toBe('new');
    });
  });

  test('names of any bytes, links told of and not followed, folders made and removed', async () => {
    await using(way, async (files, folder) => {
      const odd = Buffer.from([0x61, 0xff, 0x0a, 0x62]);
      await writeFile(Buffer.concat([Buffer.from(`${folder}/`), odd]), 'x');
      await symlink('/nowhere', join(folder, 'link'));
      await files.makeFolder(join(folder, 'sub'));
      const found = await files.list(await files.real(folder), 100);
      expect(found.map(({ name, kind }) => [name, kind]).sort()).toEqual(
        [
          [nameOf(odd), 'file'],
          ['link', 'link'],
          ['sub', 'folder'],
        ].sort(),
      );
      expect(await files.target(join(folder, 'link'))).toBe('/nowhere');
      expect(await files.look(join(folder, 'link'), true)).toBe(null);
      await files.rename(under(folder, nameOf(odd)), join(folder, 'sub', 'plain'), false);
      expect(await readFile(join(folder, 'sub', 'plain'), 'utf8')).toBe('x');
      await expect(files.removeFolder(join(folder, 'sub'))).rejects.toThrow();
      await files.removeFile(join(folder, 'link'));
      await expect(readlink(join(folder, 'link'))).rejects.toThrow();
      expect((await files.list(folder, 100)).length).toBe(1);
    });
  });

  test('a rename replaces only when told to', async () => {
    await using(way, async (files, folder) => {
      for (const name of ['a', 'b']) await writeFile(join(folder, name), name);
      const [a, b] = [join(folder, 'a'), join(folder, 'b')];
      await expect(files.rename(a, b, false)).rejects.toMatchObject({ code: 'wrong-state' });
      expect(await readFile(b, 'utf8')).toBe('b');
      await files.rename(a, b, true);
      expect(await readFile(b, 'utf8')).toBe('a');
      expect(await files.look(a)).toBe(null);
    });
  });

  test('what is not there or not allowed is said so', async () => {
    await using(way, async (files, folder) => {
      await expect(whole(files.read(join(folder, 'no'), 0))).rejects.toMatchObject({ code: 'not-found' });
      await expect(files.list(join(folder, 'no'), 10)).rejects.toMatchObject({ code: 'not-found' });
    });
  });

  test.skipIf(process.getuid?.() === 0)('what the account may not read is said so', async () => {
    await using(way, async (files, folder) => {
      await writeFile(join(folder, 'shut'), '');
      await chmod(join(folder, 'shut'), 0);
      await expect(whole(files.read(join(folder, 'shut'), 0))).rejects.toMatchObject({
        code: 'rights-missing',
      });
    });
  });
});

test.skipIf(noSshd !== undefined).each(['ssh2', 'openssh'] as const)(
  '%s: a host without SFTP is said to have none',
  async (transport) => {
    const sshd = await startSshd();
    const pool = createPool({ ask: async () => null, sshConfig: sshd.sshConfig });
    try {
      const channel = await pool.channel(sshd.host({ transport }));
      await expect(channel.files?.()).rejects.toMatchObject({ code: 'not-capable' });
    } finally {
      pool.close();
      sshd.stop();
    }
  },
);

test('what is no SFTP is said to be none, and nothing of it is waited for', async () => {
  const stream = new PassThrough();
  const opened = openSftp(stream, 'lab00', new AbortController().signal);
  stream.write('Welcome to lab00, have a nice day!\n');
  await expect(opened).rejects.toMatchObject({ code: 'unexpected-output' });
});
