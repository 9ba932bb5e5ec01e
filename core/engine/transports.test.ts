/** Clients that go away without a word leave nothing behind in the engine. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { RPCHandler as PortHandler } from '@orpc/server/message-port';
import { RPCHandler as SocketHandler } from '@orpc/server/ws';
import { expect, test, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { Contract } from '../contract/contract.ts';
import type { Machine } from '../model/machine.ts';
import { fakeHosts, fakePlugin, gate, guest, hostOf, operation } from './testing/fakes.ts';
import { openWorld, type World } from './testing/world.ts';

type Client = ContractRouterClient<Contract>;
const LONG = { timeout: 30_000, interval: 5 };

async function busyWorld(): Promise<World> {
  const hosts = fakeHosts('lab00');
  hostOf(hosts, 'lab00').running = Array.from({ length: 5_000 }, (_, i) => guest(`g${i}`));
  const { promise } = gate();
  const shutdown = operation(async (_on, _machine, _action, { log, signal }) => {
    log('waiting');
    const stopped = new Promise<never>((_, stop) =>
      signal.addEventListener('abort', () => stop(signal.reason), { once: true }),
    );
    await Promise.race([promise, stopped]);
  });
  const plugins = () => [fakePlugin(hosts, 'QEMU', { operations: { shutdown } })];
  const world = await openWorld({ fakes: hosts, plugins });
  await world.engine.refresh('lab00');
  return world;
}

/** Watches the tables and a log, gets something of both, and then `leave`s without ending either. */
async function watchAndLeave({ engine }: World, client: Client, leave: () => void): Promise<void> {
  const machines: Machine[] = [];
  const ended = (async () => {
    for await (const change of await client.watch())
      if (change.table === 'machines') machines.push(...change.put);
  })().catch(() => {});
  await vi.waitFor(() => expect(machines).toHaveLength(5_000), LONG);
  const [job = ''] = await client.run({ verb: 'shutdown', target: { label: 'g7' } });
  const log = await client.log({ job });
  expect((await log.next()).value).toMatchObject({ text: 'ctys -t qemu -a cancel=l:g7,POWEROFF:20 lab00' });
  expect(engine.tables.watchers).toBe(1);
  leave();
  await vi.waitFor(() => expect(engine.tables.watchers).toBe(0), LONG);
  await ended;
}

test('over a message port', async () => {
  await using world = await busyWorld();
  const { port1, port2 } = new MessageChannel();
  new PortHandler(world.engine.router).upgrade(port1, { context: {} });
  port1.start();
  const client: Client = createORPCClient(new PortLink({ port: port2 }));
  port2.start();
  await watchAndLeave(world, client, () => port2.close());
});

test('over a WebSocket', async () => {
  await using world = await busyWorld();
  const handler = new SocketHandler(world.engine.router);
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => void handler.upgrade(socket, { context: {} }));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await new Promise((open) => socket.once('open', open));
  const client: Client = createORPCClient(
    new SocketLink({ websocket: socket as unknown as globalThis.WebSocket }),
  );
  await watchAndLeave(world, client, () => socket.terminate());
  await new Promise((closed) => sockets.close(closed));
  await new Promise((closed) => server.close(closed));
});
