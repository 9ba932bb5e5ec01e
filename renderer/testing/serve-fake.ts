/**
 * For tests and looks only: serves dist/renderer over a simulated core. Never part of the product.
 * `tsx renderer/testing/serve-fake.ts [machines] [port] [vnc port]`
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
import type { Link } from '../../core/contract/pipe.ts';
import { ASSET_HEADERS, readAsset } from '../../core/engine/assets.ts';
import { FakeCore, type FakeOptions } from './fake-core.ts';
import { tcpPipe } from './fake-pipes.ts';

const RENDERER = fileURLToPath(new URL('../../dist/renderer', import.meta.url));
const TOKEN = 'for-looks-only';

export interface FakeHost {
  readonly core: FakeCore;
  readonly address: string;
  /** As if the core was restarted: all connections break. */
  breakConnections(): void;
  close(): Promise<void>;
}

export interface FakeHostOptions extends Pick<FakeOptions, 'machines' | 'still' | 'at' | 'silent'> {
  readonly port?: number;
  /** Of a VNC server on loopback, behind every screen. */
  readonly vncPort?: number;
  /** The built window. */
  readonly folder?: string;
}

export async function serveFake(options: FakeHostOptions): Promise<FakeHost> {
  const { port = 0, vncPort, folder = RENDERER, ...world } = options;
  const core = new FakeCore({
    ...world,
    ...(vncPort !== undefined && { openScreen: () => tcpPipe(vncPort) }),
  });
  const rpc = new RPCHandler(core.router);
  const server = createServer(async ({ url = '/' }, response) => {
    const asset = await readAsset(folder, url.split('?')[0] ?? '/');
    if (asset === null) return void response.writeHead(404, ASSET_HEADERS).end();
    response.writeHead(200, asset.headers).end(asset.body);
  });
  const sockets = new WebSocketServer({ server, handleProtocols: () => 'ctys' });
  sockets.on('connection', (client, request) => {
    if (!(request.headers['sec-websocket-protocol'] ?? '').includes(`token.${TOKEN}`)) return client.close();
    const session = /^\/pipe\/([\w-]+)$/.exec(request.url ?? '')?.[1];
    if (session === undefined) return void rpc.upgrade(client, { context: {} });
    const link: Link = {
      onFrame: null,
      onClose: null,
      send: (frame) => client.readyState === client.OPEN && client.send(frame),
      close: () => client.close(),
    };
    client.on('message', (data: Buffer, isBinary) => link.onFrame?.(isBinary ? data : data.toString()));
    client.on('close', () => link.onClose?.());
    core.attach(session, link);
  });
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready));
  return {
    core,
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/#token=${TOKEN}`,
    breakConnections: () => {
      for (const client of sockets.clients) client.terminate();
    },
    close: async () => {
      await core.close();
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [machines = 8, port = 0, vncPort] = process.argv.slice(2).map(Number);
  const host = await serveFake({ machines, port, ...(vncPort !== undefined && { vncPort }) });
  process.stdout.write(`${host.address}\n`);
}
