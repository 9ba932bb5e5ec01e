import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { NOTHING_STORED } from '../../model/stored-settings.ts';
import { openWorld, type World } from '../testing/world.ts';
import { readSettings, writeSettings } from './text.ts';

const fileOf = (world: World): string => join(world.folder, 'config/settings.yaml');
const text = (world: World): Promise<string> => readFile(fileOf(world), 'utf8');

/** What the core tells last, until `stop`. */
async function followed(world: World) {
  const stop = new AbortController();
  const states = await world.client.settings.follow(undefined, { signal: stop.signal });
  const first = await states.next();
  if (first.done === true) throw new Error('It tells nothing.');
  let last = first.value;
  const reading = (async () => {
    for await (const state of states) last = state;
  })().catch(() => undefined);
  return {
    get last() {
      return last;
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await reading;
    },
  };
}

test('what is set stands in the file, and what is written there is told', async () => {
  await using world = await openWorld();
  await using now = await followed(world);
  expect(now.last).toMatchObject({ exists: false, stored: NOTHING_STORED, profile: 'default' });
  await world.client.settings.change([
    { path: ['theme'], value: 'dark' },
    { path: ['hosts', 'lab00', 'terminalSize'], value: 16 },
    { path: ['keys', 'table.filter'], value: ['F3'] },
  ]);
  expect(await text(world)).toContain('theme: dark\nhosts:\n  lab00:\n    terminalSize: 16\n');
  expect((await stat(fileOf(world))).mode & 0o777).toBe(0o600);
  await writeFile(fileOf(world), `# mine\n${await text(world)}scrollback: 77 # lines\n`);
  await expect.poll(() => now.last.stored.own).toEqual({ theme: 'dark', scrollback: 77 });
  await world.client.settings.change([{ path: ['hosts', 'lab00', 'terminalSize'], value: null }]);
  expect(await text(world)).toMatch(/^# mine\n[\s\S]*scrollback: 77 # lines\n$/);
  expect(await text(world)).not.toContain('hosts');
});

test.each([
  [['theme'], 'pink'],
  [['terminalSize'], 4],
  [['terminalSize'], '13'],
  [['hosts', 'lab00', 'theme'], 'dark'],
  [['hosts', 'a/b', 'terminalSize'], 9],
  [['nothing'], 1],
  [
    ['keys', 'table.filter'],
    ['a', 'b', 'c', 'd', 'e'],
  ],
])('%j cannot be %j', async (path, value) => {
  await using world = await openWorld();
  const change = world.client.settings.change([{ path, value } as never]);
  await expect(change).rejects.toThrow();
  await using now = await followed(world);
  expect(now.last.exists).toBe(false);
});

test('a file that cannot be read is set aside; what was in force stays and is written again', async () => {
  await using world = await openWorld();
  await using now = await followed(world);
  await world.client.settings.change([{ path: ['theme'], value: 'dark' }]);
  await writeFile(fileOf(world), 'theme: [dark\n  x: }');
  const aside = async (): Promise<readonly string[]> =>
    (await readdir(join(world.folder, 'config'))).filter((name) => name.includes('.damaged-'));
  await vi.waitFor(async () => expect(await aside()).toHaveLength(1), 20_000);
  await vi.waitFor(async () => expect(await text(world)).toContain('theme: dark'), 20_000);
  expect(now.last.stored.own).toEqual({ theme: 'dark' });
  const notices = [...world.engine.tables.notices.values()].map(({ failure }) => failure.message);
  expect(notices.join()).toMatch(/settings\.yaml has an error in line \d+.*set aside as/);
});

test('what a file says that is no setting is passed over and told', () => {
  const { stored, problems } = readSettings(
    'theme: pink\nterminalSize: 14\ncolour: red\nhosts:\n  lab00:\n    theme: dark\n    scrollback: 10\nkeys: 7\n',
    'settings.yaml',
  );
  expect(stored).toMatchObject({ own: { terminalSize: 14 }, hosts: { lab00: { scrollback: 10 } } });
  expect(problems).toEqual([
    'settings.yaml: theme is not one of system, light, dark, contrast.',
    'settings.yaml: there is no setting colour.',
    'settings.yaml: theme cannot differ for hosts or groups.',
    'settings.yaml: keys holds no entries.',
  ]);
});

test('names like those of objects are names', () => {
  const written = writeSettings('', 'f', [{ path: ['hosts', '__proto__', 'scrollback'], value: 3 }]);
  expect(Object.entries(readSettings(written, 'f').stored.hosts)).toEqual([['__proto__', { scrollback: 3 }]]);
  expect(({} as { scrollback?: number }).scrollback).toBeUndefined();
});

test('an exported text brings all back, and what was set otherwise goes', async () => {
  await using world = await openWorld();
  await world.client.settings.change([{ path: ['density'], value: 'compact' }]);
  const { text: taken } = await world.client.settings.take();
  await world.client.settings.change([
    { path: ['density'], value: 'normal' },
    { path: ['theme'], value: 'dark' },
  ]);
  const brought = await world.client.settings.bring({ text: `${taken}nothing: 1\n` });
  expect(brought).toEqual({ count: 1, problems: ['The file: there is no setting nothing.'] });
  await using now = await followed(world);
  expect(now.last.stored.own).toEqual({ density: 'compact' });
});

test('two machines share settings through a folder; what both changed is told, and ends as one says', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ctys-shared-'));
  try {
    await using here = await openWorld();
    await using there = await openWorld();
    await using mine = await followed(here);
    await using theirs = await followed(there);
    await here.client.settings.change([{ path: ['theme'], value: 'dark' }]);
    await there.client.settings.change([{ path: ['scrollback'], value: 9 }]);
    await here.client.settings.sync({ folder });
    await there.client.settings.sync({ folder });
    const both = { theme: 'dark', scrollback: 9 };
    await expect.poll(() => [mine.last.stored.own, theirs.last.stored.own]).toEqual([both, both]);

    await there.client.settings.sync({ folder: null });
    await there.client.settings.change([{ path: ['theme'], value: 'light' }]);
    await here.client.settings.change([{ path: ['theme'], value: 'contrast' }]);
    await expect.poll(() => readFile(join(folder, 'ctys-settings.yaml'), 'utf8')).toContain('contrast');
    await there.client.settings.sync({ folder });
    const conflict = { path: ['theme'], mine: 'light', theirs: 'contrast' };
    await expect.poll(() => theirs.last.sync?.conflicts).toEqual([conflict]);
    expect(mine.last.stored.own.theme).toBe('contrast');
    await there.client.settings.resolve({ take: 'mine' });
    await expect.poll(() => mine.last.stored.own.theme).toBe('light');
    await expect.poll(() => theirs.last.sync?.conflicts).toEqual([]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('a shared folder that is gone is told; what is set stays', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ctys-shared-'));
  await using world = await openWorld();
  await using now = await followed(world);
  await expect(world.client.settings.sync({ folder: 'here' })).rejects.toThrow(/whole path/);
  await world.client.settings.sync({ folder });
  await rm(folder, { recursive: true });
  await world.client.settings.change([{ path: ['theme'], value: 'dark' }]);
  await expect.poll(() => now.last.sync?.trouble?.message).toContain('is not there');
  expect(now.last.stored.own).toEqual({ theme: 'dark' });
});

test('whoever follows them is let go with the product', async () => {
  await using world = await openWorld();
  const states = await world.client.settings.follow();
  await states.next();
  const next = states.next();
  await world.engine.close();
  expect((await next).done).toBe(true);
});
