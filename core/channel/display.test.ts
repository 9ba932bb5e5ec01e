/** X programs of a real sshd on a real X server of this machine, which wants its cookie. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cookieOf, parseAuthority, parseDisplay, readGreeting } from './display.ts';
import { createPool } from './pool.ts';
import { noSshd, startSshd } from './testing/sshd.ts';
import { until } from './testing/wait.ts';

const counted = (text: string | Buffer): Buffer => {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
};
const entry = (family: number, address: string, number: string, data: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from([family >> 8, family & 255]),
    ...[address, number, 'MIT-MAGIC-COOKIE-1', data].map(counted),
  ]);

test('displays as they are written', () => {
  expect(parseDisplay(':0.1')).toEqual({ endpoint: { unix: '/tmp/.X11-unix/X0' }, number: '0', screen: 1 });
  expect(parseDisplay('localhost:10.0').endpoint).toEqual({ host: 'localhost', port: 6010 });
  expect(parseDisplay('/private/tmp/x:0').endpoint).toEqual({ unix: '/private/tmp/x:0' });
  expect(() => parseDisplay('screen')).toThrow(/no display/);
});

test('the cookie of a display, and of no other', () => {
  const [a, b] = [randomBytes(16), randomBytes(16)];
  const file = Buffer.concat([
    entry(256, 'elsewhere', '7', a),
    entry(0xffff, '', '7', b),
    entry(0, 'x', '8', a),
  ]);
  expect(cookieOf(parseDisplay(':7'), parseAuthority(file))).toEqual(b);
  expect(cookieOf(parseDisplay(':9'), parseAuthority(file))).toBeUndefined();
  expect(parseAuthority(file.subarray(0, -3))).toHaveLength(2);
  expect(parseAuthority(randomBytes(3))).toEqual([]);
});

test('a greeting in either order of bytes, in pieces, and what is none', () => {
  const cookie = randomBytes(16);
  const head = Buffer.from([0x42, 0, 0, 11, 0, 0, 0, 18, 0, 16, 0, 0]);
  const whole = Buffer.concat([head, Buffer.from('MIT-MAGIC-COOKIE-1\0\0'), cookie, Buffer.from('more')]);
  expect(readGreeting(whole.subarray(0, 40))).toBeUndefined();
  const greeting = readGreeting(whole);
  expect(greeting?.cookie).toEqual(cookie);
  const real = randomBytes(16);
  expect(greeting?.with(real).toString('latin1')).toContain(`${real.toString('latin1')}more`);
  expect(readGreeting(greeting?.with(real) ?? head)?.cookie).toEqual(real);
  expect(greeting?.with(undefined).subarray(0, 16)).toEqual(
    Buffer.concat([Buffer.from([0x42, 0, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0]), Buffer.from('more')]),
  );
  expect(readGreeting(Buffer.from('GET / HTTP/1.1\r\n'))).toBeNull();
});

const against =
  noSshd ?? (existsSync('/usr/bin/Xtigervnc') && existsSync('/usr/bin/xdpyinfo') ? undefined : 'no X');

describe.skipIf(against !== undefined)('a display through ssh', () => {
  const { XAUTHORITY: before, DISPLAY: displayBefore } = process.env;
  const display = ':93';
  let folder: string;
  let server: ReturnType<typeof spawn>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ctys-display-'));
    process.env.XAUTHORITY = join(folder, 'auth');
    process.env.DISPLAY = display;
    writeFileSync(process.env.XAUTHORITY, entry(0xffff, '', '93', randomBytes(16)), { mode: 0o600 });
    const argv = [
      display,
      '-auth',
      process.env.XAUTHORITY,
      '-rfbport',
      '-1',
      '-rfbunixpath',
      join(folder, 'v'),
    ];
    server = spawn('Xtigervnc', [...argv, '-SecurityTypes', 'None', '-desktop', 'ours'], { stdio: 'ignore' });
    await until('the X server', () => existsSync('/tmp/.X11-unix/X93'));
  });
  afterAll(() => {
    server.kill();
    Object.assign(process.env, { XAUTHORITY: before ?? '', DISPLAY: displayBefore ?? '' });
    rmSync(folder, { recursive: true });
  });

  test.each(['ssh2', 'openssh'] as const)('%s', async (transport) => {
    const sshd = await startSshd({ config: ['X11Forwarding yes', 'X11UseLocalhost yes'] });
    const pool = createPool({ ask: async () => null, sshConfig: sshd.sshConfig });
    try {
      const on = await pool.channel(sshd.host({ transport }));
      const pipe = await on.spawn(['sh', '-c', 'xdpyinfo; env | grep DISPLAY'], { display });
      let said = '';
      for await (const bytes of pipe.bytes) said += Buffer.from(bytes).toString();
      // The vendor is that of our server; the display is one of the host.
      expect(said).toMatch(/^vendor string:\s+The X.Org Foundation$/m);
      expect(said).toMatch(/^DISPLAY=localhost:\d+\.0$/m);
      // Without being told, a session has no display.
      expect((await on.exec(['sh', '-c', 'echo "<$DISPLAY>"'])).stdout).toBe('<>\n');
    } finally {
      pool.close();
      sshd.stop();
    }
  });

  test('a host that forbids it is named', async () => {
    const sshd = await startSshd({ config: ['X11Forwarding no'] });
    const pool = createPool({ ask: async () => null, sshConfig: sshd.sshConfig });
    try {
      const on = await pool.channel(sshd.host({ transport: 'ssh2' as const }));
      await expect(on.spawn(['true'], { display })).rejects.toMatchObject({ code: 'transport-unable' });
    } finally {
      pool.close();
      sshd.stop();
    }
  });
});
