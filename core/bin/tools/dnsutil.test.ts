import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { callTool } from './testing/call-tool.ts';
import { type ZoneServer, zoneServer } from './testing/zone-server.ts';

let folder = '';
let server: ZoneServer;

beforeAll(async () => {
  server = await zoneServer('lab.test', [
    { name: 'lab.test', type: 'NS', data: 'ns.lab.test' },
    { name: 'tst100.lab.test', type: 'A', data: '255.255.255.255' },
    { name: 'lab00.lab.test', type: 'A', data: '127.0.0.1' },
    { name: 'lab00.lab.test', type: 'AAAA', data: '0000:0000:0000:0000:0000:0000:0000:0001' },
    { name: 'www.lab.test', type: 'CNAME', data: 'lab00.lab.test' },
    { name: '*.lab.test', type: 'A', data: '10.0.0.1' },
    { name: 'a b;c.lab.test', type: 'A', data: '10.0.0.2' },
    { name: 'txt.lab.test', type: 'TXT', data: 'x.lab.test has address 10.0.0.9' },
  ]);
});
afterAll(async () => await server.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ctys-dnsutil-'));
  for (const name of ['XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'XDG_STATE_HOME', 'HOME'])
    vi.stubEnv(name, folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const dnsutil = (...words: readonly string[]) =>
  callTool('dnsutil', '-d', 'lab.test', ...words, server.place);

const whereIs = (tool: string): string | undefined =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((at) => join(at, tool))
    .find((path) => spawnSync('test', ['-x', path]).status === 0);

/** Of all tools these are installed. */
function only(...tools: readonly string[]): void {
  for (const tool of ['env', ...tools]) {
    const path = whereIs(tool);
    if (path !== undefined) symlinkSync(path, join(folder, tool));
  }
  vi.stubEnv('PATH', folder);
}

const tools = ['host', 'dig'].filter((tool) => whereIs(tool) !== undefined);
if (tools.length === 0) console.warn('Neither host nor dig is installed: no zone is transferred.');

describe.each(tools)('a zone transferred by %s', (tool) => {
  beforeEach(() => only(tool));
  test('names, addresses, both; each once and sorted', async () => {
    expect(await dnsutil('-n')).toEqual({ code: 0, out: 'lab00.lab.test\ntst100.lab.test\n', error: '' });
    expect((await dnsutil('-i', '-X')).out).toBe('127.0.0.1 255.255.255.255 ::1\n');
    expect((await dnsutil()).out).toBe(
      'lab00.lab.test;127.0.0.1\nlab00.lab.test;::1\ntst100.lab.test;255.255.255.255\n',
    );
  });
  test('a server that does not hand it out, and one that is none, are told with the remedy; others still tell', async () => {
    const refused = await callTool('dnsutil', '-d', 'other.test', server.place);
    expect(refused).toMatchObject({ code: 5, out: '' });
    expect(refused.error).toMatch(/127.0.0.1 does not hand out the zone other.test.*allow-transfer/);
    const silent = await dnsutil('-n', '127.0.0.1:1');
    expect(silent).toMatchObject({ code: 5, out: 'lab00.lab.test\ntst100.lab.test\n' });
    expect(silent.error).toMatch(/127.0.0.1 does not answer as a name server/);
  });
});

test('without either tool the packages are named', async () => {
  only();
  expect((await dnsutil()).error).toMatch(/neither.*bind9-host/);
});

describe.skipIf(tools.length === 0)('hosts that pass a filter', () => {
  test('those that answer, and all others', async () => {
    expect((await dnsutil('-n', '-r', 'PING:1%1')).out).toBe('lab00.lab.test\n');
    expect((await dnsutil('-n', '-r', '-,PING:1%1')).out).toBe('tst100.lab.test\n');
  });
  test('physical machines and guests by the database, whether or not they are looked for', async () => {
    expect(await dnsutil('-c', '-r', 'PM')).toMatchObject({
      code: 2,
      error: expect.stringContaining('no enum.fdb'),
    });
    mkdirSync(join(folder, 'ctys', 'db', 'default'), { recursive: true });
    writeFileSync(join(folder, 'ctys', 'db', 'default', 'enum.fdb'), 'lab00;PM;lab00\nlab00;XEN;tst100\n');
    expect((await dnsutil('-n', '-c', '-r', 'PM')).out).toBe('lab00.lab.test\n');
    expect((await dnsutil('-n', '-c', '-r', 'PING:1%1,VM')).out).toBe('');
    expect((await dnsutil('-n', '-C', '-r', 'PING,VM')).out).toBe('tst100.lab.test\n');
    expect((await dnsutil('-n', '-C', '-r', 'R,PING,VM')).out).toBe('lab00.lab.test\n');
  });
});

test.each([
  [['-r', 'PONG', 'x'], 'PONG'],
  [['-d', '-x', 'x'], '-d'],
  [['-d', '@x', 'x'], "'@x' is no zone"],
  [['-d', 'x', '+x'], "'+x' is no name server"],
])('%j is refused', async (words, message) => {
  const said = await callTool('dnsutil', ...words).then(
    ({ error }) => error,
    (caught: Error) => caught.message,
  );
  expect(said).toContain(message);
});
