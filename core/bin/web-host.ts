/**
 * The web server of the headless host: the window's files for everybody on this machine, the contract and the
 * console pipes only for who has the token. It listens on loopback or a unix socket, never on a network.
 * Browser pages of other origins are refused by Origin, DNS rebinding by Host.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { chmod, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { RPCHandler } from '@orpc/server/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Link } from '../contract/pipe.ts';
import { fail } from '../model/failure.ts';
import { ASSET_HEADERS, readAsset } from '../engine/assets.ts';
import type { Engine } from '../engine/engine.ts';

export interface WebHost {
  /** Where to open the window, with the token in the fragment, which browsers never send. */
  readonly address: string;
  readonly token: string;
  /** 0: it listens on a socket. */
  readonly port: number;
  close(): Promise<void>;
}

/** Largest message a client may send: a console's window and a margin. */
const MAX_MESSAGE = 4 * 1024 * 1024;
const PROTOCOL = 'ctys';
/** dist/renderer, beside the bundle this code is in. */
const RENDERER = fileURLToPath(new URL('./renderer', import.meta.url));

export interface WebHostOptions {
  readonly port: number;
  readonly socket?: string;
  /** That of a host before this one; absent: a new one. */
  readonly token?: string;
}

export async function startWebHost(engine: Engine, options: WebHostOptions): Promise<WebHost> {
  const token = options.token ?? randomBytes(24).toString('base64url');
  const server = createServer((request, response) => {
    if (isOurHost(request, server)) return void serveAsset(request, response);
    response.writeHead(421).end('Wrong Host header.\n');
  });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE,
    perMessageDeflate: false,
    handleProtocols: () => PROTOCOL,
  });
  const rpc = new RPCHandler(engine.router);
  server.on('upgrade', (request, socket, head) => {
    const refusal = refuse(request, server, token);
    if (refusal !== null) return void reject(socket, refusal);
    sockets.handleUpgrade(request, socket, head, (client) => route(request, client, engine, rpc));
  });
  await listen(server, options);
  return {
    token,
    port: options.socket === undefined ? (server.address() as AddressInfo).port : 0,
    address: options.socket ?? `http://${hostName(server)}/#token=${token}`,
    close: async () => {
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
      if (options.socket !== undefined) await rm(options.socket, { force: true });
    },
  };
}

async function listen(server: Server, options: { port: number; socket?: string }): Promise<void> {
  await new Promise<void>((ready, refuseIt) => {
    server.once('error', (error: NodeJS.ErrnoException) => refuseIt(cannotListen(error, options)));
    if (options.socket === undefined) server.listen(options.port, '127.0.0.1', ready);
    else server.listen(options.socket, ready);
  });
  if (options.socket !== undefined) await chmod(options.socket, 0o600);
}

function cannotListen(error: NodeJS.ErrnoException, options: { port: number; socket?: string }): Error {
  const where = options.socket ?? `port ${options.port}`;
  return error.code === 'EADDRINUSE'
    ? fail('busy', `${where} is in use already.`, 'Choose another, or stop the other program.')
    : fail('bad-input', `Cannot listen on ${where}: ${error.message}`, 'Choose another.');
}

const hostName = (server: Server): string => `127.0.0.1:${(server.address() as AddressInfo).port}`;

/** Behind a unix socket there is no rebinding; on TCP the Host header must name this very address. */
function isOurHost(request: IncomingMessage, server: Server): boolean {
  const address = server.address();
  if (address === null || typeof address === 'string') return true;
  return ['127.0.0.1', 'localhost'].some((name) => request.headers.host === `${name}:${address.port}`);
}

/** Status line of the refusal; null: welcome. A missing Origin is no browser; the token decides. */
function refuse(request: IncomingMessage, server: Server, token: string): string | null {
  if (!isOurHost(request, server)) return '421 Misdirected Request';
  const { origin, host } = request.headers;
  if (origin !== undefined && origin !== `http://${host}`) return '403 Forbidden';
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((word) => word.trim());
  const given = offered.find((word) => word.startsWith('token.'))?.slice('token.'.length) ?? '';
  return sameText(given, token) ? null : '401 Unauthorized';
}

function sameText(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function reject(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function route(request: IncomingMessage, client: WebSocket, engine: Engine, rpc: RPCHandler<object>): void {
  client.on('error', () => client.terminate());
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  const session = /^\/pipe\/([\w-]{1,64})$/.exec(path)?.[1];
  if (path === '/rpc') void rpc.upgrade(client, { context: {} });
  else if (session !== undefined) engine.attach(session, socketLink(client));
  else client.close(4404, 'No such place.');
}

/** A WebSocket as a Link. Sends are bounded by the pipe's credit, so nothing piles up here. */
export function socketLink(client: WebSocket): Link {
  client.binaryType = 'nodebuffer';
  const link: Link = {
    onFrame: null,
    onClose: null,
    send: (frame) => {
      if (client.readyState === client.OPEN) client.send(frame);
    },
    close: () => client.close(),
  };
  client.on('message', (data: Buffer, isBinary) => link.onFrame?.(isBinary ? data : data.toString('utf8')));
  client.on('close', () => link.onClose?.());
  return link;
}

async function serveAsset(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const read = request.method === 'GET' || request.method === 'HEAD';
  const asset = read ? await readAsset(RENDERER, (request.url ?? '/').split('?')[0] ?? '/') : null;
  if (asset === null) return void response.writeHead(404, ASSET_HEADERS).end();
  response.writeHead(200, { ...asset.headers, 'content-length': asset.body.length });
  response.end(request.method === 'HEAD' ? undefined : asset.body);
}
