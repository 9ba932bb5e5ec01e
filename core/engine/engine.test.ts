import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { Change } from '../contract/schemas.ts';
import { fakeHosts, guest, hostOf, fakePlugin, operation } from './testing/fakes.ts';
import { openWorld, type World } from './testing/world.ts';

const LONG = { timeout: 30_000, interval: 5 };

/** What a client has after applying all changes: row ids by table. */
async function follow({ client }: World) {
  const rows = new Map<string, Map<string, unknown>>();
  const changes = await client.watch();
  const done = (async () => {
    for await (const change of changes) apply(rows, change);
  })();
  const stop = async (): Promise<void> => {
    await changes.return?.(undefined);
    await done;
  };
  return { rows, stop };
}
function apply(rows: Map<string, Map<string, unknown>>, change: Change): void {
  const table = change.whole === true ? new Map<string, unknown>() : (rows.get(change.table) ?? new Map());
  for (const row of change.put) table.set('id' in row ? row.id : row.config.name, row);
  for (const id of change.drop) table.delete(id);
  rows.set(change.table, table);
}

test('a client sees what is there, starts a guest with a call, and sees it run', async () => {
  const hosts = fakeHosts('lab00');
  const lab = hostOf(hosts, 'lab00');
  lab.configured = [guest('tst', { state: 'off', configured: true })];
  const runs = async (): Promise<void> => {
    lab.running = [guest('tst')];
  };
  const start = operation(runs, {
    via: 'starting',
    to: 'running',
  });
  await using world = await openWorld({
    fakes: hosts,
    plugins: () => [fakePlugin(hosts, 'QEMU', { operations: { start } })],
  });
  const view = await follow(world);
  const machine = () => view.rows.get('machines')?.get('qemu:lab00:tst');
  await vi.waitFor(() => expect(machine()).toMatchObject({ state: 'off' }), LONG);
  const action = { verb: 'start', target: { path: '/lab00/qemu/tst' }, console: 'CLI' } as const;
  expect(await world.client.plan(action)).toMatchObject([
    { machine: 'qemu:lab00:tst', text: 'start /lab00/qemu/tst' },
  ]);
  const [job = ''] = await world.client.run(action);
  await vi.waitFor(() => expect(view.rows.get('jobs')?.get(job)).toMatchObject({ state: 'done' }), LONG);
  await vi.waitFor(() => expect(machine()).toMatchObject({ state: 'running', configured: true }), LONG);
  await view.stop();
  expect(world.engine.tables.watchers).toBe(0);
});

test('hosts are saved, removed, refreshed; failures cross as data', async () => {
  await using world = await openWorld({ fakes: fakeHosts('lab00', 'new') });
  const { client, engine } = world;
  await client.hosts.save({ name: 'new', labels: ['x'], bmc: { address: 'b', kind: 'ipmi' } });
  await client.hosts.refresh({ name: 'new' });
  expect(engine.tables.hosts.get('new')).toMatchObject({
    state: 'up',
    config: { labels: ['x'] },
    origin: 'file',
  });
  expect(await readFile(world.hostsFile, 'utf8')).toContain('new:');
  await client.hosts.remove({ name: 'new' });
  expect(engine.tables.hosts.has('new')).toBe(false);
  await expect(client.hosts.refresh({ name: 'new' })).rejects.toMatchObject({
    code: 'FAILURE',
    defined: true,
    data: { code: 'not-found', message: 'No host is called new.', remedy: 'Check the inventory.' },
  });
  await expect(client.hosts.save({ name: '-x' })).rejects.toMatchObject({ data: { code: 'bad-input' } });
  expect(await client.about()).toMatchObject({ version: '0.0.0', hostsFile: world.hostsFile });
});

test('a host is asked for its report; plugins that tell nothing have no part in it', async () => {
  const sections = [{ title: 'lab00', values: [{ name: 'Load', value: '0.1' }] }];
  const asked: string[] = [];
  await using world = await openWorld({
    plugins: (hosts) => [
      fakePlugin(hosts, 'PM', {
        report: async (on, kind) => {
          asked.push(`${on.name} ${kind}`);
          return sections;
        },
      }),
      fakePlugin(hosts),
    ],
  });
  expect(await world.client.hosts.report({ name: 'lab00', kind: 'show' })).toEqual(sections);
  expect(asked).toEqual(['lab00 show']);
  await expect(world.client.hosts.report({ name: 'none', kind: 'info' })).rejects.toMatchObject({
    data: { code: 'not-found' },
  });
});

test('hosts of ssh_config are offered, those known already as such', async () => {
  const config = join((await openWorldFolder()).folder, 'ssh_config');
  await writeFile(config, 'Host lab00 other\n  User me\nHost *.wild\n');
  vi.stubEnv('CTYS_SSH_CONFIG', config);
  try {
    await using world = await openWorld();
    const offers = await world.client.hosts.offers({});
    expect(offers.find(({ id }) => id === 'ssh')?.offers).toEqual([
      { host: { name: 'lab00' }, known: true },
      { host: { name: 'other' }, known: false },
    ]);
  } finally {
    vi.unstubAllEnvs();
    await rm(join(config, '..'), { recursive: true, force: true });
  }
});

/** A folder that outlives its world. */
async function openWorldFolder() {
  const { mkdtemp, mkdir } = await import('node:fs/promises');
  const { tmpdir } = await import('node:os');
  const folder = await mkdtemp(join(tmpdir(), 'ctys-kept-'));
  await mkdir(join(folder, 'config'));
  return { folder };
}

test('the next start shows at once what was seen last, with its age', async () => {
  const { folder } = await openWorldFolder();
  try {
    await writeFile(join(folder, 'config', 'hosts.yaml'), 'hosts: { lab00: , gone: }\n');
    const hosts = fakeHosts('lab00', 'gone');
    hostOf(hosts, 'lab00').running = [guest('a')];
    hostOf(hosts, 'lab00').configured = [guest('b', { state: 'suspended', configured: true })];
    hostOf(hosts, 'gone').running = [guest('c')];
    const first = await openWorld({ fakes: hosts, folder });
    await first.engine.refresh('lab00');
    await first.engine.refresh('gone');
    // Lost hosts are kept as they were, not as lost.
    hostOf(hosts, 'lab00').connect = () => new Promise(() => {});
    hostOf(hosts, 'lab00').lose();
    await vi.waitFor(() => expect(first.engine.tables.hosts.get('lab00')?.state).toBe('lost'), LONG);
    const before = [...first.engine.tables.machines.values()].find(({ label }) => label === 'a');
    const seen = first.engine.tables.hosts.get('lab00')?.seen;
    await first.engine.close();
    await writeFile(join(folder, 'config', 'hosts.yaml'), 'hosts: { lab00: }\n');
    const again = fakeHosts('lab00');
    hostOf(again, 'lab00').connect = () => new Promise(() => {});
    await using second = await openWorld({ fakes: again, folder });
    const rows = [...second.engine.tables.machines.values()];
    expect(rows.map(({ label, state, seen }) => [label, state, seen])).toEqual([
      ['b', 'suspended', before?.seen],
      ['a', 'running', before?.seen],
    ]);
    expect(second.engine.tables.hosts.get('lab00')).toMatchObject({ state: 'connecting', seen });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
