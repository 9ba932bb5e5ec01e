import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { HostConfig } from '../model/host.ts';
import type { Ask, Question } from '../model/prompt.ts';
import { fingerprint } from './known-hosts.ts';
import type { Pool } from './pool.ts';
import { createPool } from './pool.ts';
import type { LeakCheck } from './testing/leaks.ts';
import { answeringTo } from './testing/answering.ts';
import { leakCheck } from './testing/leaks.ts';
import { signal } from './testing/processes.ts';
import type { Sshd, SshdOptions } from './testing/sshd.ts';
import { freePort, makeKey, noSshd, startSshd } from './testing/sshd.ts';
import type { User } from './testing/users.ts';
import { makeUser, noRoot } from './testing/users.ts';

let leaks: LeakCheck;
let questions: Question[];
const open: { close(): void }[] = [];

beforeEach(() => {
  leaks = leakCheck();
  questions = [];
});
afterEach(async () => {
  for (const each of open.splice(0).reverse()) each.close();
  await leaks.done();
});

/** Answers in turn, the last for ever; null declines. */
const answering = (...answers: (string | null)[]): Ask =>
  answeringTo((question) => questions.push(question), answers);

async function server(options: SshdOptions = {}): Promise<Sshd> {
  const sshd = await startSshd(options);
  open.push({ close: () => sshd.stop() });
  return sshd;
}

function poolOn(sshd: Sshd, ask: Ask, lookup?: (name: string) => HostConfig | undefined): Pool {
  const pool = createPool({ ask, sshConfig: sshd.sshConfig, ...(lookup !== undefined && { lookup }) });
  open.push(pool);
  return pool;
}

describe.skipIf(noSshd)('host keys', () => {
  const wire = (sshd: Sshd): Buffer => Buffer.from(sshd.hostKey().split(' ')[1] ?? '', 'base64');

  test('an unknown key is asked with its fingerprint, and remembered', async () => {
    const sshd = await server({ known: false, client: ['StrictHostKeyChecking ask', 'HashKnownHosts yes'] });
    await poolOn(sshd, answering('yes')).channel(sshd.host());
    expect(questions).toMatchObject([{ kind: 'host-key', host: 'box', fields: [] }]);
    expect(questions[0]?.detail).toBe(`ED25519 ${fingerprint(wire(sshd))}`);
    await poolOn(sshd, answering(null)).channel(sshd.host());
    expect(questions.length).toBe(1);
    const found = execFileSync('ssh-keygen', ['-F', `[127.0.0.1]:${sshd.port}`, '-f', sshd.knownHosts], {
      encoding: 'utf8',
    });
    expect(found).toContain('found: line 1');
    expect(readFileSync(sshd.knownHosts, 'utf8')).not.toContain('127.0.0.1');
  });

  test('declined, forbidden, accepted without asking', async () => {
    const sshd = await server({ known: false, client: ['StrictHostKeyChecking ask'] });
    await expect(poolOn(sshd, answering('no')).channel(sshd.host())).rejects.toMatchObject({
      code: 'host-key-unknown',
      data: { offered: fingerprint(wire(sshd)) },
    });
    const strict = await server({ known: false });
    await expect(poolOn(strict, answering('yes')).channel(strict.host())).rejects.toMatchObject({
      code: 'host-key-unknown',
    });
    const fresh = await server({ known: false, client: ['StrictHostKeyChecking accept-new'] });
    await poolOn(fresh, answering(null)).channel(fresh.host());
    expect(questions.length).toBe(1);
    expect(readFileSync(fresh.knownHosts, 'utf8')).toContain(fresh.hostKey());
  });

  test('a changed key stops hard, with both fingerprints and the place', async () => {
    const sshd = await server({ client: ['StrictHostKeyChecking no'] });
    makeKey(`${sshd.dir}/other`);
    const other = readFileSync(`${sshd.dir}/other.pub`, 'utf8').split(' ').slice(0, 2).join(' ');
    writeFileSync(sshd.knownHosts, `# first\n[127.0.0.1]:${sshd.port} ${other}\n`);
    await expect(poolOn(sshd, answering('yes')).channel(sshd.host())).rejects.toMatchObject({
      code: 'host-key-changed',
      data: {
        expected: fingerprint(Buffer.from(other.split(' ')[1] ?? '', 'base64')),
        offered: fingerprint(wire(sshd)),
        file: sshd.knownHosts,
        line: 2,
      },
    });
    expect(questions).toEqual([]);
  });

  test('a revoked key stops hard', async () => {
    const sshd = await server();
    appendFileSync(sshd.knownHosts, `@revoked * ${sshd.hostKey()}\n`);
    await expect(poolOn(sshd, answering('yes')).channel(sshd.host())).rejects.toMatchObject({
      code: 'host-key-revoked',
      data: { line: 2 },
    });
  });

  test('of several keys of a host, the one known is asked for', async () => {
    const sshd = await server({ hostKeys: ['ed25519', 'ecdsa', 'rsa'] });
    writeFileSync(sshd.knownHosts, `[127.0.0.1]:${sshd.port} ${sshd.hostKey('rsa')}\n`);
    await poolOn(sshd, answering(null)).channel(sshd.host());
    expect(questions).toEqual([]);
  });
});

describe.skipIf(noSshd)('keys', () => {
  test('a passphrase is asked once for all hosts and callers; wrong ones again', async () => {
    const sshd = await server();
    makeKey(`${sshd.dir}/locked`, 'ed25519', 'open sesame');
    appendFileSync(`${sshd.dir}/authorized_keys`, readFileSync(`${sshd.dir}/locked.pub`));
    writeFileSync(
      sshd.sshConfig,
      readFileSync(sshd.sshConfig, 'utf8').replace(`${sshd.dir}/id`, `${sshd.dir}/locked`),
    );
    const pool = poolOn(sshd, answering('wrong', 'open sesame'));
    await Promise.all([1, 2, 3].map((n) => pool.channel(sshd.host({ name: `h${n}` }))));
    await pool.channel(sshd.host({ name: 'later' }));
    expect(questions.map(({ kind, detail }) => [kind, detail])).toEqual([
      ['passphrase', undefined],
      ['passphrase', 'The passphrase was wrong.'],
    ]);
  });

  test('a key the server does not want is not opened', async () => {
    const sshd = await server();
    makeKey(`${sshd.dir}/locked`, 'ed25519', 'secret');
    await poolOn(sshd, answering(null)).channel(sshd.host({ identity: `${sshd.dir}/locked` }));
    expect(questions).toEqual([]);
  });

  test('the agent, with RSA and ECDSA keys too', async () => {
    const sshd = await server();
    const socket = `${sshd.dir}/agent`;
    const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: ['ignore', 'pipe', 'ignore'] });
    await new Promise((ready) => agent.stdout?.once('data', ready));
    try {
      for (const kind of ['rsa', 'ecdsa'] as const) {
        const key = `${sshd.dir}/agent_${kind}`;
        makeKey(key, kind);
        execFileSync('ssh-add', ['-q', key], {
          env: { ...process.env, SSH_AUTH_SOCK: socket },
          stdio: 'ignore',
        });
        writeFileSync(`${sshd.dir}/authorized_keys`, readFileSync(`${key}.pub`));
        const config = `${sshd.dir}/agent_config`;
        writeFileSync(
          config,
          readFileSync(sshd.sshConfig, 'utf8')
            .replace('IdentityAgent none', `IdentityAgent ${socket}`)
            .replace('IdentitiesOnly yes', '')
            .replace(`IdentityFile ${sshd.dir}/id`, ''),
        );
        const pool = createPool({ ask: answering(null), sshConfig: config });
        const box = await pool.channel(sshd.host());
        expect((await box.exec(['true'])).code).toBe(0);
        pool.close();
        execFileSync('ssh-add', ['-q', '-D'], {
          env: { ...process.env, SSH_AUTH_SOCK: socket },
          stdio: 'ignore',
        });
      }
    } finally {
      agent.kill();
      agent.stdout?.destroy();
    }
  });

  test('no key, no password: denied, saying what the server accepts', async () => {
    const sshd = await server();
    writeFileSync(`${sshd.dir}/authorized_keys`, '');
    await expect(poolOn(sshd, answering(null)).channel(sshd.host())).rejects.toMatchObject({
      code: 'auth-denied',
      data: { user: 'root', accepts: ['publickey'], tried: [`key ${sshd.dir}/id`] },
    });
  });
});

describe.skipIf(noSshd ?? noRoot)('passwords', () => {
  let user: User;
  beforeAll(() => {
    user = makeUser();
  });
  afterAll(() => user.remove());

  test('asked, asked again when wrong, and known for the next connection', async () => {
    const sshd = await server({ config: ['PasswordAuthentication yes', 'PubkeyAuthentication no'] });
    const pool = poolOn(sshd, answering('wrong', user.password));
    const box = await pool.channel(sshd.host({ user: user.name }));
    expect((await box.exec(['id', '-un'])).stdout).toBe(`${user.name}\n`);
    await pool.channel(sshd.host({ user: user.name, name: 'second' }));
    expect(questions.map(({ kind, detail }) => [kind, detail])).toEqual([
      ['password', undefined],
      ['password', 'The password was not accepted.'],
    ]);
  });

  test('declined', async () => {
    const sshd = await server({ config: ['PasswordAuthentication yes', 'PubkeyAuthentication no'] });
    await expect(poolOn(sshd, answering(null)).channel(sshd.host({ user: user.name }))).rejects.toMatchObject(
      {
        code: 'auth-denied',
        message: `No password was given for ${user.name} on box.`,
      },
    );
    expect(questions.length).toBe(1);
  });

  test('keyboard-interactive', async () => {
    const sshd = await server({
      config: ['UsePAM yes', 'KbdInteractiveAuthentication yes', 'PubkeyAuthentication no'],
    });
    const box = await poolOn(sshd, answering(user.password)).channel(sshd.host({ user: user.name }));
    expect((await box.exec(['true'])).code).toBe(0);
    expect(questions).toMatchObject([
      { kind: 'keyboard-interactive', fields: [{ label: 'Password:', echo: false }] },
    ]);
  });
});

describe.skipIf(noSshd)('hosts that do not answer as they should', () => {
  test('no such host, refused, no SSH', async () => {
    const sshd = await server();
    const pool = poolOn(sshd, answering(null));
    const port = await freePort();
    await expect(pool.channel({ name: 'nowhere.invalid' })).rejects.toMatchObject({ code: 'no-such-host' });
    await expect(pool.channel({ name: 'x', address: '127.0.0.1', port })).rejects.toMatchObject({
      code: 'refused',
    });
    const web = createServer((socket) => socket.resume().end('HTTP/1.0 400 Bad\r\n\r\n'));
    await new Promise<void>((done) => web.listen(port, '127.0.0.1', done));
    await expect(pool.channel({ name: 'x', address: '127.0.0.1', port })).rejects.toMatchObject({
      code: expect.stringMatching(/unreachable|connection-lost/),
    });
    await new Promise((done) => web.close(done));
  });

  test('accepts and hangs: a timeout; abort is at once', async () => {
    const sshd = await server();
    signal(sshd.pid, 'SIGSTOP');
    const pool = poolOn(sshd, answering(null));
    const stop = new AbortController();
    const aborted = pool.channel(sshd.host({ name: 'other' }), stop.signal);
    stop.abort();
    await expect(aborted).rejects.toMatchObject({ code: 'aborted' });
    await expect(pool.channel(sshd.host())).rejects.toMatchObject({ code: 'timeout' });
    signal(sshd.pid, 'SIGCONT');
  });

  test('MaxStartups pressure: all get in', async () => {
    const sshd = await server({ config: ['MaxStartups 3:50:6'] });
    const pool = poolOn(sshd, answering(null));
    const boxes = await Promise.all(
      Array.from({ length: 30 }, (_, n) => pool.channel(sshd.host({ name: `h${n}` }))),
    );
    const codes = await Promise.all(boxes.map(async (box) => (await box.exec(['true'])).code));
    expect(codes).toEqual(Array(30).fill(0));
  });

  test('MaxSessions 2: all commands run', async () => {
    const sshd = await server({ config: ['MaxSessions 2'] });
    const box = await poolOn(sshd, answering(null)).channel(sshd.host());
    const all = await Promise.all(Array.from({ length: 20 }, (_, n) => box.exec(['echo', String(n)])));
    expect(all.map(({ stdout }) => Number(stdout))).toEqual(Array.from({ length: 20 }, (_, n) => n));
  });
});

describe.skipIf(noSshd)('ways', () => {
  test('jump hosts: two hops, shared, by inventory name and by address', async () => {
    const [gate, inner, target] = [await server(), await server(), await server()];
    for (const each of [inner, target]) {
      appendFileSync(gate.knownHosts, `[127.0.0.1]:${each.port} ${each.hostKey()}\n`);
      appendFileSync(`${each.dir}/authorized_keys`, readFileSync(`${gate.dir}/id.pub`));
    }
    const inventory: Record<string, HostConfig> = { gate: gate.host({ name: 'gate' }) };
    const pool = poolOn(gate, answering(null), (name) => inventory[name]);
    const jump = ['gate', `root@127.0.0.1:${inner.port}`];
    const [a, b] = await Promise.all(['a', 'b'].map((name) => pool.channel(target.host({ name, jump }))));
    const word = 'through';
    expect((await a?.exec(['sh', '-c', 'echo "$SSH_CONNECTION" "$1"', 'sh', word]))?.stdout).toContain(word);
    expect((await b?.exec(['true']))?.code).toBe(0);
    expect(gate.log().match(/Accepted publickey/g)?.length).toBe(1);
    expect(inner.log().match(/Accepted publickey/g)?.length).toBe(1);
    for (const pid of gate.sessions()) signal(pid, 'SIGKILL');
    await expect(a?.exec(['sleep', '60'])).rejects.toMatchObject({ code: 'connection-lost' });
  });

  test('a jump host with an unknown key stops there; circles are named', async () => {
    const [gate, target] = [await server({ known: false }), await server()];
    const pool = poolOn(gate, answering('yes'), (name) =>
      name === 'loop' ? { name: 'loop', jump: ['loop'] } : undefined,
    );
    await expect(pool.channel(target.host({ jump: [`root@127.0.0.1:${gate.port}`] }))).rejects.toMatchObject({
      code: 'host-key-unknown',
    });
    await expect(pool.channel({ name: 'x', jump: ['loop'] })).rejects.toMatchObject({ code: 'bad-input' });
  });

  test('ProxyCommand and ProxyJump of ssh_config', async () => {
    const sshd = await server({ client: ['ProxyCommand nc %h %p'] });
    const box = await poolOn(sshd, answering(null)).channel(sshd.host());
    expect((await box.exec(['echo', 'ok'])).stdout).toBe('ok\n');
    const [gate, target] = [await server(), await server()];
    appendFileSync(gate.knownHosts, `[127.0.0.1]:${target.port} ${target.hostKey()}\n`);
    appendFileSync(`${target.dir}/authorized_keys`, readFileSync(`${gate.dir}/id.pub`));
    const config = readFileSync(gate.sshConfig, 'utf8');
    const jump = `Host far\n HostName 127.0.0.1\n ProxyJump root@127.0.0.1:${gate.port}\n`;
    writeFileSync(gate.sshConfig, jump + config);
    chmodSync(gate.sshConfig, 0o600);
    const far = await poolOn(gate, answering(null)).channel({ name: 'far', port: target.port, user: 'root' });
    expect((await far.exec(['echo', 'far'])).stdout).toBe('far\n');
    expect(gate.log()).toContain('Accepted publickey');
  });
});
