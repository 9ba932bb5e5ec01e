/** The one connection to a monitor, when its guest goes meanwhile. */
import { expect, test } from 'vitest';
import type { Channel } from '../../channel/channel.ts';
import type { BytePipe } from '../../model/pipe.ts';
import { Guest } from './guest.ts';
import type { QemuProcess } from './processes.ts';

const process: QemuProcess = {
  ...{ pid: 10, parent: 1, uid: 0, user: 'root', startTicks: 1, cpuTicks: 0, rss: 0 },
  argv: ['qemu-system-x86_64', '-name', 'guest=one', '-qmp', 'unix:/run/one.qmp,server=on,wait=off'],
};

test('a guest that is gone while its monitor is being reached holds it no longer', async () => {
  let greet = (): void => {};
  const greeted = new Promise<void>((done) => {
    greet = done;
  });
  let closed = false;
  async function* bytes() {
    await greeted;
    yield new TextEncoder().encode('{"QMP": {}}\n{"return": {}, "id": 1}\n');
  }
  const pipe: Partial<BytePipe> = {
    bytes: bytes(),
    write: async () => {},
    close: () => {
      closed = true;
    },
  };
  const on = {
    name: 'here',
    elevation: 'none',
    gone: new AbortController().signal,
    exec: async () => ({ code: 0, stdout: '0\nroot\n/root\n', stderr: '' }),
    connect: async () => pipe,
  } as unknown as Channel;
  const guest = new Guest(on, process, { changed: () => {}, ended: () => {} });
  const opening = guest.monitor();
  guest.close();
  greet();
  await expect(opening).rejects.toMatchObject({ code: 'aborted' });
  expect(closed).toBe(true);
});
