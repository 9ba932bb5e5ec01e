import { writeFile } from 'node:fs/promises';
import { describe, expect, test, vi } from 'vitest';
import { fail } from '../../model/failure.ts';
import type { MachineRecord } from '../../model/machine.ts';
import type { Plugin } from '../../plugins/plugin.ts';
import { type FakeHosts, fakeHosts, fakePlugin, gate, guest, hostOf } from '../testing/fakes.ts';
import { openWorld, type World, type WorldOptions } from '../testing/world.ts';

const LONG = { timeout: 30_000, interval: 5 };
const soon = async (check: () => void): Promise<void> => void (await vi.waitFor(check, LONG));
const states = ({ engine }: World): Record<string, string> =>
  Object.fromEntries([...engine.tables.machines.values()].map(({ path, state }) => [path, state]));
const host = ({ engine }: World, name: string) => engine.tables.hosts.get(name);
const notices = ({ engine }: World): string[] => [...engine.tables.notices.values()].map(({ id }) => id);
const up = (world: World, name = 'lab00') => soon(() => expect(host(world, name)?.state).toBe('up'));

describe('what is there', () => {
  test('running and configured machines of each host, merged', async () => {
    const hosts = fakeHosts('lab00');
    hostOf(hosts, 'lab00').running = [guest('a', { configured: false })];
    hostOf(hosts, 'lab00').configured = ['a', 'b'].map((label) =>
      guest(label, { state: 'off', configured: true }),
    );
    await using world = await openWorld({ fakes: hosts });
    await world.engine.refresh('lab00');
    expect(states(world)).toEqual({ '/lab00/qemu/a': 'running', '/lab00/qemu/b': 'off' });
    expect(host(world, 'lab00')).toMatchObject({
      state: 'up',
      transport: 'fake',
      readiness: [{ usable: true }],
    });
    expect(host(world, 'lab00')?.seen).toBeGreaterThan(0);
    expect(host(world, 'localhost')).toMatchObject({ origin: 'builtin' });
  });

  test('an idle host sends nothing, whatever it holds', async () => {
    const hosts = fakeHosts('lab00');
    hostOf(hosts, 'lab00').running = Array.from({ length: 500 }, (_, i) => guest(`g${i}`));
    await using world = await openWorld({ fakes: hosts, timings: { poll: 20 } });
    await up(world);
    const feed = world.engine.tables.watch();
    for (let i = 0; i < 6; i++) await feed.next();
    const told: unknown[] = [];
    void (async () => {
      for await (const change of feed) if (change.table === 'machines') told.push(change);
    })();
    const before = hostOf(hosts, 'lab00').lists;
    await soon(() => expect(hostOf(hosts, 'lab00').lists).toBeGreaterThan(before + 5));
    expect(told).toEqual([]);
    hostOf(hosts, 'lab00').running = [];
    await soon(() => expect(told).toMatchObject([{ put: [], drop: { length: 500 } }]));
    await feed.return?.();
  });

  test('with a client there it lists often; scans stay rare', async () => {
    await using world = await openWorld({ timings: { poll: 10, idlePoll: 600_000 } });
    await up(world);
    const lab = hostOf(world.hosts, 'lab00');
    expect(lab.lists).toBe(1);
    const feed = world.engine.tables.watch();
    await soon(() => expect(lab.lists).toBeGreaterThan(5));
    expect(lab.enumerates).toBe(1);
    await feed.return?.();
  });
});

describe('no host is asked for more than somebody wants', () => {
  /** Two technologies on a host, whose lists are counted, and which say by themselves that they have news. */
  async function two(options: WorldOptions = {}) {
    const lists = { QEMU: 0, XEN: 0 };
    const told = { QEMU: gate(), XEN: gate() };
    const plugin = (hosts: FakeHosts, type: 'QEMU' | 'XEN'): Plugin =>
      fakePlugin(hosts, type, {
        async list({ name }) {
          if (name !== 'lab00') return [];
          lists[type]++;
          return [guest('a', { type })];
        },
        async *watch({ name }) {
          if (name !== 'lab00') return;
          await told[type].promise;
          yield null;
        },
      });
    const plugins = (hosts: FakeHosts) => [plugin(hosts, 'QEMU'), plugin(hosts, 'XEN')];
    return { world: await openWorld({ ...options, plugins }), lists, told };
  }

  test('a refresh for some types leaves the others alone', async () => {
    const { world: opened, lists } = await two({ onDemand: true });
    await using world = opened;
    await world.engine.refresh('lab00', undefined, { types: ['XEN'] });
    expect(lists).toEqual({ QEMU: 0, XEN: 1 });
    expect(states(world)).toEqual({ '/lab00/xen/a': 'running' });
    await world.engine.refresh('lab00');
    expect(lists).toEqual({ QEMU: 1, XEN: 2 });
    // As the plugins stand, though Xen answered first.
    expect(host(world, 'lab00')?.readiness?.map(({ type }) => type)).toEqual(['QEMU', 'XEN']);
  });

  test('news of one technology list that one alone', async () => {
    const { world: opened, lists, told } = await two();
    await using world = opened;
    await up(world);
    await soon(() => expect(lists).toEqual({ QEMU: 1, XEN: 1 }));
    told.XEN.open();
    await soon(() => expect(lists.XEN).toBe(2));
    expect(lists.QEMU).toBe(1);
  });

  test('a host contacted on demand is looked at once, or again and again when asked to', async () => {
    const { world: opened, lists, told } = await two({ onDemand: true, timings: { idlePoll: 5 } });
    await using world = opened;
    told.QEMU.open();
    await world.engine.refresh('lab00', undefined, { types: ['QEMU'] });
    await world.engine.refresh('lab00', undefined, { types: ['XEN'] });
    expect(lists).toEqual({ QEMU: 1, XEN: 1 });
    await world.engine.refresh('lab00', undefined, { types: ['XEN'], follow: true });
    await soon(() => expect(lists.QEMU).toBeGreaterThan(5));
  });
});

describe('a host that is lost', () => {
  test('keeps its rows and their age, says why and when it is tried again, and comes back', async () => {
    const hosts = fakeHosts('lab00', 'lab01');
    const lab = hostOf(hosts, 'lab00');
    lab.running = [guest('a')];
    hostOf(hosts, 'lab01').running = [guest('other')];
    await using world = await openWorld({ fakes: hosts, hosts: ['lab00', 'lab01'] });
    await up(world);
    await up(world, 'lab01');
    const { seen } = world.engine.tables.machines.get('qemu:lab00:a') ?? {};
    lab.connect = async () => {
      throw fail('unreachable', 'lab00 does not answer.');
    };
    lab.lose();
    await soon(() => expect(host(world, 'lab00')?.failure?.code).toBe('unreachable'));
    expect(host(world, 'lab00')).toMatchObject({ state: 'lost', retryAt: expect.any(Number) });
    expect(states(world)).toEqual({ '/lab00/qemu/a': 'lost', '/lab01/qemu/other': 'running' });
    const row = world.engine.tables.machines.get('qemu:lab00:a');
    expect(row).toMatchObject({ seen, note: 'Last known state: running.' });
    const tries = lab.connects;
    await soon(() => expect(lab.connects).toBeGreaterThan(tries + 2));
    lab.connect = async () => {};
    await up(world);
    await soon(() => expect(states(world)['/lab00/qemu/a']).toBe('running'));
    expect(host(world, 'lab00')?.failure).toBeUndefined();
  });

  test('a refresh cuts the back-off short', async () => {
    const hosts = fakeHosts('lab00');
    const lab = hostOf(hosts, 'lab00');
    lab.connect = async () => {
      throw fail('refused', 'Nobody listens.');
    };
    await using world = await openWorld({
      fakes: hosts,
      timings: { retryFirst: 3_600_000, retryMost: 3_600_000 },
    });
    await soon(() => expect(host(world, 'lab00')?.state).toBe('lost'));
    await expect(world.engine.refresh('lab00')).rejects.toMatchObject({ code: 'refused' });
    lab.connect = async () => {};
    await world.engine.refresh('lab00');
    expect(host(world, 'lab00')?.state).toBe('up');
  });

  test('a refresh that comes while a try hangs waits for the next one', async () => {
    const hosts = fakeHosts('lab00');
    const lab = hostOf(hosts, 'lab00');
    const hung = gate();
    lab.connect = async () => {
      await hung.promise;
      lab.connect = async () => {};
      throw fail('unreachable', 'It does not answer.');
    };
    await using world = await openWorld({ fakes: hosts, timings: { retryFirst: 3_600_000 } });
    await soon(() => expect(lab.connects).toBe(1));
    const refreshed = world.engine.refresh('lab00');
    hung.open();
    await refreshed;
    expect([host(world, 'lab00')?.state, lab.connects]).toEqual(['up', 2]);
  });

  test.each(['auth-denied', 'host-key-changed', 'host-key-revoked', 'host-key-unknown'] as const)(
    '%s is not tried again before a person asks for it',
    async (code) => {
      const hosts = fakeHosts('lab00');
      const lab = hostOf(hosts, 'lab00');
      lab.connect = async () => {
        throw fail(code, 'No.');
      };
      await using world = await openWorld({ fakes: hosts });
      await soon(() => expect(host(world, 'lab00')).toMatchObject({ state: 'denied', failure: { code } }));
      expect(host(world, 'lab00')?.retryAt).toBeUndefined();
      // Another host is lost and tried several times meanwhile; this one is not.
      hostOf(hosts, 'localhost').connect = async () => {
        throw fail('unreachable', 'No.');
      };
      hostOf(hosts, 'localhost').lose();
      const tries = hostOf(hosts, 'localhost').connects;
      await soon(() => expect(hostOf(hosts, 'localhost').connects).toBeGreaterThan(tries + 4));
      expect(lab.connects).toBe(1);
      lab.connect = async () => {};
      await world.engine.refresh('lab00');
      expect(host(world, 'lab00')?.state).toBe('up');
    },
  );
});

describe('a host that hangs', () => {
  test('while connecting it delays no other, nor the end', async () => {
    const hosts = fakeHosts('hung', 'lab00');
    hostOf(hosts, 'hung').connect = () => new Promise(() => {});
    hostOf(hosts, 'lab00').running = [guest('a')];
    const world = await openWorld({ fakes: hosts, hosts: ['hung', 'lab00'] });
    await up(world);
    expect(states(world)).toEqual({ '/lab00/qemu/a': 'running' });
    expect(host(world, 'hung')?.state).toBe('connecting');
    await world[Symbol.asyncDispose]();
  });

  test('while listing it is lost after its time, and back when it answers', async () => {
    const hosts = fakeHosts('lab00');
    const lab = hostOf(hosts, 'lab00');
    lab.running = [guest('a')];
    await using world = await openWorld({ fakes: hosts, timings: { answer: 30 } });
    await up(world);
    lab.list = () => new Promise(() => {});
    await expect(world.engine.refresh('lab00')).rejects.toMatchObject({ code: 'timeout' });
    expect(host(world, 'lab00')).toMatchObject({ state: 'lost', failure: { code: 'timeout' } });
    expect(states(world)).toEqual({ '/lab00/qemu/a': 'lost' });
    lab.list = async () => lab.running;
    await soon(() => expect(states(world)).toEqual({ '/lab00/qemu/a': 'running' }));
    expect(lab.connects).toBe(1);
  });
});

describe('a plugin that fails', () => {
  const XEN = guest('dom', { type: 'XEN' });
  test.each([
    ['throws', async () => Promise.reject(new Error('cannot parse'))],
    ['never answers', () => new Promise<never>(() => {})],
  ])('and %s hurts neither the others nor the host', async (_how, list) => {
    const hosts = fakeHosts('lab00');
    hostOf(hosts, 'lab00').running = [guest('a'), XEN];
    let broken = false;
    const xen = fakePlugin(hosts, 'XEN');
    const flaky = { ...xen, list: (on: Parameters<typeof xen.list>[0]) => (broken ? list() : xen.list(on)) };
    await using world = await openWorld({
      fakes: hosts,
      plugins: () => [fakePlugin(hosts), flaky],
      timings: { answer: 30 },
    });
    await up(world);
    await soon(() =>
      expect(states(world)).toEqual({ '/lab00/qemu/a': 'running', '/lab00/xen/dom': 'running' }),
    );
    const { seen = 0 } = host(world, 'lab00') ?? {};
    broken = true;
    hostOf(hosts, 'lab00').running = [guest('a', { state: 'paused' }), XEN];
    await world.engine.refresh('lab00');
    expect(states(world)).toEqual({ '/lab00/qemu/a': 'paused', '/lab00/xen/dom': 'running' });
    expect(host(world, 'lab00')).toMatchObject({ state: 'up', seen });
    expect(notices(world)).toContain('plugin:lab00:XEN:list');
    broken = false;
    await world.engine.refresh('lab00');
    expect(notices(world)).toEqual([]);
  });

  test('or is not usable there says what is missing', async () => {
    const missing = [{ code: 'tool-missing' as const, message: 'xl is not installed.' }];
    const probe = async () => ({ type: 'XEN', usable: false, missing });
    await using world = await openWorld({
      plugins: (hosts) => [fakePlugin(hosts), fakePlugin(hosts, 'XEN', { probe })],
    });
    await world.engine.refresh('lab00');
    expect(host(world, 'lab00')?.readiness).toEqual([
      { type: 'QEMU', usable: true, missing: [] },
      { type: 'XEN', usable: false, missing },
    ]);
    expect(notices(world)).toEqual([]);
  });

  test('to be probed is probed again at the next look', async () => {
    const hosts = fakeHosts('lab00');
    hostOf(hosts, 'lab00').running = [guest('a')];
    let probes = 0;
    const probe = async () => {
      if (++probes < 3) throw new Error('not yet');
      return { type: 'QEMU', usable: true, missing: [] };
    };
    await using world = await openWorld({
      fakes: hosts,
      plugins: () => [fakePlugin(hosts, 'QEMU', { probe }), fakePlugin(hosts, 'XEN')],
      timings: { idlePoll: 10 },
    });
    await soon(() => expect(states(world)).toEqual({ '/lab00/qemu/a': 'running' }));
    await soon(() => expect(notices(world)).toEqual([]));
  });

  test('or tells what is no machine loses that one only', async () => {
    const hosts = fakeHosts('lab00');
    hostOf(hosts, 'lab00').running = [guest('a'), guest('b', { cpu: Number.NaN }), guest('c')];
    await using world = await openWorld({ fakes: hosts });
    await world.engine.refresh('lab00');
    expect(Object.keys(states(world))).toEqual(['/lab00/qemu/a', '/lab00/qemu/c']);
    expect(notices(world)).toEqual(['records:lab00:QEMU']);
  });
});

test('events come at once, "list again" soon', async () => {
  const hosts = fakeHosts('lab00');
  const lab = hostOf(hosts, 'lab00');
  lab.running = [guest('a')];
  const news = [gate<MachineRecord | null>(), gate<MachineRecord | null>()];
  let ended = false;
  await using world = await openWorld({
    fakes: hosts,
    hosts: ['lab00'],
    plugins: () => [
      fakePlugin(hosts, 'QEMU', {
        async *watch(on, { signal }) {
          if (on.name !== 'lab00') return;
          for (const each of news) yield await each.promise;
          await new Promise((done) => signal.addEventListener('abort', done, { once: true }));
          ended = true;
        },
      }),
    ],
  });
  await up(world);
  await soon(() => expect(lab.lists).toBe(1));
  news[0]?.open(guest('a', { state: 'paused' }));
  await soon(() => expect(states(world)).toEqual({ '/lab00/qemu/a': 'paused' }));
  expect(lab.lists).toBe(1);
  lab.running = [guest('a'), guest('b')];
  news[1]?.open(null);
  await soon(() => expect(states(world)).toEqual({ '/lab00/qemu/a': 'running', '/lab00/qemu/b': 'running' }));
  lab.lose();
  await soon(() => expect(ended).toBe(true));
});

describe('the inventory changes', () => {
  const write = ({ hostsFile }: World, hosts: string) => writeFile(hostsFile, `version: 1\nhosts:\n${hosts}`);
  test('a host that is removed goes with its machines; a new one comes', async () => {
    const hosts = fakeHosts('lab00', 'lab01');
    for (const name of ['lab00', 'lab01']) hostOf(hosts, name).running = [guest('a')];
    await using world = await openWorld({ fakes: hosts, hosts: ['lab00'] });
    await soon(() => expect(states(world)).toEqual({ '/lab00/qemu/a': 'running' }));
    await write(world, '  lab01: {}\n');
    await soon(() => expect(states(world)).toEqual({ '/lab01/qemu/a': 'running' }));
    expect(host(world, 'lab00')).toBeUndefined();
  });
  test('another port connects anew and keeps the rows; another label does not', async () => {
    const hosts = fakeHosts('lab00');
    const lab = hostOf(hosts, 'lab00');
    lab.running = [guest('a')];
    await using world = await openWorld({ fakes: hosts });
    await up(world);
    await write(world, '  lab00: { labels: [x] }\n');
    await soon(() => expect(host(world, 'lab00')?.config.labels).toEqual(['x']));
    expect(lab.connects).toBe(1);
    await write(world, '  lab00: { port: 2222 }\n');
    await soon(() => expect(lab.connects).toBe(2));
    await up(world);
    expect(host(world, 'lab00')?.config.port).toBe(2222);
    expect(states(world)).toEqual({ '/lab00/qemu/a': 'running' });
  });
  test('an entry with an error is shown and not contacted until it is corrected', async () => {
    await using world = await openWorld({ hostsText: 'hosts:\n  lab00: { port: x }\n' });
    expect(host(world, 'lab00')).toMatchObject({ state: 'denied', failure: { code: 'bad-input' } });
    await expect(world.engine.refresh('lab00')).rejects.toMatchObject({ data: { line: 2, column: 18 } });
    expect(hostOf(world.hosts, 'lab00').connects).toBe(0);
    await write(world, '  lab00: { port: 22 }\n');
    await up(world);
    expect(notices(world)).toEqual([]);
  });
});
