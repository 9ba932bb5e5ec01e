import { describe, expect, test, vi } from 'vitest';
import { fail } from '../model/failure.ts';
import type { Plugin } from '../plugins/plugin.ts';
import type { Timings } from './ports.ts';
import { attachTo } from './testing/console-client.ts';
import { echo, fakeHosts, fakePlugin, guest, hostOf } from './testing/fakes.ts';
import { openWorld, type World } from './testing/world.ts';

const LONG = { timeout: 30_000, interval: 5 };
const MACHINE = 'qemu:lab00:a';
const wanted = { machine: MACHINE, console: 'serial0', cols: 80, rows: 24 };
const sessions = ({ engine }: World) => [...engine.tables.sessions.values()];

const attach = ({ engine }: World, session: string) => attachTo(engine, session);

async function worldWith(open: Plugin['open'], timings: Partial<Timings> = {}): Promise<World> {
  const hosts = fakeHosts('lab00');
  const blocked = { id: 'vnc', kind: 'rfb' as const, title: 'Screen', blocked: 'It listens on no address.' };
  const [serial] = guest('a').consoles;
  hostOf(hosts, 'lab00').running = [
    guest('a', { consoles: serial === undefined ? [blocked] : [serial, blocked] }),
  ];
  const plugins = () => [fakePlugin(hosts, 'QEMU', { open })];
  const world = await openWorld({ fakes: hosts, plugins, timings });
  await world.engine.refresh('lab00');
  return world;
}

describe('a console', () => {
  test('opens, carries bytes both ways, and closes with its client', async () => {
    const pipe = echo();
    const open = vi.fn<Plugin['open']>(async () => pipe);
    await using world = await worldWith(open);
    const session = await world.client.console.open(wanted);
    expect(session).toMatchObject({
      role: 'C',
      machine: MACHINE,
      kind: 'tty',
      title: 'a: Serial console',
      state: 'opening',
    });
    expect(open.mock.calls[0]?.[3]).toMatchObject({ size: { cols: 80, rows: 24 }, elevate: false });
    const client = attach(world, session.id);
    expect(sessions(world)[0]?.state).toBe('attached');
    client.write('hello');
    await vi.waitFor(() => expect(client.text()).toBe('hello'), LONG);
    client.close();
    await vi.waitFor(() => expect(sessions(world)[0]?.state).toBe('closed'), LONG);
    expect(pipe.closed).toBe(true);
    expect(sessions(world)[0]?.failure).toBeUndefined();
  });

  test('several people at one machine, each by themselves', async () => {
    await using world = await worldWith(async () => echo());
    const [one, two] = [await world.client.console.open(wanted), await world.client.console.open(wanted)];
    const [a, b] = [attach(world, one.id), attach(world, two.id)];
    a.write('to a');
    b.write('to b');
    await vi.waitFor(() => expect([a.text(), b.text()]).toEqual(['to a', 'to b']), LONG);
    await world.client.console.close({ session: one.id });
    expect(await a.ended).toBeUndefined();
    expect(sessions(world).map(({ state }) => state)).toEqual(['closed', 'attached']);
    b.close();
  });

  test('ends with its host, and says why', async () => {
    await using world = await worldWith(async () => echo());
    const [one, two] = [await world.client.console.open(wanted), await world.client.console.open(wanted)];
    const client = attach(world, one.id);
    hostOf(world.hosts, 'lab00').lose('The link to lab00 broke.');
    expect(await client.ended).toMatchObject({
      code: 'connection-lost',
      message: 'The link to lab00 broke.',
    });
    await vi.waitFor(
      () => expect(sessions(world).map(({ state }) => state)).toEqual(['closed', 'closed']),
      LONG,
    );
    expect(sessions(world).map(({ failure }) => failure?.code)).toEqual([
      'connection-lost',
      'connection-lost',
    ]);
    expect(two.state).toBe('opening');
  });

  test('nobody attaches to is closed', async () => {
    const pipe = echo();
    await using world = await worldWith(async () => pipe, { attach: 20 });
    const { id } = await world.client.console.open(wanted);
    await vi.waitFor(
      () => expect(sessions(world)[0]).toMatchObject({ state: 'closed', failure: { code: 'timeout' } }),
      LONG,
    );
    expect(pipe.closed).toBe(true);
    expect(await attach(world, id).ended).toMatchObject({ code: 'not-found' });
  });

  test('outlives its window: another comes back to it with all it has said', async () => {
    const pipe = echo();
    await using world = await worldWith(async () => pipe);
    const { id } = await world.client.console.open({ ...wanted, outlives: true });
    const first = attach(world, id);
    first.write('before ');
    await vi.waitFor(() => expect(first.text()).toBe('before '), LONG);
    first.close();
    await vi.waitFor(() => expect(sessions(world)[0]?.state).toBe('opening'), LONG);
    await pipe.write(Buffer.from('meanwhile '));
    const second = attach(world, id);
    second.write('after');
    await vi.waitFor(() => expect(second.text()).toBe('before meanwhile after'), LONG);
    // One that is quicker than the news of the other's end.
    const third = attach(world, id);
    await vi.waitFor(() => expect(third.text()).toBe('before meanwhile after'), LONG);
    expect(await second.ended).toMatchObject({ code: 'connection-lost' });
    expect(sessions(world).map(({ state }) => state)).toEqual(['attached']);
    await world.client.console.close({ session: id });
    expect(await third.ended).toBeUndefined();
    expect(pipe.closed).toBe(true);
  });

  test('outlives its window for a while only', async () => {
    const pipe = echo();
    await using world = await worldWith(async () => pipe, { outlasts: 30 });
    const { id } = await world.client.console.open({ ...wanted, outlives: true });
    attach(world, id).close();
    await vi.waitFor(() => expect(pipe.closed).toBe(true), LONG);
    expect(await attach(world, id).ended).toMatchObject({ code: 'not-found' });
  });

  test('a lost one gives way to who opens it anew', async () => {
    const pipes = [echo(), echo()];
    let next = 0;
    const open = vi.fn<Plugin['open']>(async () => pipes[next++] ?? echo());
    await using world = await worldWith(open);
    const one = await world.client.console.open({ ...wanted, outlives: true });
    attach(world, one.id).close();
    await vi.waitFor(() => expect(sessions(world)[0]?.state).toBe('opening'), LONG);
    await vi.waitFor(async () => {
      await world.client.console.open(wanted);
      expect(open.mock.lastCall?.[3]).toMatchObject({ take: true });
    }, LONG);
    expect(pipes[0]?.closed).toBe(true);
  });

  test('is taken once only, and unknown ones are refused', async () => {
    await using world = await worldWith(async () => echo());
    const { id } = await world.client.console.open(wanted);
    const first = attach(world, id);
    expect(await attach(world, id).ended).toMatchObject({
      message: 'Somebody else is attached to this console.',
    });
    expect(await attach(world, 'unknown').ended).toMatchObject({ code: 'not-found' });
    first.write('still here');
    await vi.waitFor(() => expect(first.text()).toBe('still here'), LONG);
    first.close();
  });

  test('is taken over from another window, which is told; ours are told from others', async () => {
    const open = vi.fn<Plugin['open']>(async () => echo());
    await using world = await worldWith(open);
    const first = attach(world, (await world.client.console.open({ ...wanted, wary: true })).id);
    const second = attach(world, (await world.client.console.open({ ...wanted, wary: true })).id);
    const third = attach(world, (await world.client.console.open({ ...wanted, take: true })).id);
    for (const { ended } of [first, second])
      expect(await ended).toMatchObject({
        code: 'busy',
        message: 'a: Serial console was taken over from another window or call.',
        data: { takeable: true },
      });
    await vi.waitFor(
      () => expect(sessions(world).map(({ state }) => state)).toEqual(['closed', 'closed', 'attached']),
      LONG,
    );
    third.write('mine');
    await vi.waitFor(() => expect(third.text()).toBe('mine'), LONG);
    third.close();
    expect(open.mock.calls.map(([, , , { wary, take }]) => [wary, take])).toEqual([
      [0, undefined],
      [1, undefined],
      [undefined, true],
    ]);
  });

  test('that cannot be opened says why, to the caller and in its row', async () => {
    await using world = await worldWith(async () => {
      throw fail('socket-gone', 'The serial socket is gone.');
    });
    await expect(world.client.console.open(wanted)).rejects.toMatchObject({ data: { code: 'socket-gone' } });
    expect(sessions(world)).toMatchObject([{ state: 'closed', failure: { code: 'socket-gone' } }]);
    const blocked = world.client.console.open({ ...wanted, console: 'vnc' });
    await expect(blocked).rejects.toMatchObject({ data: { message: 'It listens on no address.' } });
    const none = world.client.console.open({ ...wanted, console: 'none' });
    await expect(none).rejects.toMatchObject({ data: { code: 'not-found' } });
  });

  test('is closed by the end of the engine', async () => {
    const pipe = echo();
    const world = await worldWith(async () => pipe);
    const client = attach(world, (await world.client.console.open(wanted)).id);
    await world[Symbol.asyncDispose]();
    expect(await client.ended).toBeUndefined();
    expect(pipe.closed).toBe(true);
  });
});

test('a look of the window itself carries bytes, ends with its client, and is in no table', async () => {
  const pipe = echo();
  await using world = await worldWith(async () => pipe);
  const session = await world.client.console.open({ ...wanted, peek: true });
  expect(sessions(world)).toEqual([]);
  const client = attach(world, session.id);
  client.write('x');
  await vi.waitFor(() => expect(client.text()).toBe('x'), LONG);
  expect(sessions(world)).toEqual([]);
  await world.client.console.close({ session: session.id });
  await client.ended;
  expect(pipe.closed).toBe(true);
});
