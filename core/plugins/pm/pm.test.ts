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

test('disks and cards are summed, the virtual ones only where there are no others', () => {
  const told = 'n a\nk Linux 6\nD 10 20\nD 1 1\nN v 1000 1000\nN e 5 6\nN e 1 1\n';
  expect(parseHost(told)).toMatchObject({ disk: 32 * 512, net: 13 });
  expect(parseHost('n a\nk Linux 6\nN v 2 3\n')).toMatchObject({ net: 5 });
  expect(parseHost('n a\nk Linux 6\n')).not.toHaveProperty('disk');
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
    expect(record?.consoles[0]).toEqual({ id: 'shell', kind: 'tty', title: 'Shell' });
    expect((await pm.probe(on)).usable).toBe(true);
    const rate = async (): Promise<number | undefined> => (await pm.list(on))[0]?.netRate;
    await expect.poll(rate, { timeout: 10_000 }).toBeGreaterThanOrEqual(0);
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

describe("a host's own configuration", () => {
  const look = (keys: string) =>
    playback([{ exec, stdout: `n lab00.example\nk Linux 6\nm 1048576\nf /etc/ctys.d/pm.conf\n${keys}` }]);

  test('stands for what the host tells, and adds what it does not', async () => {
    const on = look(`#@#MAGICID-PM
#@#LABEL = "lab00"
#@#UUID = "6F9F5D1E7F0B4C558F3B0F5A2A7D1C01"
#@#DIST = "debian"
#@#OS = "Linux"
#@#VRAM = "24106"
#@#VMSTATE = "ACTIVE"
#@#USTRG = "inet 10.9.9.9"
#@#GATEWAY = "192.0.2.1"
#@#MAC0 = "02:00:00:00:00:01"
#@#IP0 = "192.0.2.2%255.255.255.0%%eth0"
#@#MAC1 = "02:00:00:00:00:02"
#@#IP1 = ""
`);
    const [record] = await pm.list(on);
    expect(record).toMatchObject({
      label: 'lab00',
      uuid: '6f9f5d1e-7f0b-4c55-8f3b-0f5a2a7d1c01',
      config: '/etc/ctys.d/pm.conf',
      facts: { dist: 'debian', os: 'Linux', vram: '24106', vmState: 'ACTIVE' },
      interfaces: [
        {
          mac: '02:00:00:00:00:01',
          ip: '192.0.2.2',
          netmask: '255.255.255.0',
          name: 'eth0',
          gateway: '192.0.2.1',
        },
        { mac: '02:00:00:00:00:02', gateway: '192.0.2.1' },
      ],
    });
    expect(record).not.toHaveProperty('addresses');
  });

  test.each(['', '#@#MAGICID-IGNORE\n#@#LABEL = "x"\n', '##@#LABEL = "x"\n'])(
    'counts for nothing when there is none in it, or it asks for that: %o',
    async (keys) => {
      const [record] = await pm.list(look(keys));
      expect(record).toMatchObject({ label: 'lab00.example' });
      expect(record).not.toHaveProperty('config');
      expect(record).not.toHaveProperty('facts');
    },
  );
});
