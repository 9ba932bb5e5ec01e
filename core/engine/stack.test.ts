/** Stacks as the engine keeps them and carries their plans out, over hosts and a plugin in memory. */
import { expect, test, vi } from 'vitest';
import type { MachineAction } from '../model/action.ts';
import { fail } from '../model/failure.ts';
import type { MachineRecord } from '../model/machine.ts';
import type { Operation } from '../plugins/plugin.ts';
import { fakeHosts, fakePlugin, gate, guest, hostOf, operation } from './testing/fakes.ts';
import { openWorld, type World } from './testing/world.ts';

const LONG = { timeout: 30_000, interval: 5 };
const soon = async (check: () => void): Promise<void> => void (await vi.waitFor(check, LONG));

const MAC = '02:00:00:00:00:01';
const nest = guest('nest', { macs: [MAC], configured: true });
const inner = guest('inner', { configured: true });
const beside = guest('beside', { configured: true });

/** lab00 carries beside and nest; nest is a host and carries inner. */
async function stacked(
  operations: Partial<Record<'start' | 'shutdown' | 'poweroff', Operation>>,
): Promise<World> {
  const hosts = fakeHosts('lab00', 'nest');
  hostOf(hosts, 'lab00').running = [beside, nest];
  hostOf(hosts, 'lab00').configured = [beside, nest];
  hostOf(hosts, 'nest').running = [inner];
  hostOf(hosts, 'nest').configured = [inner];
  const world = await openWorld({
    hosts: ['lab00', 'nest'],
    fakes: hosts,
    plugins: () => [fakePlugin(hosts, 'QEMU', { operations })],
  });
  await world.engine.refresh('lab00');
  await world.engine.refresh('nest');
  return world;
}

/** The guest of that name runs on its host no longer; nest takes its connection with it. */
function stops(world: () => World, done: string[]): Operation {
  return operation(async (on, { label }) => {
    const host = hostOf(world().hosts, on.name);
    host.running = host.running.filter((one) => one.label !== label);
    if (label === 'nest') goneDown(world());
    done.push(label);
  });
}

function goneDown(world: World): void {
  const host = hostOf(world.hosts, 'nest');
  host.connect = async () => {
    throw fail('refused', 'nest refuses.');
  };
  host.lose();
}

const paths = ({ engine }: World) =>
  Object.fromEntries([...engine.tables.machines.values()].map(({ path, state }) => [path, state]));
const jobs = ({ engine }: World) => [...engine.tables.jobs.values()];
const ends = (world: World) => jobs(world).map(({ path, state }) => [path.split('/').at(-1), state]);
const cancel = (label: string, more: Partial<MachineAction> = {}): MachineAction => ({
  verb: 'shutdown',
  target: { label },
  ...more,
});

test('a guest that is a host is one machine, in its place; what stands in one that is off is off', async () => {
  await using world = await stacked({});
  expect(paths(world)).toEqual({
    '/lab00/qemu/beside': 'running',
    '/lab00/qemu/nest': 'running',
    '/lab00/qemu/nest/qemu/inner': 'running',
  });
  goneDown(world);
  await soon(() => expect(paths(world)['/lab00/qemu/nest/qemu/inner']).toBe('lost'));
  hostOf(world.hosts, 'lab00').running = [beside];
  await world.engine.refresh('lab00');
  expect(paths(world)).toMatchObject({ '/lab00/qemu/nest': 'off', '/lab00/qemu/nest/qemu/inner': 'off' });
  // Its address is another's now: it is no host any more.
  hostOf(world.hosts, 'lab00').configured = [{ ...nest, label: 'other', macs: [] }];
  hostOf(world.hosts, 'lab00').running = [];
  await world.engine.refresh('lab00');
  expect(Object.keys(paths(world))).toEqual(['/nest/qemu/inner', '/lab00/qemu/other']);
});

test('inside out; siblings side by side; all of one run', async () => {
  const done: string[] = [];
  const slow = gate();
  const shutdown = operation(async (on, machine: MachineRecord, action, options) => {
    if (machine.label === 'inner') await slow.promise;
    await stops(() => world, done).run(on, machine, action, options);
  });
  await using world = await stacked({ shutdown });
  const steps = await world.client.plan(cancel('', { target: { all: true }, on: { host: 'lab00' } }));
  expect(steps.map(({ path }) => path)).toEqual([
    '/lab00/qemu/beside',
    '/lab00/qemu/nest/qemu/inner',
    '/lab00/qemu/nest',
  ]);
  await world.client.run(cancel('', { target: { all: true }, on: { host: 'lab00' } }));
  await soon(() =>
    expect(ends(world)).toEqual([
      ['beside', 'done'],
      ['inner', 'running'],
      ['nest', 'queued'],
    ]),
  );
  slow.open();
  // The system of nest has no commands here to be asked by: its hypervisor is next.
  await soon(() =>
    expect(ends(world)).toEqual([
      ['beside', 'done'],
      ['inner', 'done'],
      ['nest', 'done'],
    ]),
  );
  expect(done).toEqual(['beside', 'inner', 'nest']);
  expect(new Set(jobs(world).map(({ run }) => run)).size).toBe(1);
  expect(jobs(world)[2]).toMatchObject({ way: 'hypervisor' });
  expect(paths(world)).toMatchObject({ '/lab00/qemu/nest': 'off', '/lab00/qemu/nest/qemu/inner': 'off' });
});

test('one that cannot be stopped by any of its ways keeps the others from nothing but their turn', async () => {
  const done: string[] = [];
  const refuses = operation(async (on, machine, action, options) => {
    if (machine.label === 'inner') throw fail('guest-ignores', 'inner takes no notice.');
    await stops(() => world, done).run(on, machine, action, options);
  });
  await using world = await stacked({ shutdown: refuses, poweroff: refuses });
  await world.client.run(cancel('nest'));
  await soon(() =>
    expect(ends(world)).toEqual([
      ['inner', 'failed'],
      ['nest', 'done'],
    ]),
  );
  expect(jobs(world)[0]).toMatchObject({ way: 'force', failure: { code: 'guest-ignores' } });
});

test('a stop half way is told as it is, and the same call does the rest', async () => {
  const done: string[] = [];
  let hangs = true;
  const shutdown = operation(async (on, machine, action, options) => {
    if (machine.label === 'inner' && hangs)
      await new Promise((_, stop) =>
        options.signal.addEventListener('abort', () => stop(options.signal.reason)),
      );
    await stops(() => world, done).run(on, machine, action, options);
  });
  await using world = await stacked({ shutdown });
  const all = cancel('', { target: { all: true }, on: { host: 'lab00' } });
  const ids = await world.client.run(all);
  await soon(() => expect(ends(world)[0]).toEqual(['beside', 'done']));
  await world.client.abort({ job: ids[1] ?? '' });
  await soon(() =>
    expect(ends(world)).toEqual([
      ['beside', 'done'],
      ['inner', 'aborted'],
      ['nest', 'aborted'],
    ]),
  );
  await soon(() =>
    expect(paths(world)).toEqual({
      '/lab00/qemu/beside': 'off',
      '/lab00/qemu/nest': 'running',
      '/lab00/qemu/nest/qemu/inner': 'running',
    }),
  );
  hangs = false;
  await world.client.run(all);
  await soon(() =>
    expect(ends(world).slice(3)).toEqual([
      ['inner', 'done'],
      ['nest', 'done'],
    ]),
  );
  expect(done).toEqual(['beside', 'inner', 'nest']);
});

test('a lost connection is waited for; what came about meanwhile is not done again', async () => {
  let asked = 0;
  const shutdown = operation(async () => {
    asked++;
    const host = hostOf(world.hosts, 'lab00');
    host.connect = async () => {
      throw fail('unreachable', 'lab00 does not answer.');
    };
    host.lose();
    throw fail('connection-lost', 'The link broke.');
  });
  await using world = await stacked({ shutdown });
  await world.client.run(cancel('beside'));
  await soon(() => expect(jobs(world)[0]?.progress).toBe('waiting for lab00'));
  const host = hostOf(world.hosts, 'lab00');
  host.running = [nest];
  host.connect = async () => {};
  await soon(() => expect(ends(world)).toEqual([['beside', 'done']]));
  expect(asked).toBe(1);
});

test('outside in: the carrier is up and answers before what it carries is started', async () => {
  const order: string[] = [];
  const starts = operation(
    async (on, { label }) => {
      order.push(label);
      const host = hostOf(world.hosts, on.name);
      host.running = [...host.running, label === 'nest' ? nest : inner];
      if (label === 'nest') hostOf(world.hosts, 'nest').connect = async () => {};
    },
    { from: ['off'], via: 'starting', to: 'running' },
  );
  await using world = await stacked({ start: starts });
  hostOf(world.hosts, 'nest').running = [];
  goneDown(world);
  hostOf(world.hosts, 'lab00').running = [beside];
  await world.engine.refresh('lab00');
  await soon(() => expect(paths(world)['/lab00/qemu/nest/qemu/inner']).toBe('off'));
  await world.client.run({ verb: 'start', target: { label: 'inner' }, start: { ping: 'off' } });
  await soon(() =>
    expect(ends(world)).toEqual([
      ['nest', 'done'],
      ['inner', 'done'],
    ]),
  );
  expect(order).toEqual(['nest', 'inner']);
  expect(paths(world)).toMatchObject({ '/lab00/qemu/nest/qemu/inner': 'running' });
});

test('of a host that is contacted on demand and does not answer: as it was seen last, and off with what carries it', async () => {
  const before = await stacked({});
  await before.engine.close();
  goneDown(before);
  const { hosts, folder } = before;
  hostOf(hosts, 'lab00').running = [beside];
  const plugins = () => [fakePlugin(hosts, 'QEMU')];
  await using world = await openWorld({
    folder,
    fakes: hosts,
    hosts: ['lab00', 'nest'],
    plugins,
    onDemand: true,
  });
  const path = '/lab00/qemu/nest/qemu/inner';
  expect(paths(world)).toMatchObject({ [path]: 'running' });
  await expect(world.engine.refresh('nest')).rejects.toMatchObject({ code: 'refused' });
  await world.engine.refresh('lab00', undefined, { runningOnly: true });
  expect(paths(world)).toMatchObject({ '/lab00/qemu/nest': 'off', [path]: 'off' });
});
