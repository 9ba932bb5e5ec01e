/** `ctys serve` as a process of its own, over folders of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { access, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Contract } from '../contract/contract.ts';

const MAIN = fileURLToPath(new URL('./ctys.ts', import.meta.url));
const TSX = import.meta.resolve('tsx');
const releases: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const release of releases.splice(0).reverse()) await release();
});

async function home(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ctys-serve-'));
  releases.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function serve(folder: string, ...args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, ['--import', TSX, MAIN, 'serve', ...args], {
    env: { PATH: process.env.PATH, HOME: folder, XDG_RUNTIME_DIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((done) => child.once('exit', done));
  releases.push(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  return child;
}

const firstLine = (child: ChildProcess): Promise<string> =>
  new Promise((done, bad) => {
    let said = '';
    child.stderr?.on('data', (chunk) => (said += chunk));
    child.stdout?.once('data', (chunk) => done(String(chunk).trim()));
    child.once('exit', () => bad(new Error(said)));
  });

async function connect(address: string) {
  const { host, hash } = new URL(address);
  const token = hash.replace('#token=', '');
  const socket = new WebSocket(`ws://${host}/rpc`, ['ctys', `token.${token}`]);
  const closed = new Promise((done) => socket.once('close', done));
  await new Promise((done, bad) => socket.once('open', done).once('error', bad));
  releases.push(async () => socket.terminate());
  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket });
  return { api: createORPCClient(link) as ContractRouterClient<Contract>, closed };
}

async function stateOf(api: ContractRouterClient<Contract>) {
  const states = await api.settings.follow();
  const { value } = await states.next();
  await states.return?.();
  if (value === undefined) throw new Error('It tells nothing.');
  return value;
}

test('a profile has files of its own; windows find the next one where the one before was', async () => {
  const folder = await home();
  const address = await firstLine(serve(folder, '--profile', 'work'));
  const work = await connect(address);
  expect(await stateOf(work.api)).toMatchObject({ profile: 'work', profiles: ['default', 'work'] });
  await work.api.settings.change([{ path: ['theme'], value: 'dark' }]);
  const file = join(folder, '.config/ctys/profiles/work/settings.yaml');
  expect(await readFile(file, 'utf8')).toContain('theme: dark');
  await work.api.hosts.save({ name: 'office' });

  await work.api.settings.profile({ name: 'home' });
  await work.closed;
  let next: Awaited<ReturnType<typeof connect>> | undefined;
  await expect
    .poll(async () => {
      next = await connect(address).catch(() => undefined);
      return next !== undefined;
    })
    .toBe(true);
  if (next === undefined) throw new Error('It did not come back.');
  const state = await stateOf(next.api);
  expect(state).toMatchObject({ profile: 'home', profiles: ['default', 'home', 'work'], exists: false });
  await expect(access(join(folder, '.config/ctys/profiles/home/hosts.yaml'))).rejects.toThrow();
  await expect(access(join(folder, '.config/ctys/hosts.yaml'))).rejects.toThrow();
});

test.each(['../up', 'a b', '-x', ''.padEnd(60, 'x')])('%j is no profile', async (name) => {
  const child = serve(await home(), `--profile=${name}`);
  await expect(firstLine(child)).rejects.toThrow('is no name of a profile');
});

test('the next host is where the one before was, unless somebody else is there now', async () => {
  const folder = await home();
  const first = serve(folder);
  const { port } = new URL(await firstLine(first));
  const second = await firstLine(serve(folder));
  expect(new URL(second).port).not.toBe(port);
  const ended = new Promise((done) => first.once('exit', done));
  first.kill('SIGTERM');
  await ended;
  expect(new URL(await firstLine(serve(folder))).port).toBe(port);
});
