/** Serves the baseline page, and a bare WebSocket bridge to a unix socket: what any web VNC needs at the least. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { build } from 'vite';
import { WebSocketServer } from 'ws';
import { root } from '../../core/bin/bootstrap.mjs';

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

export interface PageServer {
  readonly url: string;
  /** ws: address of the bridge. */
  readonly bridge: string;
  close(): Promise<void>;
}

export async function servePage(target: () => Promise<string>): Promise<PageServer> {
  const folder = join(root, 'dist', 'bench');
  await build({
    configFile: false,
    root: join(root, 'e2e', 'bench', 'page'),
    logLevel: 'warn',
    build: { outDir: folder, emptyOutDir: true, target: 'chrome140', chunkSizeWarningLimit: 2000 },
  });
  const server = createServer(async (request, response) => {
    const path = request.url === '/' ? '/index.html' : (request.url ?? '');
    const body = await readFile(join(folder, path)).catch(() => null);
    response.writeHead(body === null ? 404 : 200, { 'content-type': TYPES[extname(path)] ?? 'text/plain' });
    response.end(body);
  });
  const sockets = new WebSocketServer({ server, perMessageDeflate: false, handleProtocols: () => false });
  sockets.on('connection', async (client) => {
    const screen = connect(await target());
    screen.on('data', (chunk) => client.send(chunk));
    client.on('message', (data: Buffer) => screen.write(data));
    client.on('close', () => screen.destroy());
    screen.on('close', () => client.close());
    screen.on('error', () => client.close());
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    bridge: `ws://127.0.0.1:${port}/`,
    close: async () => {
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}
