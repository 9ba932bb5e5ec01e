/** Screens with a login, through the engine, at real VNC servers. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPool } from '../channel/pool.ts';
import type { Channel } from '../channel/channel.ts';
import type { Prompt } from '../model/prompt.ts';
import { writeSecret } from '../plugins/vnc/secret.ts';
import { fakeHosts, fakePlugin, guest } from './testing/fakes.ts';
import { openWorld, type World } from './testing/world.ts';

const MACHINE = 'qemu:lab00:tst100';
const PASSPHRASE = 'four words are good';
let folder: string;
let here: Channel;
let server: ChildProcess | undefined;
let port: number;

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((ready) => probe.listen(0, '127.0.0.1', ready));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

const certify = (): void => {
  const to = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')];
  const about = ['-days', '2', '-nodes', '-subj', '/CN=lab-screen'];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', ...about, ...to], { stdio: 'ignore' });
};

async function serve(type: string): Promise<void> {
  port = await freePort();
  const looks = ['-geometry', '640x400', '-depth', '24', '-localhost', '-rfbport', String(port)];
  const login = ['-SecurityTypes', type, '-PasswordFile', join(folder, 'passwd')];
  const key = ['-X509Key', join(folder, 'key.pem'), '-X509Cert', join(folder, 'cert.pem')];
  server = spawn('Xtigervnc', [`:${200 + (port % 400)}`, ...looks, ...login, ...key], { stdio: 'ignore' });
  const answers = async (): Promise<boolean> => {
    const pipe = await here.connect({ host: '127.0.0.1', port }).catch(() => null);
    pipe?.close();
    return pipe !== null;
  };
  await expect.poll(answers, { timeout: 30_000 }).toBe(true);
}

async function end(): Promise<void> {
  if (server === undefined) return;
  const gone = new Promise((done) => server?.once('exit', done));
  server.kill('SIGKILL');
  await gone;
  server = undefined;
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ctys-login-'));
  writeFileSync(join(folder, 'passwd'), writeSecret('secret12'), { mode: 0o600 });
  here = await createPool({ ask: async () => null }).channel({ name: 'localhost' });
});
afterEach(async () => {
  await end();
  here.close();
  rmSync(folder, { recursive: true, force: true });
});

async function world(): Promise<World> {
  const fakes = fakeHosts('lab00');
  const screen = { id: 'vnc', kind: 'rfb', title: 'Screen' } as const;
  const host = fakes.get('lab00');
  if (host !== undefined) host.running = [guest('tst100', { consoles: [screen] })];
  const open = () => here.connect({ host: '127.0.0.1', port });
  const made = await openWorld({ fakes, plugins: () => [fakePlugin(fakes, 'QEMU', { open })] });
  await expect.poll(() => made.engine.tables.machines.has(MACHINE)).toBe(true);
  return made;
}

const open = ({ client }: World, peek = false) =>
  client.console.open({ machine: MACHINE, console: 'vnc', cols: 80, rows: 24, ...(peek && { peek }) });

async function asked({ engine }: World): Promise<Prompt> {
  await expect.poll(() => engine.tables.prompts.size, { timeout: 30_000 }).toBe(1);
  const [prompt] = [...engine.tables.prompts.values()];
  if (prompt === undefined) throw new Error('no question');
  return prompt;
}

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
const readText = (path: string): string => readFileSync(path, 'latin1');
/** Of this machine. What ends meanwhile has none. */
const commandLines = (): readonly string[] =>
  readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid) => {
      try {
        return [readText(`/proc/${pid}/cmdline`)];
      } catch {
        return [];
      }
    });

describe.skipIf(!existsSync('/usr/bin/Xtigervnc') || !existsSync('/usr/bin/openssl'))('screens', () => {
  test('a password is asked for until it is right, kept when that is wanted, and asked for no more', async () => {
    certify();
    await serve('TLSVnc');
    await using w = await world();
    await expect(open(w, true)).rejects.toMatchObject({ data: { code: 'auth-denied' } });
    expect(w.engine.tables.prompts.size).toBe(0);

    const first = open(w);
    const wrong = await asked(w);
    expect(wrong).toMatchObject({ kind: 'vnc-password', secret: 'screen /lab00/qemu/tst100/vnc' });
    await w.client.answer({ prompt: wrong.id, answers: ['wrong'] });
    await expect.poll(() => [...w.engine.tables.prompts.values()][0]?.again, { timeout: 30_000 }).toBe(true);
    const again = await asked(w);
    await expect(
      w.client.answer({ prompt: again.id, answers: ['secret12'], keep: true }),
    ).rejects.toMatchObject({ data: { code: 'wrong-state' } });
    await w.client.vault.unlock({ passphrase: PASSPHRASE });
    await w.client.answer({ prompt: again.id, answers: ['secret12'], keep: true });
    expect((await first).state).toBe('opening');

    // Looks in the background use it too; a locked vault asks again, and what waits is answered by unlocking it.
    await open(w, true);
    await w.client.vault.lock();
    const third = open(w);
    await asked(w);
    await w.client.vault.unlock({ passphrase: PASSPHRASE });
    await third;
    expect(w.engine.tables.prompts.size).toBe(0);
    expect((await w.client.vault.state()).names).toEqual(['screen /lab00/qemu/tst100/vnc']);
    // Nowhere else: in no file of ours (vault, log, history, cache), and in no command line.
    expect(filesBelow(w.folder)).toContain(join(w.folder, 'state', 'vault.json'));
    for (const text of [...filesBelow(w.folder).map(readText), ...commandLines()])
      expect(text).not.toContain('secret12');
  });

  test('a certificate is pinned on first use; another one is a hard stop', async () => {
    certify();
    await serve('X509None');
    await using w = await world();
    const first = open(w);
    const question = await asked(w);
    expect(question).toMatchObject({ kind: 'host-key', detail: expect.stringContaining('lab-screen') });
    await w.client.answer({ prompt: question.id, answers: ['yes'] });
    await first;
    await open(w);
    await end();
    certify();
    await serve('X509None');
    await expect(open(w)).rejects.toMatchObject({
      data: { code: 'host-key-changed', data: { known: expect.any(String), now: expect.any(String) } },
    });
    expect(w.engine.tables.prompts.size).toBe(0);
  });
});
