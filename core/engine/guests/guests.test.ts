/** Templates of the product and of people; orders that are refused, made, and told in the history. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { newGuest } from '../../ctys/templates/guest.ts';
import { createAction } from '../../ctys/templates/order.ts';
import { fail } from '../../model/failure.ts';
import type { NewGuest } from '../../model/template.ts';
import type { Plugin } from '../../plugins/plugin.ts';
import { fakeHosts, fakePlugin, guest, hostOf } from '../testing/fakes.ts';
import { openWorld, type World } from '../testing/world.ts';
import { openTemplates } from './templates.ts';

const FACTS = { home: '/root', version: '0', uuid: '0'.repeat(32), mac: '00:16:3e:00:00:01', serial: '1' };

test('every template of the product can be filled in, with each of its anchors', async () => {
  const templates = openTemplates([]);
  const all = await templates.list();
  expect(all.map(({ name }) => name)).toEqual([
    'almalinux',
    'debian',
    'default',
    'fedora-8',
    'opensuse',
    'opensuse-10.2',
    'ubuntu',
  ]);
  for (const { name, title, anchors, fault } of all) {
    expect({ name, fault }).toEqual({ name, fault: undefined });
    expect(title.length).toBeGreaterThan(20);
    const files = await templates.read(name);
    for (const anchor of anchors) {
      const order = { template: name, anchor: anchor.name, host: 'dom0', values: { MYVM: 'a' } };
      const made = newGuest(files, order, FACTS);
      expect(made.files.map((file) => file.name)).toContain('a-inst.conf');
      expect(made.script?.files.length).toBeGreaterThan(0);
      expect(made.files.find((file) => file.name === 'a.conf')?.text).toMatch(/^#@#MAGICID-IGNORE\n/);
    }
  }
});

const MINE = {
  'README.md': '# Mine\n',
  'MYVM.anchor': 'MYVM=""\nMYRAMDISK="/r"\n',
  'MYVM.conf': 'name = "%MYVM%"\n',
  'MYVM-inst.conf': 'name = "%MYVM%"\n',
  'MYVM.ks': 'poweroff\n',
};

/** A world with templates of a person's own, on a host where a plugin makes guests. */
async function worldOf(install: NonNullable<Plugin['install']>, usable = true): Promise<World> {
  const hosts = fakeHosts('lab00');
  hostOf(hosts, 'lab00').running = [guest('other', { macs: ['00:16:3e:00:00:09'] })];
  const missing = usable ? [] : [fail('rights-missing', 'Xen answers root only.').toData()];
  const world = await openWorld({
    fakes: hosts,
    plugins: () => [
      fakePlugin(hosts, 'QEMU'),
      fakePlugin(hosts, 'XEN', { install, probe: async () => ({ type: 'XEN', usable, missing }) }),
    ],
  });
  for (const name of ['mine', 'debian']) {
    const folder = join(world.folder, 'config', 'templates', name);
    await mkdir(folder, { recursive: true });
    for (const [file, text] of Object.entries(MINE)) await writeFile(join(folder, file), text);
  }
  // The account of a host is asked by a script.
  const host = hostOf(hosts, 'lab00');
  const plain = host.channel.bind(host);
  host.channel = async (...words) => {
    const channel = await plain(...words);
    return Object.assign(channel, {
      exec: async () => ({ code: 0, stdout: '7001\nacue\n/home/acue\n', stderr: '' }),
    });
  };
  await world.engine.refresh('lab00');
  return world;
}
const order = (values = {}, template = 'mine') => ({
  template,
  host: 'lab00',
  values: { MYVM: 'new', ...values },
});

test('a person’s own templates stand for those of the product; a plan does nothing', async () => {
  let made = 0;
  await using world = await worldOf(async () => {
    made++;
  });
  const { client } = world;
  const all = await client.guests.templates();
  expect(all.find(({ name }) => name === 'debian')).toMatchObject({ title: 'Mine', origin: 'own' });
  expect(all.find(({ name }) => name === 'ubuntu')).toMatchObject({ origin: 'shipped' });
  expect(await client.guests.plan(order())).toMatchObject({
    label: 'new',
    folder: '/home/acue/xen/new',
    call: 'ctys createVM -D MYVM=new mine lab00',
  });
  expect(made).toBe(0);
});

test('a guest is made by one job, which the history has with its call', async () => {
  const guests: NewGuest[] = [];
  let go = (): void => {};
  const gone = new Promise<void>((open) => {
    go = open;
  });
  await using world = await worldOf(async (_on, one, { progress }) => {
    guests.push(one);
    progress('it is installed');
    await gone;
  });
  const { client, engine } = world;
  const id = await client.guests.create(order());
  await vi.waitFor(() => expect(engine.tables.jobs.get(id)?.progress).toBe('it is installed'));
  await expect(client.guests.create(order())).rejects.toMatchObject({
    data: { code: 'busy', message: 'new is busy with a createVM.' },
  });
  go();
  await vi.waitFor(() => expect(engine.tables.jobs.get(id)?.state).toBe('done'), { timeout: 20_000 });
  expect(guests).toMatchObject([{ label: 'new', folder: '/home/acue/xen/new', host: 'lab00' }]);
  expect(await client.history({ limit: 5 })).toMatchObject([
    {
      call: 'ctys createVM -D MYVM=new mine lab00',
      machine: '/lab00/xen/new',
      state: 'done',
      action: createAction(order()),
    },
  ]);
  await engine.close();
  expect(await readFile(join(world.folder, 'state', 'history.jsonl'), 'utf8')).toContain('createVM');
});

test.each([
  ['a template that is not there', order({}, 'nothing'), 'not-found'],
  ['a way out of the templates', order({}, '..'), 'not-found'],
  ['a name that is none', order({ MYVM: 'a b' }), 'bad-input'],
  ['the card of another', order({ MYMAC: '00:16:3e:00:00:09' }), 'busy'],
])('%s is refused at once', async (_what, asked, code) => {
  await using world = await worldOf(async () => {});
  await expect(world.client.guests.create(asked)).rejects.toMatchObject({ data: { code } });
  expect(world.engine.tables.jobs.size).toBe(0);
});

test('where it cannot be made, that is said before anything is', async () => {
  await using world = await worldOf(async () => {}, false);
  await expect(world.client.guests.create(order())).rejects.toMatchObject({
    data: { code: 'rights-missing' },
  });
});

test('a close of the product is told from an end on request', async () => {
  const reasons: unknown[] = [];
  const world = await worldOf(
    (_on, _guest, { signal }) =>
      new Promise((_, stop) =>
        signal.addEventListener('abort', () => {
          reasons.push(signal.reason.data?.closing);
          stop(signal.reason);
        }),
      ),
  );
  const { client, engine } = world;
  const first = await client.guests.create(order());
  await vi.waitFor(() => expect(engine.tables.jobs.get(first)?.state).toBe('running'));
  await client.abort({ job: first });
  await vi.waitFor(() => expect(engine.tables.jobs.get(first)?.state).toBe('aborted'), { timeout: 20_000 });
  const second = await client.guests.create(order());
  await vi.waitFor(() => expect(engine.tables.jobs.get(second)?.state).toBe('running'));
  await world[Symbol.asyncDispose]();
  expect(reasons).toEqual([undefined, true]);
});
