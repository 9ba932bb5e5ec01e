import { readFileSync } from 'node:fs';
import { hostname, totalmem } from 'node:os';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { playback } from '../../channel/playback.ts';
import type { Channel } from '../../channel/channel.ts';
import { localChannel, nobody } from '../testing/local.ts';
import { parseHost, PROBE_SCRIPT } from './parse.ts';
import { pm } from './plugin.ts';

/** Without its header: lines that start with `##`. */
const fixture = (name: string): string =>
  readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8').replace(/^##.*\n/gm, '');

const exec = ['sh', '-c', PROBE_SCRIPT];

test('a Debian host is read whole', () => {
  expect(parseHost(fixture('debian12.txt'))).toMatchObject({
    hostname: 'vm',
    system: 'Debian GNU/Linux 12 (bookworm)',
    arch: 'x86_64',
    user: 'root',
    cpus: 2,
    memoryTotal: 24_684_084 * 1024,
    macs: ['02:fc:00:00:00:01'],
    addresses: expect.arrayContaining(['192.0.2.2', 'fd00::2']),
    uuid: '3d1219c7-c4c5-404a-aa1f-6d2a48adfda4',
  });
});

test.each(['', 'bash: sh: command not found', 'n \nk ', 'x'.repeat(100_000)])(
  'what is no answer is null',
  (text) => {
    expect(parseHost(text)).toBeNull();
  },
);

test('without real cards the virtual ones count', () => {
  const text = 'n a\nk Linux 6\nv eth0 02:00:00:00:00:01\nv lo 00:00:00:00:00:00\n';
  expect(parseHost(text)?.macs).toEqual(['02:00:00:00:00:01']);
});

test('a host without /proc gives what it has', () => {
  const text =
    'n bsd\nk FreeBSD 14.1\na amd64\nu me\nb { sec = 1000, usec = 5 } Thu 4600\nl { 0.1 0.2 0.3 }\nc 4\nm 1024\n';
  expect(parseHost(text)).toMatchObject({
    system: 'FreeBSD 14.1',
    uptime: 3600,
    load: '0.1 0.2 0.3',
    cpus: 4,
    memoryTotal: 1024,
  });
});

test('processor use is the difference of two looks', async () => {
  const look = (user: number, idle: number) => `n a\nk Linux 6\nc 4\ncpu ${user} 0 0 ${idle} 0 0 0 0\n`;
  const on = playback([
    { exec, stdout: look(100, 1000) },
    { exec, stdout: look(150, 1150) },
  ]);
  expect((await pm.list(on))[0]?.cpu).toBeUndefined();
  expect((await pm.list(on))[0]?.cpu).toBeCloseTo(1);
  on.done();
});

test('nonsense is a failure that names the host', async () => {
  const on = playback([{ exec, stdout: 'nonsense' }], { name: 'lab07' });
  await expect(pm.list(on)).rejects.toMatchObject({ code: 'unexpected-output', message: /lab07/ });
});

describe('this host', () => {
  let on: Channel;
  beforeEach(async () => {
    on = await localChannel();
  });
  afterEach(() => on.close());

  test('is what the system says', async () => {
    const [record] = await pm.list(on);
    expect(record).toMatchObject({ type: 'PM', label: hostname(), state: 'running', configured: true });
    expect(record?.memoryTotal).toBe(totalmem());
    expect(record?.consoles).toEqual([{ id: 'shell', kind: 'tty', title: 'Shell' }]);
    expect((await pm.probe(on)).usable).toBe(true);
  });

  test('its shell answers', async () => {
    const [record] = await pm.list(on);
    if (record === undefined) throw new Error('no record');
    const pipe = await pm.open(on, record, 'shell', { ask: nobody, size: { cols: 100, rows: 30 } });
    await pipe.write(new TextEncoder().encode('echo "$((6 * 7))-$(stty size)"\r'));
    let heard = '';
    for await (const bytes of pipe.bytes) {
      heard += new TextDecoder().decode(bytes);
      if (heard.includes('42-30 100')) break;
    }
    pipe.close();
    expect(heard).toContain('42-30 100');
  });
});
