import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createCacheWriter, readCache } from './cache.ts';
import { appendLine, writeAtomic } from './files.ts';
import { createNotices } from './notices.ts';
import { xdgPaths } from './paths.ts';
import { createTables } from './tables.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});
async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'ctys-files-'));
  folders.push(made);
  return made;
}
const setUp = () => {
  const tables = createTables();
  return { tables, notices: createNotices(tables.notices), said: () => [...tables.notices.values()] };
};

test('XDG folders, and what is set wrongly is ignored', () => {
  expect(xdgPaths({ XDG_CONFIG_HOME: '/c', XDG_CACHE_HOME: 'relative' }, '/home/me')).toEqual({
    configDir: '/c/ctys',
    cacheDir: '/home/me/.cache/ctys',
    stateDir: '/home/me/.local/state/ctys',
    ancestorDir: '/home/me/.ctys',
  });
});

describe('state files', () => {
  test('are for their owner only, follow links, and leave nothing beside them', async () => {
    const at = await folder();
    await mkdir(join(at, 'dotfiles'));
    await writeFile(join(at, 'dotfiles', 'real.yaml'), 'old');
    await symlink(join(at, 'dotfiles', 'real.yaml'), join(at, 'hosts.yaml'));
    await writeAtomic(join(at, 'hosts.yaml'), 'new');
    expect(await readFile(join(at, 'dotfiles', 'real.yaml'), 'utf8')).toBe('new');
    expect((await stat(join(at, 'dotfiles', 'real.yaml'))).mode & 0o777).toBe(0o600);
    expect((await readdir(at, { recursive: true })).sort()).toEqual([
      'dotfiles',
      'dotfiles/real.yaml',
      'hosts.yaml',
    ]);
  });
  test('lines of several writers do not mix', async () => {
    const path = join(await folder(), 'deep', 'history.jsonl');
    const lines = Array.from({ length: 50 }, (_, i) => `${i}:${'x'.repeat(5_000)}`);
    await Promise.all(lines.map((line) => appendLine(path, line)));
    expect((await readFile(path, 'utf8')).trimEnd().split('\n').sort()).toEqual(lines.sort());
  });
});

describe('cache', () => {
  test.each([
    ['no JSON', '{"version": 1, "hosts": ['],
    ['no snapshot', '{"version": 1, "hosts": {}, "machines": []}'],
    ['another version', '{"version": 99, "hosts": [], "machines": []}'],
    ['bytes', '\u0000\u0001\u0002'],
  ])('with %s it is set aside and said', async (_what, text) => {
    const { notices, said } = setUp();
    const path = join(await folder(), 'seen.json');
    await writeFile(path, text);
    expect(await readCache(path, notices)).toEqual({ hosts: [], machines: [] });
    const [aside = ''] = await readdir(join(path, '..'));
    expect(aside).toMatch(/^seen\.json\.damaged-\d{4}-/);
    expect(await readFile(join(path, '..', aside), 'utf8')).toBe(text);
    expect(said()).toMatchObject([{ level: 'warning', failure: { code: 'file-damaged' } }]);
    expect(said()[0]?.failure.message).toContain(aside);
  });

  test.runIf(process.getuid?.() === 0)(
    'on a full disk it says so, keeps the old file, and goes on',
    async () => {
      const { notices, said } = setUp();
      const at = await folder();
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', at]);
      try {
        const path = join(at, 'seen.json');
        let machines = 0;
        const row = (i: number) => ({
          ...{ id: `m${i}`, host: 'h', path: '/h', seen: 1, type: 'QEMU' as const, label: 'x'.repeat(500) },
          ...{ state: 'off' as const, configured: true, consoles: [] },
        });
        const snapshot = () => ({ hosts: [], machines: Array.from({ length: machines }, (_, i) => row(i)) });
        const writer = createCacheWriter(path, snapshot, notices, 1);
        const written = async (count: number) =>
          await vi.waitFor(
            async () => expect((await readCache(path, notices)).machines).toHaveLength(count),
            20_000,
          );
        machines = 1;
        writer.changed();
        await written(1);
        machines = 500;
        writer.changed();
        await vi.waitFor(() => expect(said()[0]?.failure.message).toContain('the disk is full'), 20_000);
        await written(1);
        expect(await readdir(at)).toEqual(['seen.json']);
        machines = 2;
        writer.changed();
        await written(2);
        await writer.close();
        expect(said()).toEqual([]);
      } finally {
        execFileSync('umount', [at]);
      }
    },
  );

  test('where there is no folder to write to it says so', async () => {
    const { notices, said } = setUp();
    const at = await folder();
    await writeFile(join(at, 'file'), '');
    const writer = createCacheWriter(
      join(at, 'file', 'seen.json'),
      () => ({ hosts: [], machines: [] }),
      notices,
      1,
    );
    writer.changed();
    await writer.close();
    expect(said()).toMatchObject([{ id: 'cache-unwritable', failure: { code: 'file-unwritable' } }]);
  });
});
