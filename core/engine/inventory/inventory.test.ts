import { mkdir, mkdtemp, readFile, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createNotices } from '../notices.ts';
import { createTables } from '../tables.ts';
import { type Inventory, openInventory } from './inventory.ts';

const LONG = { timeout: 30_000, interval: 5 };
const releases: (() => unknown)[] = [];
afterEach(async () => {
  for (const release of releases.splice(0).reverse()) await release();
});

async function setUp(text?: string, lastGood: Inventory['hosts'] = [], link = false) {
  const folder = await mkdtemp(join(tmpdir(), 'ctys-inventory-'));
  releases.push(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'config', 'hosts.yaml');
  const real = link ? join(folder, 'dotfiles', 'hosts.yaml') : file;
  await mkdir(join(folder, 'config'));
  await mkdir(join(folder, 'dotfiles'));
  if (text !== undefined) await writeFile(real, text);
  if (link) await symlink(real, file);
  const tables = createTables();
  const inventory = await openInventory({
    file,
    lastGood,
    notices: createNotices(tables.notices),
    changed: () => {},
  });
  releases.push(() => inventory.close());
  const names = () => inventory.hosts.map((host) => host.config.name);
  const said = () => [...tables.notices.values()].map(({ failure }) => failure.message);
  return { inventory, file, real, names, said };
}
const soon = (check: () => void) => vi.waitFor(check, LONG);

test('localhost is always there, and may be described', async () => {
  const { inventory, names } = await setUp();
  expect(names()).toEqual(['localhost']);
  await expect(inventory.remove('localhost')).rejects.toMatchObject({ code: 'not-capable' });
  await inventory.save({ name: 'localhost', labels: ['mine'] });
  expect(inventory.hosts).toEqual([{ config: { name: 'localhost', labels: ['mine'] }, origin: 'file' }]);
  await inventory.remove('localhost');
  expect(inventory.hosts).toEqual([{ config: { name: 'localhost' }, origin: 'builtin' }]);
});

describe('what people write is seen', () => {
  test('in place, by rename, and when the file comes and goes', async () => {
    const { file, names, said } = await setUp();
    await writeFile(file, 'hosts: { a: }\n');
    await soon(() => expect(names()).toEqual(['localhost', 'a']));
    await writeFile(`${file}.new`, 'hosts: { b: }\n');
    await rename(`${file}.new`, file);
    await soon(() => expect(names()).toEqual(['localhost', 'b']));
    await writeFile(file, 'hosts:\n  b:\n  c: { prot: 22 }\n');
    await soon(() => expect(said()).toEqual(['hosts.yaml, line 3, column 8: "prot" is not known in c.']));
    await unlink(file);
    await soon(() => expect(names()).toEqual(['localhost']));
    expect(said()).toEqual([]);
  });
  test('behind a symbolic link, which stays one', async () => {
    const { inventory, file, real, names } = await setUp('hosts: { a: }\n', [], true);
    await writeFile(real, 'hosts: { b: }\n');
    await soon(() => expect(names()).toEqual(['localhost', 'b']));
    await inventory.save({ name: 'c' });
    expect(names()).toEqual(['localhost', 'b', 'c']);
    expect(await readFile(real, 'utf8')).toBe(await readFile(file, 'utf8'));
    await writeFile(real, 'hosts: { d: }\n');
    await soon(() => expect(names()).toEqual(['localhost', 'd']));
  });
});

describe('a file that cannot be read at all', () => {
  test('leaves the hosts known before', async () => {
    const { file, names, said } = await setUp('hosts: { a: , b: }\n');
    await writeFile(file, 'hosts: [a\nversion: }\n');
    await soon(() => expect(said()).toHaveLength(1));
    expect(said()[0]).toMatch(/^hosts\.yaml, line \d+, column \d+: /);
    expect(names()).toEqual(['localhost', 'a', 'b']);
    await writeFile(file, 'hosts: { a: }\n');
    await soon(() => expect(names()).toEqual(['localhost', 'a']));
    expect(said()).toEqual([]);
  });
  test('at the start, those of the last time', async () => {
    const { inventory, names, said } = await setUp('hosts: [a\n', [
      { config: { name: 'old' }, origin: 'file' },
    ]);
    expect(names()).toEqual(['localhost', 'old']);
    expect(said()).toHaveLength(1);
    await expect(inventory.save({ name: 'new' })).rejects.toMatchObject({ code: 'file-damaged' });
  });
});

test('edits at the same time all arrive', async () => {
  const { inventory, names, real } = await setUp('# mine\nhosts: {}\n');
  const all = Array.from({ length: 20 }, (_, i) => `h${i}`);
  await Promise.all(all.map((name) => inventory.save({ name, address: '10.77.0.9' })));
  expect(names()).toEqual(['localhost', ...all]);
  expect(await readFile(real, 'utf8')).toContain('# mine');
});
