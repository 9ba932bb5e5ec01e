import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { WebSocket as NodeSocket, WebSocketServer } from 'ws';
import type { Link } from '../core/contract/pipe.ts';
import { portLink, socketLink } from './transport.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** Frames as they come, awaited one by one. */
function frames(link: Link): () => Promise<Uint8Array | string> {
  const come: (Uint8Array | string)[] = [];
  let wake = (): void => undefined;
  link.onFrame = (frame) => {
    come.push(frame);
    wake();
  };
  return async () => {
    for (;;) {
      const next = come.shift();
      if (next !== undefined) return next;
      await new Promise<void>((done) => {
        wake = done;
      });
    }
  };
}

test('a MessagePort carries text and bytes; of a view, only its part', async () => {
  const { port1, port2 } = new MessageChannel();
  closers.push(() => port1.close());
  const [here, there] = [portLink(port1), portLink(port2)];
  const next = frames(there);
  const buffer = Uint8Array.from([1, 2, 3, 4]);
  here.send('{"credit":1}');
  here.send(buffer.subarray(1, 3));
  expect(await next()).toBe('{"credit":1}');
  const bytes = await next();
  expect([...(bytes as Uint8Array)]).toEqual([2, 3]);
  expect((bytes as Uint8Array).buffer.byteLength).toBe(2);
});

test('closing one end of a MessagePort is told to the other', async () => {
  const { port1, port2 } = new MessageChannel();
  const [here, there] = [portLink(port1), portLink(port2)];
  const closed = new Promise<void>((done) => {
    there.onClose = done;
  });
  here.close();
  await closed;
});

test('a WebSocket carries text and bytes; what is sent early waits, as it was', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await new Promise((ready) => server.once('listening', ready));
  closers.push(() => server.close());
  server.on('connection', (client) => {
    client.on('message', (data: Buffer, isBinary) => client.send(data, { binary: isBinary }));
    client.on('message', (data: Buffer) => data.toString() === 'bye' && client.close());
  });
  const socket = new NodeSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const link = socketLink(socket as unknown as WebSocket);
  const next = frames(link);
  const reused = Uint8Array.from([1, 2]);
  link.send('early');
  link.send(reused);
  reused.fill(9);
  expect(await next()).toBe('early');
  expect(await next()).toEqual(Uint8Array.from([1, 2]));
  link.send(Uint8Array.from([3]));
  expect(await next()).toEqual(Uint8Array.from([3]));
  const closed = new Promise<void>((done) => {
    link.onClose = done;
  });
  link.send('bye');
  await closed;
  // After the end nothing is sent and nothing is thrown.
  link.send('late');
});
