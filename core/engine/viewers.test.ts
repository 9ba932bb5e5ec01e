/** What viewers of their own are given, by stand-ins on PATH that write down their words and what they can read. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Session } from '../model/session.ts';
import { writeSecret } from '../plugins/vnc/secret.ts';
import type { Plugin } from '../plugins/plugin.ts';
import { createEngine, type Engine } from './engine.ts';
import { echo, guest } from './testing/fakes.ts';

const HOST = '127.0.0.1';
const LONG = { timeout: 20_000, interval: 5 };
const PASSWORD = 'a\\b =x1';
const LABEL = 'tst\n[100]\\x';

/** Words, one a line; the folder of the last one as it stands, where it is a file's; what display it shows on. */
const STAND_IN = `#!/bin/sh
out=$(/usr/bin/dirname "$0")/../said
{ for word; do printf '%s\\n' "$word"; done; } >"$out/argv.part"
printf '%s' "$DISPLAY" >"$out/display"
for word; do [ -f "$word" ] && /bin/cp -p "$word" "$out/file" && /bin/cp -a "\${word%/*}" "$out/folder"; done
/bin/mv "$out/argv.part" "$out/argv"
`;

let folder: string;
let engine: Engine;
let server: Server;
let port: number;
let secret: Uint8Array | undefined;

const screens: Plugin = {
  type: 'QEMU',
  probe: async () => ({ type: 'QEMU', usable: true, missing: [] }),
  list: async () => [guest(LABEL, { consoles: [{ id: 'vnc', kind: 'rfb', title: 'Screen' }] })],
  operations: {},
  open: async () => echo(),
  screen: async () => ({ at: { host: HOST, port }, ...(secret !== undefined && { secret }) }),
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ctys-viewers-test-'));
  for (const name of ['bin', 'said', 'tmp']) mkdirSync(join(folder, name));
  vi.stubEnv('PATH', join(folder, 'bin'));
  vi.stubEnv('TMPDIR', join(folder, 'tmp'));
  secret = writeSecret(PASSWORD);
  const dirs = { configDir: folder, cacheDir: folder, stateDir: folder, ancestorDir: folder };
  engine = await createEngine({ version: '0', ...dirs, plugins: [screens], onDemand: true });
  server = createServer((socket) => void socket.end('RFB 003.008\n'));
  await new Promise<void>((ready) => server.listen(0, HOST, ready));
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
  await engine.refresh('localhost');
});
afterEach(async () => {
  await engine.close();
  server.close();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const installed = (...programs: readonly string[]): void => {
  for (const program of programs) writeFileSync(join(folder, 'bin', program), STAND_IN, { mode: 0o755 });
};
const client = () => createRouterClient(engine.router, { context: {} });
const view = (more: { display?: string; geometry?: string } = {}): Promise<Session> =>
  client().tunnels.view({
    machine: [...engine.tables.machines.values()].find(({ type }) => type === 'QEMU')?.id ?? '',
    console: 'vnc',
    ...more,
  });
const said = (name: string): string => readFileSync(join(folder, 'said', name), 'utf8');
/** What the viewer was called with. */
async function words(): Promise<readonly string[]> {
  await vi.waitFor(() => expect(existsSync(join(folder, 'said/argv'))).toBe(true), LONG);
  return said('argv').trimEnd().split('\n');
}
const left = (): readonly string[] => readdirSync(join(folder, 'tmp')).filter((name) => /viewer/.test(name));

/** Only the person may read it; its folder goes with the tunnel. */
async function isPrivate(file: string, session: Session): Promise<void> {
  expect(file.startsWith(join(folder, 'tmp'))).toBe(true);
  expect(statSync(join(folder, 'said/file')).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'said/folder')).mode & 0o777).toBe(0o700);
  expect(said('argv')).not.toContain(PASSWORD);
  expect(left()).toHaveLength(1);
  await client().console.close({ session: session.id });
  expect(left()).toEqual([]);
}

test.each(['vncviewer', 'xtigervncviewer', 'xtightvncviewer'])(
  '%s: the password file as VNC has it, its place, the display',
  async (program) => {
    installed(program, 'remote-viewer', 'gvncviewer');
    const session = await view({ display: ':9', geometry: '800x600+10+20' });
    const [flag, file = '', ...rest] = await words();
    expect([flag, ...rest]).toEqual([
      ...['-passwd', '-geometry', '800x600+10+20', `${HOST}::${session.tunnel?.from}`],
    ]);
    expect(readFileSync(join(folder, 'said/file'))).toEqual(Buffer.from(writeSecret(PASSWORD)));
    expect(said('display')).toBe(':9');
    await isPrivate(file, session);
  },
);

test('remote-viewer: a connection file with the password as it is', async () => {
  installed('remote-viewer', 'gvncviewer');
  const session = await view();
  const [file = '', ...rest] = await words();
  expect(rest).toEqual([]);
  expect(said('file')).toBe(
    [
      ...['[virt-viewer]', 'type=vnc', `host=${HOST}`, `port=${session.tunnel?.from}`],
      ...['title=tst [100]\\\\x', 'password=a\\\\b =x1', 'delete-this-file=1', ''],
    ].join('\n'),
  );
  await isPrivate(file, session);
});

test('without a password: none in the files, and gvncviewer will do', async () => {
  secret = undefined;
  installed('remote-viewer');
  await view();
  await words();
  expect(said('file')).not.toContain('password');
  rmSync(join(folder, 'bin/remote-viewer'));
  rmSync(join(folder, 'said/argv'));
  installed('gvncviewer');
  const session = await view();
  // It knows displays only.
  expect(await words()).toEqual([`${HOST}:${Number(session.tunnel?.from) - 5900}`]);
});

test('what there is not, and what cannot be given a password, is told before a tunnel is opened', async () => {
  const tunnels = (): readonly Session[] =>
    [...engine.tables.sessions.values()].filter(({ role }) => role === 'T');
  await expect(view()).rejects.toMatchObject({ data: { code: 'tool-missing' } });
  installed('gvncviewer');
  await expect(view()).rejects.toMatchObject({
    data: {
      code: 'tool-missing',
      message: expect.stringMatching(/^gvncviewer cannot be given the password/),
    },
  });
  expect(tunnels()).toEqual([]);
  expect(left()).toEqual([]);
});

test('a viewer that cannot be started leaves neither tunnel nor file', async () => {
  writeFileSync(join(folder, 'bin/vncviewer'), '#!/nowhere/sh\n', { mode: 0o755 });
  await expect(view()).rejects.toMatchObject({ data: { code: 'tool-missing' } });
  expect([...engine.tables.sessions.values()].map(({ state }) => state)).toEqual(['closed']);
  expect(left()).toEqual([]);
});

test('the tunnel ends with its viewer', async () => {
  installed('vncviewer');
  const session = await view();
  connect({ host: HOST, port: Number(session.tunnel?.from) }).resume();
  await vi.waitFor(() => expect(engine.tables.sessions.get(session.id)?.state).toBe('closed'), LONG);
  expect(left()).toEqual([]);
});
