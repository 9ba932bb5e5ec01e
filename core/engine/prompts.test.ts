import { expect, test, vi } from 'vitest';
import type { Question } from '../model/prompt.ts';
import { fail } from '../model/failure.ts';
import { createPrompts } from './prompts.ts';
import { createVault } from './vault/vault.ts';
import { createTables } from './tables.ts';
import { fakePlugin, fakePool, fakeHosts, hostOf } from './testing/fakes.ts';
import { createEngine } from './engine.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Of prompts that name no secret it is never read. */
const noVault = () => createVault('/nonexistent/vault.json');

const LONG = { timeout: 30_000, interval: 5 };
const question = (text: string, host = 'lab00'): Question => ({
  host,
  kind: 'password',
  text,
  fields: [{ label: 'Password', echo: false }],
});

test('every client sees it, the first answer wins, the row goes', async () => {
  const tables = createTables();
  const prompts = createPrompts(tables, 60_000, noVault());
  const asked = prompts.ask(question('Password of acue?'));
  const [row] = [...tables.prompts.values()];
  expect(row).toMatchObject({ text: 'Password of acue?', host: 'lab00' });
  prompts.answer(row?.id ?? '', ['s3cret']);
  expect(await asked).toEqual(['s3cret']);
  expect(tables.prompts.size).toBe(0);
  expect(() => prompts.answer(row?.id ?? '', ['late'])).toThrow('answered already');
});

test('with nobody there it is given up; with somebody it waits', async () => {
  const tables = createTables();
  const prompts = createPrompts(tables, 20, noVault());
  const leave = new AbortController();
  const client = tables.watch(leave.signal);
  const asked = prompts.ask(question('first'));
  const other = createPrompts(createTables(), 20, noVault());
  expect(await other.ask(question('nobody'))).toBeNull();
  expect(await other.ask(question('again nobody'))).toBeNull();
  expect(tables.prompts.size).toBe(1);
  expect(prompts.takeMissed()).toEqual([]);
  leave.abort();
  expect(await asked).toBeNull();
  expect(prompts.takeMissed()).toEqual(['lab00']);
  expect(prompts.takeMissed()).toEqual([]);
  await client.return?.();
});

test('the end of the engine declines all', async () => {
  const prompts = createPrompts(createTables(), 60_000, noVault());
  const asked = prompts.ask(question('x'));
  prompts.close();
  expect(await asked).toBeNull();
  expect(await prompts.ask(question('y'))).toBeNull();
});

test('a host that asked while nobody was there is tried again when somebody comes', async () => {
  const hosts = fakeHosts();
  const folder = await mkdtemp(join(tmpdir(), 'ctys-prompts-'));
  const engine = await createEngine({
    version: '0',
    configDir: folder,
    cacheDir: folder,
    stateDir: folder,
    plugins: [fakePlugin(hosts)],
    timings: { prompt: 20 },
    pool: ({ ask }) => {
      hostOf(hosts, 'localhost').connect = async () => {
        const answers = await ask(question('Passphrase?', 'localhost'));
        if (answers?.[0] !== 's3cret') throw fail('auth-denied', 'No answer.');
      };
      return fakePool(hosts);
    },
  });
  try {
    const state = () => engine.tables.hosts.get('localhost')?.state;
    await vi.waitFor(() => expect(state()).toBe('denied'), LONG);
    const feed = engine.tables.watch();
    await feed.next();
    await vi.waitFor(() => expect(engine.tables.prompts.size).toBe(1), LONG);
    const { createRouterClient } = await import('@orpc/server');
    const client = createRouterClient(engine.router, { context: {} });
    const [prompt] = [...engine.tables.prompts.values()];
    await client.answer({ prompt: prompt?.id ?? '', answers: ['s3cret'] });
    await vi.waitFor(() => expect(state()).toBe('up'), LONG);
    await feed.return?.();
  } finally {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  }
});
