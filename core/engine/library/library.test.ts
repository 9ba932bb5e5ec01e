import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { openWorld, type World } from '../testing/world.ts';

const DEFAULT = `# mine, with care
night = -t qemu -a cancel=all,POWEROFF:20 lab00

#@ filter = state:running
desks = tab_gen:3_label_20
`;

async function put(world: World, path: string, text: string): Promise<void> {
  const file = join(world.folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
const file = (world: World): Promise<string> => readFile(join(world.folder, 'config/macros/default'), 'utf8');
const names = async ({ client }: World): Promise<readonly string[]> =>
  (await client.library.read()).macros.map((macro) => `${macro.file} ${macro.name}`);

test('an empty library', async () => {
  await using world = await openWorld();
  expect(await world.client.library.read()).toEqual({ macros: [], groups: [] });
});

test('a saved call is there after a restart; the lines of others stay', async () => {
  await using world = await openWorld();
  await put(world, 'config/macros/default', DEFAULT);
  await world.client.library.save({ name: 'wake', text: '-t pm -a create=wol lab00' });
  await world.client.library.save({ name: 'desks', text: 'tab_gen:3_label_20', filter: 'user:acue' });
  const expected = `${DEFAULT.replace('state:running', 'user:acue')}wake = -t pm -a create=wol lab00\n`;
  expect(await file(world)).toBe(expected);
  await using again = await openWorld({ folder: world.folder });
  expect((await again.client.library.read()).macros).toContainEqual({
    name: 'desks',
    text: 'tab_gen:3_label_20',
    filter: 'user:acue',
    file: 'default',
  });
  await again.client.library.remove({ name: 'wake' });
  await again.client.library.remove({ name: 'desks' });
  expect(await file(again)).toBe(DEFAULT.slice(0, DEFAULT.indexOf('#@')));
});

test('several at once are all kept', async () => {
  await using world = await openWorld();
  const each = Array.from({ length: 20 }, (_, at) => ({ name: `m${at}`, text: `-a list l${at}` }));
  await Promise.all(each.map((macro) => world.client.library.save(macro)));
  expect((await world.client.library.read()).macros).toHaveLength(20);
});

test('ours come first, the ancestor’s are read and not written', async () => {
  await using world = await openWorld();
  await put(world, 'config/macros/default', 'both = ours\n');
  await put(world, 'ancestor/macros/default', 'both = theirs\nold = -a list\n');
  await put(world, 'ancestor/macros/tables', 'both = other file\n');
  await put(world, 'ancestor/macros/default~', 'backup = no\n');
  expect(await names(world)).toEqual(['default both', 'default old', 'tables both']);
  await expect(world.client.library.remove({ name: 'old' })).rejects.toMatchObject({
    data: { code: 'not-capable', message: expect.stringContaining('ancestor/macros/default') },
  });
  await expect(world.client.library.remove({ name: 'none' })).rejects.toMatchObject({
    data: { code: 'not-found' },
  });
});

test('damage is told once with its place, and the rest is used', async () => {
  await using world = await openWorld();
  await put(world, 'config/macros/default', 'no macro\na = 1\na = 2\n');
  await put(world, 'config/macros/large', 'x'.repeat(300_000));
  expect(await names(world)).toEqual(['default a']);
  const told = (): readonly string[] =>
    [...world.engine.tables.notices.values()].map(({ failure }) => failure.message);
  expect(told()).toEqual([
    expect.stringContaining('macros/default, line 1: '),
    expect.stringContaining('macros/default, line 3: '),
    expect.stringContaining('macros/large is larger'),
  ]);
  await put(world, 'config/macros/default', 'a = 1\n');
  await put(world, 'config/macros/large', '');
  await names(world);
  expect(told()).toEqual([]);
});

test.each([
  [{ name: 'a b', text: 'x' }, 'is no name'],
  [{ name: '-a', text: 'x' }, 'is no name'],
  [{ name: 'a', text: ' ' }, 'has no text'],
  [{ name: 'a', text: 'x\\' }, 'backslash'],
])('%j is refused', async (macro, why) => {
  await using world = await openWorld();
  await expect(world.client.library.save(macro)).rejects.toMatchObject({
    data: { code: 'bad-input', message: expect.stringContaining(why) },
  });
  expect((await world.client.library.read()).macros).toEqual([]);
});

test('groups are files below their folders; links to folders are not followed', async () => {
  await using world = await openWorld();
  await put(world, 'config/groups/server/web', 'lab00 lab01\n');
  await put(world, 'ancestor/groups/server/web', 'hidden\n');
  await put(world, 'ancestor/groups/all', '#include server/web\n');
  await symlink('..', join(world.folder, 'ancestor/groups/round'));
  await symlink('all', join(world.folder, 'ancestor/groups/linked'));
  const { groups } = await world.client.library.read();
  expect(groups).toEqual([
    { name: 'server/web', text: 'lab00 lab01\n' },
    { name: 'all', text: '#include server/web\n' },
    { name: 'linked', text: '#include server/web\n' },
  ]);
});
