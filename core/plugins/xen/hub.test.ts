/** When a change of the list is looked at more closely: lists as xl 4.17 printed them while a guest was built. */
import { expect, test } from 'vitest';
import type { Channel } from '../../channel/channel.ts';
import { Hub } from './hub.ts';
import type { Listed } from './list-script.ts';

const DOMAIN_0 = 'Domain-0  0  640  1  r-----  10.8 00000000-0000-0000-0000-000000000000';
const ASKS = 'menu106  1  0  0  --p---  0.0 6842ca06-1e3e-4324-9ed5-96b8b9f2c5c2';

/** Its boot loader has a terminal, and xl no configuration yet. */
const answer = (mark = '') => `${mark} X /usr/sbin/xl
${mark} L
Name ID Mem VCPUs State Time(s) UUID
${DOMAIN_0}
${ASKS}
${mark} J
[]
${mark} S
/local/domain/1/console/tty = "/dev/pts/1"
`;

test('a guest that is built is looked at as it gets further, not as its memory grows', async () => {
  const exec = async (argv: readonly string[]) => ({ code: 0, stdout: answer(argv[4]), stderr: '' });
  const hub = new Hub({ name: 'dom0', elevation: 'none', exec } as unknown as Channel);
  const listed = await hub.domains();
  expect((await hub.list()).map(({ label, state }) => [label, state])).toEqual([
    ['Domain-0', 'running'],
    ['menu106', 'starting'],
  ]);
  const [control, guest] = listed.map((one) => one.listed);
  if (control === undefined || guest === undefined) throw new Error('The list is short.');
  const now = (more: Partial<Listed>): readonly Listed[] => [control, { ...guest, ...more }];
  expect(hub.news(now({ memory: 12 }))).toEqual([]);
  expect(hub.news(now({ memory: 96 }))).toEqual([]);
  expect(hub.news(now({ memory: 96, vcpus: 1 }))).toBeNull();
  expect(hub.news(now({ memory: 96, flags: '-b----' }))).toBeNull();
  expect(hub.news([control])).toBeNull();
});

const SHOWS = 'tst102  2  96  1  -b----  1.0 e4d1d6f0-a927-4a4f-8f0f-2b7c9a5ce102';
/** As LOOK prints it: one client through a tunnel, one from elsewhere, and one at another screen. */
const LOOKS = `/proc/net/tcp:   3: 0100007F:170D 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 9 1
/proc/net/tcp6:   1: 0000000000000000FFFF00000A0A4D0A:170D 0000000000000000FFFF00000B0A4D0A:1F90 01 00000000:00000000 00:00000000 00000000 0 0 9 1
/proc/net/tcp:   4: 0100007F:170E 0100007F:9C42 01 00000000:00000000 00:00000000 00000000     0        0 9 1`;

test('who looks at a screen is asked in the call of the list', async () => {
  const calls: (readonly string[])[] = [];
  const exec = async (argv: readonly string[]) => {
    calls.push(argv);
    const first = calls.length === 1;
    const screen = ['tty = "/dev/pts/2"', 'port = "4"', 'vnc-port = "5901"', 'vnc-listen = "127.0.0.1"'];
    const mark = argv[4];
    const stdout = first
      ? `${mark} X /usr/sbin/xl
${mark} L
Name ID Mem VCPUs State Time(s) UUID
${DOMAIN_0}
${SHOWS}
${mark} T
${LOOKS}
${mark} J
[{"domid":0,"config":{}},{"domid":2,"config":{"c_info":{"type":"pv"},"vfbs":[{}]}}]
${mark} S
${screen.map((line) => `/local/domain/2/console/${line}`).join('\n')}
`
      : `Name ID Mem VCPUs State Time(s) UUID\n${DOMAIN_0}\n${SHOWS}\n`;
    return { code: 0, stdout, stderr: '' };
  };
  const hub = new Hub({ name: 'dom0', elevation: 'none', exec } as unknown as Channel);
  const clients = async () => (await hub.list()).map((record) => record.clients);
  expect(await clients()).toEqual([undefined, ['127.0.0.1', '10.77.10.11']]);
  expect(await clients()).toEqual([undefined, undefined]);
  expect(calls.at(-1)?.slice(0, 2)).toEqual(['sh', '-c']);
  expect(calls.at(-1)?.slice(-3)).toEqual(['/usr/sbin/xl', 'list', '-v']);
  expect(calls.at(-1)?.[2]).toContain('/proc/net/tcp');
});
