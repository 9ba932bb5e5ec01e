import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BytePipe } from '../model/pipe.ts';
import type { Ask, Question } from '../model/prompt.ts';
import { fingerprint } from './known-hosts.ts';
import type { Pool } from './pool.ts';
import { createPool } from './pool.ts';
import type { LeakCheck } from './testing/leaks.ts';
import { answeringTo } from './testing/answering.ts';
import { leakCheck } from './testing/leaks.ts';
import { processesWith, signal } from './testing/processes.ts';
import { makeProvider, makeSoftwareKey, noSoftwareKey } from './testing/software-key.ts';
import type { Sshd, SshdOptions } from './testing/sshd.ts';
import { freePort, makeKey, noSshd, startSshd } from './testing/sshd.ts';
import { makeUser, noRoot } from './testing/users.ts';
import { until } from './testing/wait.ts';

let leaks: LeakCheck;
let questions: Question[];
const open: { close(): void }[] = [];
const folders = (): string[] => readdirSync(tmpdir()).filter((name) => /^ctys-[A-Za-z0-9]{6}$/.test(name));
let foldersBefore: string[];

beforeEach(() => {
  leaks = leakCheck();
  questions = [];
  foldersBefore = folders();
});
afterEach(async () => {
  for (const each of open.splice(0).reverse()) each.close();
  await leaks.done();
});

const answering = (...answers: (string | null)[]): Ask =>
  answeringTo((question) => questions.push(question), answers);

async function server(options: SshdOptions = {}): Promise<Sshd> {
  const sshd = await startSshd(options);
  open.push({ close: () => sshd.stop() });
  return sshd;
}

function poolOn(sshd: Sshd, ask: Ask): Pool {
  const pool = createPool({ ask, sshConfig: sshd.sshConfig });
  open.push(pool);
  return pool;
}

const unique = (): string => {
  const word = String(randomInt(1e8, 1e9));
  leaks.words.push(word);
  return word;
};

async function textOf(pipe: BytePipe): Promise<string> {
  let text = '';
  for await (const chunk of pipe.bytes) text += Buffer.from(chunk).toString();
  return text;
}

async function echoes(pipe: BytePipe): Promise<void> {
  const reader = pipe.bytes[Symbol.asyncIterator]();
  const sent = Buffer.alloc(300_000, 'abc');
  const writing = pipe.write(sent);
  let got = Buffer.alloc(0);
  while (got.length < sent.length) {
    const next = await reader.next();
    if (next.done === true) break;
    got = Buffer.concat([got, next.value]);
  }
  await writing;
  expect(got.equals(sent)).toBe(true);
  pipe.close();
}

const sign = (ca: string, ...args: string[]): void =>
  void execFileSync('ssh-keygen', ['-q', '-s', ca, ...args], { stdio: 'ignore' });

describe.skipIf(noSshd)('OpenSSH', () => {
  test('taken by itself for a post-quantum-only server', async () => {
    const sshd = await server({ config: ['KexAlgorithms sntrup761x25519-sha512@openssh.com'] });
    const box = await poolOn(sshd, answering(null)).channel(sshd.host());
    expect(box.transport).toBe('OpenSSH (ssh2: no matching key exchange algorithm)');
    expect(await box.exec(['sh', '-c', 'cat; echo e >&2; exit 3'], { stdin: "in!'\n" })).toEqual({
      code: 3,
      stdout: "in!'\n",
      stderr: 'e\n',
    });
    await expect(
      poolOn(sshd, answering(null)).channel(sshd.host({ transport: 'ssh2' })),
    ).rejects.toMatchObject({ code: 'transport-unable' });
  });

  test('taken by itself for a user certificate', async () => {
    const sshd = await server();
    makeKey(`${sshd.dir}/ca`);
    makeKey(`${sshd.dir}/me`);
    writeFileSync(
      `${sshd.dir}/authorized_keys`,
      `cert-authority ${readFileSync(`${sshd.dir}/ca.pub`, 'utf8')}`,
    );
    sign(`${sshd.dir}/ca`, '-I', 'me', '-n', 'root', `${sshd.dir}/me.pub`);
    const box = await poolOn(sshd, answering(null)).channel(sshd.host({ identity: `${sshd.dir}/me` }));
    expect(box.transport).toBe('OpenSSH (ssh2: certificate)');
    expect((await box.exec(['echo', 'ok'])).stdout).toBe('ok\n');
  });

  test.skipIf(noSoftwareKey)('taken by itself for a FIDO security key, which then signs', async () => {
    const sshd = await server();
    makeSoftwareKey(`${sshd.dir}/token`);
    appendFileSync(sshd.sshConfig, `  SecurityKeyProvider ${makeProvider(sshd.dir)}\n`);
    const host = sshd.host({ identity: `${sshd.dir}/token` });
    writeFileSync(`${sshd.dir}/authorized_keys`, '');
    await expect(poolOn(sshd, answering(null)).channel(host)).rejects.toMatchObject({
      code: 'auth-denied',
      message: 'box did not let root in.',
    });
    writeFileSync(`${sshd.dir}/authorized_keys`, readFileSync(`${sshd.dir}/token.pub`));
    const box = await poolOn(sshd, answering(null)).channel(host);
    expect(box.transport).toBe('OpenSSH (ssh2: security key)');
    expect((await box.exec(['echo', 'ok'])).stdout).toBe('ok\n');
    expect(sshd.log()).toMatch(/Accepted publickey for root .* ED25519-SK /);
    // What ssh says to be touched is no question.
    expect(questions).toEqual([]);
  });

  test('taken by itself for a host known by its certificate authority', async () => {
    const sshd = await server({ config: [], known: false });
    makeKey(`${sshd.dir}/ca`);
    sign(`${sshd.dir}/ca`, '-I', 'box', '-h', '-n', '127.0.0.1', `${sshd.dir}/host_ed25519.pub`);
    appendFileSync(`${sshd.dir}/sshd_config`, `HostCertificate ${sshd.dir}/host_ed25519-cert.pub\n`);
    const ca = readFileSync(`${sshd.dir}/ca.pub`, 'utf8');
    writeFileSync(sshd.knownHosts, `@cert-authority [127.0.0.1]:${sshd.port},127.0.0.1 ${ca}`);
    signal(sshd.pid, 'SIGHUP');
    const box = await until('certificate in use', () =>
      poolOn(sshd, answering(null))
        .channel(sshd.host())
        .catch(() => null),
    );
    expect(box.transport).toBe('OpenSSH (ssh2: no host certificates)');
    expect((await box.exec(['echo', 'ok'])).stdout).toBe('ok\n');
  });

  test('pipes, terminals, and nothing left behind', async () => {
    const sshd = await server();
    const pool = poolOn(sshd, answering(null));
    const box = await pool.channel(sshd.host({ transport: 'openssh' }));
    expect(box.transport).toBe('OpenSSH (as configured)');
    const tty = await box.spawn(['sh', '-c', 'while stty size; do read x; done'], {
      pty: { cols: 91, rows: 33 },
    });
    let text = '';
    const reading = (async () => {
      for await (const chunk of tty.bytes) text += Buffer.from(chunk).toString();
    })();
    await until('size', () => text.includes('33 91'));
    tty.resize?.(120, 40);
    await until('resized', async () => {
      await tty.write(Buffer.from('\n'));
      return text.includes('40 120');
    });
    tty.close();
    await reading;
    expect(text.startsWith('33 91')).toBe(true);
    expect(await textOf(await box.spawn(['head', '-c', '3000000', '/dev/zero']))).toHaveLength(3_000_000);

    const words = [unique(), unique(), unique()];
    const [a = '', b = '', c = ''] = words;
    const pipe = await box.spawn(['sleep', a]);
    const stop = new AbortController();
    const run = box
      .exec(['sh', '-c', 'sleep "$1" & wait', 'sh', b], { signal: stop.signal })
      .catch((e: unknown) => e);
    const shell = await box.spawn([], { pty: { cols: 80, rows: 24 } });
    await shell.write(Buffer.from(`sleep ${c}\n`));
    await until('run', () =>
      words.every((word) => processesWith(word).some(({ argv }) => argv === `sleep ${word}`)),
    );
    pipe.close();
    stop.abort();
    shell.close();
    expect(await run).toMatchObject({ code: 'aborted' });
    await until('gone', () => words.flatMap(processesWith).length === 0);
    await expect(box.exec(['yes'], { maxBytes: 10_000 })).rejects.toMatchObject({ code: 'output-too-large' });
    pool.close();
    await until('folder gone', () => folders().every((name) => foldersBefore.includes(name)));
  });

  test('closed before it started, and closed with the pool: nothing is left', async () => {
    const sshd = await server();
    const pool = poolOn(sshd, answering(null));
    const box = await pool.channel(sshd.host({ transport: 'openssh' }));
    const [a, b] = [unique(), unique()];
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        const pipe = await box.spawn(['sleep', a]);
        pipe.close();
        expect(await textOf(pipe)).toBe('');
      }),
    );
    const run = box.exec(['sleep', b]).catch((e: unknown) => e);
    await until('runs', () => processesWith(b).some(({ argv }) => argv === `sleep ${b}`));
    pool.close();
    expect(await run).toMatchObject({ code: 'connection-lost' });
    await until('gone', () => [a, b].flatMap(processesWith).length === 0);
  });

  test('closed with the pool while others are being ended and all sessions are taken: nothing is left', async () => {
    const sshd = await server();
    const pool = poolOn(sshd, answering(null));
    const box = await pool.channel(sshd.host({ transport: 'openssh' }));
    const word = unique();
    const pipes = await Promise.all(Array.from({ length: 9 }, () => box.spawn(['sleep', word])));
    const running = () => processesWith(word).filter(({ argv }) => argv === `sleep ${word}`);
    await until('all run', () => running().length === 9);
    for (const pipe of pipes.slice(0, 8)) pipe.close();
    await new Promise((begun) => setImmediate(begun));
    pool.close();
    await until('gone', () => running().length === 0);
  });

  test('many commands at once', async () => {
    const sshd = await server();
    const box = await poolOn(sshd, answering(null)).channel(sshd.host({ transport: 'openssh' }));
    const all = await Promise.all(Array.from({ length: 25 }, (_, n) => box.exec(['echo', String(n)])));
    expect(all.map(({ stdout }) => Number(stdout))).toEqual(Array.from({ length: 25 }, (_, n) => n));
  });

  test('sockets of the host', async () => {
    const sshd = await server();
    const box = await poolOn(sshd, answering(null)).channel(sshd.host({ transport: 'openssh' }));
    const dir = mkdtempSync(join(tmpdir(), 'ctys-sock-'));
    const path = join(dir, 'a:b\\c');
    const unix = createServer((socket) => socket.pipe(socket).on('error', () => {}));
    const tcp = createServer((socket) => socket.pipe(socket).on('error', () => {}));
    const port = await freePort();
    await new Promise<void>((done) => unix.listen(path, done));
    await new Promise<void>((done) => tcp.listen(port, '127.0.0.1', done));
    await echoes(await box.connect({ unix: path }));
    await echoes(await box.connect({ host: '127.0.0.1', port }));
    await expect(box.connect({ unix: join(dir, 'none') })).rejects.toMatchObject({ code: 'socket-gone' });
    await new Promise((done) => unix.close(done));
    await new Promise((done) => tcp.close(done));
    const refused = await box.connect({ host: '127.0.0.1', port });
    await expect(refused.bytes[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'refused' });
    rmSync(dir, { recursive: true });
  });

  test('the connection lost: pipes fail, the next call connects anew', async () => {
    const sshd = await server();
    const pool = poolOn(sshd, answering(null));
    const box = await pool.channel(sshd.host({ transport: 'openssh' }));
    const pipe = await box.spawn(['cat']);
    for (const pid of sshd.sessions()) signal(pid, 'SIGKILL');
    await expect(pipe.bytes[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: 'connection-lost',
    });
    const again = await pool.channel(sshd.host({ transport: 'openssh' }));
    expect((await again.exec(['true'])).code).toBe(0);
  });

  test('host keys: unknown asked with its fingerprint, changed stops with both', async () => {
    const sshd = await server({ known: false, client: ['StrictHostKeyChecking ask'] });
    const host = sshd.host({ transport: 'openssh' });
    const print = fingerprint(Buffer.from(sshd.hostKey().split(' ')[1] ?? '', 'base64'));
    await expect(poolOn(sshd, answering('no')).channel(host)).rejects.toMatchObject({
      code: 'host-key-unknown',
    });
    expect(questions).toMatchObject([{ kind: 'host-key', detail: `ED25519 ${print}` }]);
    await poolOn(sshd, answering('yes')).channel(host);
    makeKey(`${sshd.dir}/other`);
    const other = readFileSync(`${sshd.dir}/other.pub`, 'utf8').split(' ').slice(0, 2).join(' ');
    writeFileSync(sshd.knownHosts, `[127.0.0.1]:${sshd.port} ${other}\n`);
    await expect(poolOn(sshd, answering('yes')).channel(host)).rejects.toMatchObject({
      code: 'host-key-changed',
      data: {
        expected: fingerprint(Buffer.from(other.split(' ')[1] ?? '', 'base64')),
        offered: print,
        file: sshd.knownHosts,
        line: 1,
      },
    });
  });

  test('refused, no such host, no key', async () => {
    const sshd = await server();
    const pool = poolOn(sshd, answering(null));
    const transport = 'openssh';
    await expect(
      pool.channel({ name: 'x', address: '127.0.0.1', port: await freePort(), transport }),
    ).rejects.toMatchObject({ code: 'refused' });
    await expect(pool.channel({ name: 'nowhere.invalid', transport })).rejects.toMatchObject({
      code: 'no-such-host',
    });
    writeFileSync(`${sshd.dir}/authorized_keys`, '');
    await expect(pool.channel(sshd.host({ transport }))).rejects.toMatchObject({ code: 'auth-denied' });
  });

  test('passphrase and jump host', async () => {
    const [gate, target] = [await server(), await server()];
    appendFileSync(gate.knownHosts, `[127.0.0.1]:${target.port} ${target.hostKey()}\n`);
    makeKey(`${target.dir}/locked`, 'ed25519', 'open sesame');
    writeFileSync(`${target.dir}/authorized_keys`, readFileSync(`${target.dir}/locked.pub`));
    const box = await poolOn(gate, answering('open sesame')).channel(
      target.host({
        transport: 'openssh',
        identity: `${target.dir}/locked`,
        jump: [`root@127.0.0.1:${gate.port}`],
      }),
    );
    expect((await box.exec(['echo', 'far'])).stdout).toBe('far\n');
    expect(questions).toMatchObject([
      { kind: 'passphrase', text: `Passphrase of the key ${target.dir}/locked` },
    ]);
  });

  test.skipIf(noRoot)('passwords: asked, asked again, declined', async () => {
    const user = makeUser();
    open.push({ close: () => user.remove() });
    const sshd = await server({ config: ['PasswordAuthentication yes', 'PubkeyAuthentication no'] });
    const host = sshd.host({ transport: 'openssh', user: user.name });
    const box = await poolOn(sshd, answering('wrong', user.password)).channel(host);
    expect((await box.exec(['id', '-un'])).stdout).toBe(`${user.name}\n`);
    expect(questions.map(({ kind }) => kind)).toEqual(['password', 'password']);
    await expect(poolOn(sshd, answering(null)).channel(host)).rejects.toMatchObject({ code: 'auth-denied' });
  });
});
