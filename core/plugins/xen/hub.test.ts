/** When a change of the list is looked at more closely: lists as xl 4.17 printed them while a guest was built. */
import { expect, test } from 'vitest';
import type { Channel } from '../../channel/channel.ts';
import { Hub } from './hub.ts';
import type { Listed } from './list-script.ts';

const DOMAIN_0 = 'Domain-0  0  640  1  r-----  10.8 00000000-0000-0000-0000-000000000000';
const ASKS = 'menu106  1  0  0  --p---  0.0 6842ca06-1e3e-4324-9ed5-96b8b9f2c5c2';

/** Its boot loader has a terminal, and xl no configuration yet. */
const ANSWER = `X /usr/sbin/xl
L
 Name ID Mem VCPUs State Time(s) UUID
 ${DOMAIN_0}
 ${ASKS}
J
 []
S
 /local/domain/1/console/tty = "/dev/pts/1"
`;

test('a guest that is built is looked at as it gets further, not as its memory grows', async () => {
  const exec = async () => ({ code: 0, stdout: ANSWER, stderr: '' });
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
