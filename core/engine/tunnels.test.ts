/** Tunnels of this machine to itself, through the real local channel: rows, ports, bytes, and their end. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { MachineRecord } from '../model/machine.ts';
import type { Session } from '../model/session.ts';
import type { Plugin } from '../plugins/plugin.ts';
import { createEngine, type Engine } from './engine.ts';
import { echo, guest } from './testing/fakes.ts';

const LONG = { timeout: 20_000, interval: 5 };
const HOST = '127.0.0.1';

let folder: string;
let engine: Engine;
let server: Server;
let port: number;
let running: readonly MachineRecord[];

/** Guests with a screen where the test's own server is. */
const screens: Plugin = {
  type: 'QEMU',
  probe: async () => ({ type: 'QEMU', usable: true, missing: [] }),
  list: async () => running,
  operations: {},
  open: async () => echo(),
  screen: async (_on, _machine, id) => (id === 'vnc' ? { at: { host: HOST, port } } : undefined),
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ctys-tunnels-'));
  running = [guest('a', { consoles: [{ id: 'vnc', kind: 'rfb', title: 'Screen' }] })];
  const dirs = { configDir: folder, cacheDir: folder, stateDir: folder, ancestorDir: folder };
  engine = await createEngine({ version: '0', ...dirs, plugins: [screens], onDemand: true });
  server = createServer((socket) => void socket.write('RFB 003.008\n'));
  await new Promise<void>((ready) => server.listen(0, HOST, ready));
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
  await engine.refresh('localhost');
});
afterEach(async () => {
  await engine.close();
  server.close();
  await rm(folder, { recursive: true });
});

const client = () => createRouterClient(engine.router, { context: {} });
const row = (id: string): Session | undefined => engine.tables.sessions.get(id);
const from = (session: { readonly tunnel?: { readonly from: string } }): string => session.tunnel?.from ?? '';

/** Connected through it, having heard what the server says first. */
async function come(session: { readonly tunnel?: { readonly from: string } }): Promise<Socket> {
  const at = from(session);
  const socket = at.startsWith('/') ? connect({ path: at }) : connect({ host: HOST, port: Number(at) });
  await new Promise<void>((heard, failed) => socket.once('data', () => heard()).once('error', failed));
  return socket;
}
const refused = (session: { readonly tunnel?: { readonly from: string } }): Promise<unknown> =>
  expect(come(session)).rejects.toMatchObject({ code: 'ECONNREFUSED' });

test('to a console: a port from 5950 on, a client while somebody looks, bytes, closed on request', async () => {
  const request = { host: 'localhost', kind: 'local', machine: 'qemu:localhost:a', console: 'vnc' } as const;
  const [one, two] = [await client().tunnels.open(request), await client().tunnels.open(request)];
  expect(Number(from(one))).toBeGreaterThanOrEqual(5950);
  expect(from(two)).not.toBe(from(one));
  expect(one).toMatchObject({ role: 'T', label: 'a', type: 'QEMU', tunnel: { to: String(port), bytes: 0 } });
  const socket = await come(one);
  const clients = (): readonly Session[] =>
    [...engine.tables.sessions.values()].filter(({ role }) => role === 'C');
  await vi.waitFor(() => expect(clients()).toMatchObject([{ label: 'a', type: 'VNC' }]), LONG);
  await vi.waitFor(() => expect(row(one.id)?.tunnel).toMatchObject({ open: 1, bytes: 12 }), LONG);
  await client().console.close({ session: one.id });
  await new Promise((done) => socket.once('close', done));
  expect(row(one.id)?.state).toBe('closed');
  await vi.waitFor(() => expect(clients()).toEqual([]), LONG);
  await refused(one);
  // The other one is its own.
  (await come(two)).destroy();
});

test('it goes with its machine', async () => {
  const session = await client().tunnels.open({
    host: 'localhost',
    kind: 'local',
    machine: 'qemu:localhost:a',
  });
  running = [];
  await engine.refresh('localhost');
  await vi.waitFor(() => expect(row(session.id)?.state).toBe('closed'), LONG);
  await refused(session);
});

test('for once: closed after the last one has left, or when nobody comes', async () => {
  const once = { host: 'localhost', kind: 'local', machine: 'qemu:localhost:a', oneShot: 600 } as const;
  const used = await client().tunnels.open(once);
  const [a, b] = [await come(used), await come(used)];
  a.destroy();
  await vi.waitFor(() => expect(row(used.id)?.tunnel?.open).toBe(1), LONG);
  expect(row(used.id)?.state).toBe('attached');
  b.destroy();
  await vi.waitFor(() => expect(row(used.id)?.state).toBe('closed'), LONG);
  const unused = await client().tunnels.open({ ...once, oneShot: 1 });
  await vi.waitFor(() => expect(row(unused.id)?.failure?.code).toBe('timeout'), LONG);
});

test('by hand: a port that is named, sockets, SOCKS; nothing is left when ctys ends', async () => {
  const to = { host: 'localhost', port };
  const open = (more: object) =>
    client().tunnels.open({ host: 'localhost', kind: 'local', ...more } as Parameters<
      ReturnType<typeof client>['tunnels']['open']
    >[0]);
  const path = join(folder, 'entry');
  const socket = await open({ listen: { unix: path }, to, label: 'mine' });
  expect(socket).toMatchObject({ label: 'mine', title: `Tunnel ${path} to ${port} of localhost` });
  (await come(socket)).destroy();
  const remote = await open({ kind: 'remote', listen: { port: 0 }, to });
  (await come(remote)).destroy();
  await expect(open({ listen: { port: Number(from(remote)) }, to })).rejects.toMatchObject({
    data: { code: 'busy' },
  });
  await expect(open({})).rejects.toMatchObject({ data: { code: 'bad-input' } });
  const socks = await open({ kind: 'dynamic' });
  const asked = connect({ host: HOST, port: Number(from(socks)) });
  asked.write(Buffer.from([5, 1, 0]));
  asked.write(Buffer.from([5, 1, 0, 1, 127, 0, 0, 1, port >> 8, port & 255]));
  let heard = '';
  for await (const bytes of asked) {
    heard += bytes;
    if (heard.endsWith('RFB 003.008\n')) break;
  }
  await engine.close();
  for (const one of [remote, socks]) await refused(one);
  expect(existsSync(path)).toBe(false);
});
