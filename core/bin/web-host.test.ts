import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { os } from '@orpc/server';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Link } from '../contract/pipe.ts';
import type { Engine } from '../engine/engine.ts';
import { assetPath } from '../engine/assets.ts';
import { parseServeOptions } from './serve.ts';
import { startWebHost, type WebHost } from './web-host.ts';

const hosts: WebHost[] = [];
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close();
});

async function start(socket?: string) {
  const attached: { session: string; link: Link }[] = [];
  const router = { hello: os.handler(() => 'from the core') };
  const engine = {
    router,
    attach: (session: string, link: Link) => void attached.push({ session, link }),
  } as unknown as Engine;
  const host = await startWebHost(engine, { port: 0, ...(socket !== undefined && { socket }) });
  hosts.push(host);
  return { host, attached, base: host.address.split('/#')[0] ?? '' };
}

/** Opens, or the status of the refusal. */
async function dial(
  url: string,
  protocols: string[],
  headers: Record<string, string> = {},
): Promise<WebSocket | number> {
  const socket = new WebSocket(url, protocols, { headers });
  return await new Promise((done, bad) => {
    socket.once('open', () => done(socket));
    socket.once('unexpected-response', (_request, response) => {
      socket.on('error', () => {});
      done(response.statusCode ?? 0);
      socket.terminate();
    });
    socket.once('error', bad);
  });
}

const ws = (base: string, path: string): string => base.replace('http:', 'ws:') + path;

test('with the token the contract answers; without it, or with another, nothing does', async () => {
  const { host, base } = await start();
  const socket = await dial(ws(base, '/rpc'), ['ctys', `token.${host.token}`], { origin: base });
  if (typeof socket === 'number') throw new Error(`refused: ${socket}`);
  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket });
  const client = createORPCClient(link) as unknown as { hello(): Promise<string> };
  expect(await client.hello()).toBe('from the core');
  socket.terminate();
  expect(await dial(ws(base, '/rpc'), ['ctys'])).toBe(401);
  expect(await dial(ws(base, '/rpc'), ['ctys', 'token.'])).toBe(401);
  expect(await dial(ws(base, '/rpc'), ['ctys', `token.${host.token}x`])).toBe(401);
  expect(await dial(ws(base, '/pipe/s1'), ['ctys', 'token.wrong'])).toBe(401);
});

test('pages of other origins and rebound names are refused, token or not', async () => {
  const { host, base } = await start();
  const mine = ['ctys', `token.${host.token}`];
  expect(await dial(ws(base, '/rpc'), mine, { origin: 'https://evil.example' })).toBe(403);
  expect(await dial(ws(base, '/rpc'), mine, { origin: 'null' })).toBe(403);
  expect(await dial(ws(base, '/rpc'), mine, { host: 'evil.example', origin: 'http://evil.example' })).toBe(
    421,
  );
  const port = Number(new URL(base).port);
  const status = await new Promise<number | undefined>((done, bad) =>
    request({ host: '127.0.0.1', port, path: '/', headers: { host: 'evil.example' } }, (answer) => {
      answer.resume();
      done(answer.statusCode);
    })
      .on('error', bad)
      .end(),
  );
  expect(status).toBe(421);
});

test('a console pipe is attached by its session id and carries both kinds of frames', async () => {
  const { host, base, attached } = await start();
  const socket = await dial(ws(base, '/pipe/abc-1'), ['ctys', `token.${host.token}`]);
  if (typeof socket === 'number') throw new Error(`refused: ${socket}`);
  await expect.poll(() => attached.map(({ session }) => session)).toEqual(['abc-1']);
  const link = attached[0]?.link as Link;
  const got: unknown[] = [];
  link.onFrame = (frame) => void got.push(typeof frame === 'string' ? frame : [...frame]);
  socket.send(new Uint8Array([1, 2]));
  socket.send('{"credit":1}');
  await expect.poll(() => got).toEqual([[1, 2], '{"credit":1}']);
  const back = new Promise((done) =>
    socket.once('message', (data: Buffer, binary) => done([binary, [...data]])),
  );
  link.send(new Uint8Array([7]));
  expect(await back).toEqual([true, [7]]);
  const gone = new Promise<void>((done) => {
    link.onClose = done;
  });
  socket.terminate();
  await gone;
});

test('every answer carries the policy that keeps the window to itself', async () => {
  const { base } = await start();
  const answer = await fetch(`${base}/no-such-file`);
  expect(answer.status).toBe(404);
  expect(answer.headers.get('content-security-policy')).toContain("script-src 'self' 'wasm-unsafe-eval';");
  expect(answer.headers.get('content-security-policy')).toContain('media-src blob:;');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect((await fetch(`${base}/`, { method: 'POST' })).status).toBe(404);
});

test('a unix socket is for its owner only, and is gone afterwards', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ctys-web-'));
  const { host } = await start(join(folder, 's'));
  expect((await stat(join(folder, 's'))).mode & 0o777).toBe(0o600);
  expect(host.address).toBe(join(folder, 's'));
  await hosts.pop()?.close();
  await expect(stat(join(folder, 's'))).rejects.toThrow('ENOENT');
  await rm(folder, { recursive: true });
});

test('a port in use is said by name', async () => {
  const { base } = await start();
  const port = Number(new URL(base).port);
  const engine = { router: {}, attach: () => {} } as unknown as Engine;
  await expect(startWebHost(engine, { port })).rejects.toMatchObject({
    code: 'busy',
    message: `port ${port} is in use already.`,
  });
});

test.each([['/../../etc/passwd'], ['/%2e%2e/%2e%2e/etc/passwd'], ['/a\\..\\b'], ['/%00'], ['/%'], ['etc']])(
  'path %s leads nowhere',
  (path) => {
    const found = assetPath(path);

    expect([null, '/etc/passwd']).toContain(found); // normalised: still below the folder
  },
);

test.each([[['--port', 'x']], [['--port', '70000']], [['--nonsense']]])(
  'ctys serve %j is refused with a reason',
  (argv) => {
    expect(() => parseServeOptions(argv)).toThrow(expect.objectContaining({ code: 'bad-input' }));
  },
);
