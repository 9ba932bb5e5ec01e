import { randomInt } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { BytePipe } from '../model/pipe.ts';
import type { Ask, Question } from '../model/prompt.ts';
import type { Pool } from './pool.ts';
import { createPool } from './pool.ts';
import type { LeakCheck } from './testing/leaks.ts';
import { answeringTo } from './testing/answering.ts';
import { leakCheck } from './testing/leaks.ts';
import { processesWith } from './testing/processes.ts';
import type { Sshd } from './testing/sshd.ts';
import { freePort, noSshd, startSshd } from './testing/sshd.ts';
import type { User, UserOptions } from './testing/users.ts';
import { makeUser, noRoot } from './testing/users.ts';
import { until } from './testing/wait.ts';

const noSudo = existsSync('/usr/bin/sudo') ? undefined : 'sudo is not installed';

let sshd: Sshd;
let leaks: LeakCheck;
let questions: Question[];
const open: { close(): void }[] = [];
beforeAll(async () => {
  sshd = await startSshd();
});
afterAll(() => sshd.stop());
beforeEach(() => {
  leaks = leakCheck();
  questions = [];
});
afterEach(async () => {
  for (const each of open.splice(0).reverse()) each.close();
  await leaks.done();
});

const answering = (...answers: (string | null)[]): Ask =>
  answeringTo((question) => questions.push(question), answers);

function account(options: UserOptions): User {
  const user = makeUser(options);
  open.push({ close: () => user.remove() });
  return user;
}

function poolOf(ask: Ask, server = sshd): Pool {
  const pool = createPool({ ask, sshConfig: server.sshConfig });
  open.push(pool);
  return pool;
}

const on = (user: User, ask: Ask, elevation: 'sudo' | 'ksu' | 'none' = 'sudo') =>
  poolOf(ask).channel(sshd.host({ user: user.name, elevation }));

async function textOf(pipe: BytePipe): Promise<string> {
  let text = '';
  for await (const chunk of pipe.bytes) text += Buffer.from(chunk).toString();
  return text;
}

const unique = (): string => {
  const word = String(randomInt(1e8, 1e9));
  leaks.words.push(word);
  return word;
};

describe.skipIf(noSshd ?? noRoot ?? noSudo)('sudo', () => {
  test('without password', async () => {
    const user = account({ sudo: 'ALL=(ALL) NOPASSWD: ALL' });
    const box = await on(user, answering(null));
    expect((await box.exec(['id', '-un'])).stdout).toBe(`${user.name}\n`);
    expect((await box.exec(['id', '-un'], { elevate: true })).stdout).toBe('root\n');
    expect(await box.exec(['sh', '-c', 'cat; exit 1'], { elevate: true, stdin: 'x' })).toMatchObject({
      code: 1,
      stdout: 'x',
    });
    expect(await textOf(await box.spawn(['id', '-un'], { elevate: true }))).toBe('root\n');
    expect(await textOf(await box.spawn(['id', '-un'], { elevate: true, pty: { cols: 80, rows: 24 } }))).toBe(
      'root\r\n',
    );
    expect(questions).toEqual([]);
  });

  test('the password is asked once, wrong ones again; input reaches the command', async () => {
    const user = account({ sudo: 'ALL=(ALL) ALL' });
    const box = await on(user, answering('wrong', user.password));
    const both = await Promise.all([
      box.exec(['sh', '-c', 'id -un; cat'], { elevate: true, stdin: 'input\n' }),
      box.exec(['id', '-u'], { elevate: true }),
    ]);
    expect(both.map(({ stdout }) => stdout)).toEqual(['root\ninput\n', '0\n']);
    expect(both[0]?.stderr).not.toContain(user.password);
    const pipe = await box.spawn(['sh', '-c', 'id -un; head -n 1'], { elevate: true });
    await pipe.write(Buffer.from('line\n'));
    expect(await textOf(pipe)).toBe('root\nline\n');
    const tty = await box.spawn(['id', '-un'], { elevate: true, pty: { cols: 80, rows: 24 } });
    expect((await textOf(tty)).trim()).toBe('root');
    expect(questions.map(({ kind, detail }) => [kind, detail])).toEqual([
      ['sudo', undefined],
      ['sudo', 'The password was not accepted.'],
    ]);
  });

  test('the password outlives a lost connection', async () => {
    const user = account({ sudo: 'ALL=(ALL) ALL' });
    const pool = poolOf(answering(user.password));
    const host = sshd.host({ user: user.name, elevation: 'sudo' as const });
    for (const _ of [1, 2]) {
      const box = await pool.channel(host);
      expect((await box.exec(['id', '-un'], { elevate: true })).stdout).toBe('root\n');
      box.close();
    }
    expect(questions.length).toBe(1);
  });

  test('a quiet call asks nobody, but uses a password already given', async () => {
    const user = account({ sudo: 'ALL=(ALL) ALL' });
    const box = await on(user, answering(user.password));
    const quiet = { elevate: true, quiet: true };
    await expect(box.exec(['id', '-un'], quiet)).rejects.toMatchObject({ code: 'rights-missing' });
    await expect(box.spawn(['id', '-un'], quiet)).rejects.toMatchObject({ code: 'rights-missing' });
    expect(questions).toEqual([]);
    expect((await box.exec(['id', '-un'], { elevate: true })).stdout).toBe('root\n');
    expect((await box.exec(['id', '-un'], quiet)).stdout).toBe('root\n');
    expect(questions.length).toBe(1);
  });

  test('with all sessions of the host taken, an elevated command ends in its time, too', async () => {
    const user = account({ sudo: 'ALL=(ALL) NOPASSWD: ALL' });
    const box = await on(user, answering(null));
    const word = unique();
    // Nine on each of four connections.
    const held = await Promise.all(Array.from({ length: 36 }, () => box.spawn(['sleep', word])));
    await expect(box.exec(['id'], { elevate: true, timeout: 500 })).rejects.toMatchObject({
      code: 'timeout',
      message: expect.stringContaining('no free session'),
    });
    for (const pipe of held) pipe.close();
    expect((await box.exec(['id', '-un'], { elevate: true })).stdout).toBe('root\n');
  });

  test('a rule for one command only is used without password', async () => {
    const user = account({ sudo: 'ALL=(ALL) NOPASSWD: /usr/bin/id' });
    const box = await on(user, answering(null));
    expect((await box.exec(['id', '-un'], { elevate: true })).stdout).toBe('root\n');
    await expect(box.exec(['whoami'], { elevate: true })).rejects.toMatchObject({ code: 'rights-missing' });
  });

  test('three wrong passwords, a declined one, no rule: rights-missing with the line that grants it', async () => {
    const user = account({ sudo: 'ALL=(ALL) ALL' });
    await expect(
      (await on(user, answering('no'))).exec(['/bin/id'], { elevate: true }),
    ).rejects.toMatchObject({
      code: 'rights-missing',
      remedy: expect.stringContaining(`${user.name} ALL=(root) NOPASSWD:`),
    });
    expect(questions.length).toBe(3);
    await expect((await on(user, answering(null))).exec(['id'], { elevate: true })).rejects.toMatchObject({
      code: 'rights-missing',
    });
    const other = account({});
    await expect(
      (await on(other, answering(other.password))).exec(['/bin/id'], { elevate: true }),
    ).rejects.toMatchObject({
      code: 'rights-missing',
      data: { sudoers: `${other.name} ALL=(root) NOPASSWD: /bin/id` },
    });
  });

  test.each(['NOPASSWD: ALL', 'ALL'])('what runs as root is ended, too (%s)', async (rule) => {
    const user = account({ sudo: `ALL=(ALL) ${rule}` });
    const box = await on(user, answering(user.password));
    const [a, b] = [unique(), unique()];
    const stop = new AbortController();
    const run = box.exec(['sleep', a], { elevate: true, signal: stop.signal }).catch((e: unknown) => e);
    const pipe = await box.spawn(['sleep', b], { elevate: true });
    await until('run', () =>
      [a, b].every((word) => processesWith(word).some(({ argv }) => argv === `sleep ${word}`)),
    );
    stop.abort();
    pipe.close();
    expect(await run).toMatchObject({ code: 'aborted' });
    await until('gone', () => [a, b].flatMap(processesWith).length === 0);
  });

  test('ksu without ticket is rights-missing', async () => {
    const user = account({});
    const box = await on(user, answering(null), 'ksu');
    await expect(box.exec(['/bin/id'], { elevate: true })).rejects.toMatchObject({ code: 'rights-missing' });
  });
});

describe.skipIf(noSshd ?? noRoot ?? noSudo)('sockets of the host', () => {
  let dir: string;
  let echo: Server;
  let path: string;
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'ctys-sock-'));
    chmodSync(dir, 0o755);
    path = join(dir, "it's, a:so(ck)!");
    echo = createServer((socket) => socket.pipe(socket).on('error', () => {}));
    await new Promise<void>((done) => echo.listen(path, done));
    open.unshift(
      { close: () => void echo.close() },
      { close: () => rmSync(dir, { recursive: true, force: true }) },
    );
  });

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

  test('streamlocal and tcp', async () => {
    const box = await poolOf(answering(null)).channel(sshd.host());
    await echoes(await box.connect({ unix: path }));
    const tcp = createServer((socket) => socket.pipe(socket));
    const port = await freePort();
    await new Promise<void>((done) => tcp.listen(port, '127.0.0.1', done));
    await echoes(await box.connect({ host: '127.0.0.1', port }));
    await new Promise((done) => tcp.close(done));
    await expect(box.connect({ host: '127.0.0.1', port })).rejects.toMatchObject({ code: 'refused' });
    await expect(box.connect({ unix: `${path}.none` })).rejects.toMatchObject({ code: 'socket-gone' });
  });

  test('a socket the account may not open: rights-missing, or elevated', async () => {
    chmodSync(path, 0o600);
    const user = account({ sudo: 'ALL=(ALL) NOPASSWD: ALL' });
    const box = await on(user, answering(null));
    await expect(box.connect({ unix: path })).rejects.toMatchObject({ code: 'rights-missing' });
    await echoes(await box.connect({ unix: path }, { elevate: true }));
    chmodSync(dir, 0o700);
    await expect(box.connect({ unix: path })).rejects.toMatchObject({ code: 'rights-missing' });
    await echoes(await box.connect({ unix: path }, { elevate: true }));
    const gone = await box.connect({ unix: `${path}.none` }, { elevate: true });
    await expect(gone.bytes[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'socket-gone' });
  });

  test('a server that forbids forwarding is got around', async () => {
    const strict = await startSshd({ config: ['AllowStreamLocalForwarding no'] });
    open.unshift({ close: () => strict.stop() });
    const box = await poolOf(answering(null), strict).channel(strict.host());
    await echoes(await box.connect({ unix: path }));
  });
});
