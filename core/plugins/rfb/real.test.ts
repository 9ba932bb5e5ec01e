/** Logins at real VNC servers: TigerVNC, x11vnc and QEMU, without and with TLS of either kind. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Channel } from '../../channel/channel.ts';
import { fail, toFailure } from '../../model/failure.ts';
import type { BytePipe } from '../../model/pipe.ts';
import { localChannel, until } from '../testing/local.ts';
import { writeSecret } from '../vnc/secret.ts';
import { loggedIn } from './front.ts';
import type { Login } from './login.ts';

const has = (...programs: string[]): boolean => programs.every((name) => existsSync(`/usr/bin/${name}`));

const running: ChildProcess[] = [];
let folder: string;
let on: Channel;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ctys-rfb-'));
  on = await localChannel();
  writeFileSync(join(folder, 'openssl.cnf'), LENIENT);
  writeFileSync(join(folder, 'passwd'), writeSecret('secret12'), { mode: 0o600 });
  const to = ['-keyout', join(folder, 'server-key.pem'), '-out', join(folder, 'server-cert.pem')];
  const about = ['-days', '2', '-nodes', '-subj', '/CN=lab-screen'];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', ...about, ...to], { stdio: 'ignore' });
  execFileSync('cp', [join(folder, 'server-cert.pem'), join(folder, 'ca-cert.pem')]);
});
afterEach(async () => {
  for (const child of running.splice(0).reverse()) {
    const gone = new Promise((done) => child.once('exit', done));
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await gone;
  }
});
afterAll(() => {
  on.close();
  rmSync(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

const start = (program: string, ...argv: string[]): void => {
  // OpenSSL of today keeps servers from anonymous TLS unless it is told that they may.
  const env = { ...process.env, OPENSSL_CONF: join(folder, 'openssl.cnf') };
  running.push(spawn(program, argv, { stdio: 'ignore', env }));
};

const LENIENT = `openssl_conf = all
[all]
ssl_conf = ssl
[ssl]
system_default = lenient
[lenient]
MinProtocol = TLSv1
CipherString = ALL:@SECLEVEL=0
`;

async function reach(port: number): Promise<BytePipe> {
  let pipe: BytePipe | undefined;
  await until(`a server at ${port}`, async () => {
    pipe = await on.connect({ host: '127.0.0.1', port }).catch(() => undefined);
    return pipe !== undefined;
  });
  if (pipe === undefined) throw new Error('no pipe');
  return pipe;
}

async function tiger(...options: string[]): Promise<number> {
  const port = await freePort();
  const looks = ['-geometry', '640x400', '-depth', '24', '-localhost', '-rfbport', String(port)];
  start('Xtigervnc', `:${200 + (port % 400)}`, ...looks, ...options);
  return port;
}

const person = (more: Partial<Login> = {}): Login & { readonly seen: string[] } => {
  const seen: string[] = [];
  return {
    seen,
    password: async () => {
      seen.push('password');
      return 'secret12';
    },
    account: async () => {
      throw fail('auth-denied', 'No account here.');
    },
    certificate: async ({ fingerprint, subject }) => {
      seen.push(`${subject} ${fingerprint}`);
    },
    ...more,
  };
};

/** The size of the screen behind an open door, as a viewer without any login reads it. */
async function size(pipe: BytePipe): Promise<string> {
  for (const words of [Buffer.from('RFB 003.008\n'), Uint8Array.of(1), Uint8Array.of(1)])
    await pipe.write(words);
  let heard = Buffer.alloc(0);
  for await (const bytes of pipe.bytes) {
    heard = Buffer.concat([heard, bytes]);
    if (heard.length >= 22) break;
  }
  pipe.close();
  return `${heard.readUInt16BE(18)}x${heard.readUInt16BE(20)}`;
}

describe.skipIf(!has('Xtigervnc', 'openssl'))('TigerVNC', () => {
  test.each([
    ['None', []],
    ['VncAuth', ['password']],
    ['TLSNone', []],
    ['TLSVnc', ['password']],
  ])('%s', async (type, seen) => {
    const port = await tiger('-SecurityTypes', type, '-PasswordFile', join(folder, 'passwd'));
    const login = person();
    expect(await size(await loggedIn(await reach(port), login))).toBe('640x400');
    expect(login.seen).toEqual(seen);
  });

  test('X509Vnc: its certificate is shown before a password is given, and may be refused', async () => {
    const key = ['-X509Key', join(folder, 'server-key.pem'), '-X509Cert', join(folder, 'server-cert.pem')];
    const port = await tiger('-SecurityTypes', 'X509Vnc', '-PasswordFile', join(folder, 'passwd'), ...key);
    const login = person();
    expect(await size(await loggedIn(await reach(port), login))).toBe('640x400');
    expect(login.seen).toEqual([
      expect.stringMatching(/^lab-screen ([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
      'password',
    ]);
    const wary = person({
      certificate: async () => {
        throw fail('host-key-changed', 'Another one.');
      },
    });
    await expect(loggedIn(await reach(port), wary)).rejects.toMatchObject({ code: 'host-key-changed' });
    expect(wary.seen).toEqual([]);
  });

  test('a wrong password is said to be one', async () => {
    const port = await tiger('-SecurityTypes', 'TLSVnc', '-PasswordFile', join(folder, 'passwd'));
    const wrong = person({ password: async () => 'wrong' });
    await expect(loggedIn(await reach(port), wrong)).rejects.toMatchObject({
      code: 'auth-denied',
      message: expect.stringContaining('Authentication failure'),
    });
  });
});

test.skipIf(!has('x11vnc', 'Xvfb'))('x11vnc: the older kind of TLS, and VeNCrypt', async () => {
  const display = `:${700 + ((await freePort()) % 200)}`;
  start('Xvfb', display, '-screen', '0', '800x600x24', '-nolisten', 'tcp');
  await until('the display', async () => existsSync(`/tmp/.X11-unix/X${display.slice(1)}`));
  for (const kind of [
    ['-vencrypt', 'never', '-anontls', 'only'],
    ['-vencrypt', 'nox509:only', '-anontls', 'never'],
  ]) {
    const port = await freePort();
    const ways = ['-display', display, '-rfbport', String(port), '-localhost', '-forever', '-quiet'];
    start('x11vnc', ...ways, '-rfbauth', join(folder, 'passwd'), '-ssl', 'TMP', ...kind);
    const login = person();
    let open: BytePipe | undefined;
    // While it starts it takes connections, and drops them.
    await until('its login', async () => {
      open = await loggedIn(await reach(port), login).catch((caught: unknown) => {
        if (toFailure(caught).code === 'connection-lost') return undefined;
        throw caught;
      });
      return open !== undefined;
    });
    expect(open === undefined ? '' : await size(open)).toBe('800x600');
    expect(login.seen).toEqual(['password']);
  }
});

test.skipIf(!has('qemu-system-x86_64', 'openssl'))('QEMU: anonymous and with a certificate', async () => {
  for (const creds of [
    'tls-creds-anon,id=tls0,endpoint=server',
    `tls-creds-x509,id=tls0,endpoint=server,dir=${folder},verify-peer=no,sanity-check=no`,
  ]) {
    const port = await freePort();
    const looks = ['-display', 'none', '-vga', 'std', '-m', '32', '-nodefaults', '-accel', 'tcg', '-S'];
    start(
      'qemu-system-x86_64',
      ...looks,
      '-device',
      'VGA',
      '-object',
      creds,
      '-vnc',
      `127.0.0.1:${port - 5900},tls-creds=tls0`,
    );
    const login = person();
    expect(await size(await loggedIn(await reach(port), login))).toMatch(/^\d{3,4}x\d{3}$/);
    expect(login.seen.length).toBe(creds.includes('x509') ? 1 : 0);
  }
});

test('what is no VNC server is said to be none', async () => {
  const server = createServer((socket) => void socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  const port = address !== null && typeof address !== 'string' ? address.port : 0;
  await expect(loggedIn(await reach(port), person())).rejects.toMatchObject({ code: 'unexpected-output' });
  await new Promise((done) => server.close(done));
});
