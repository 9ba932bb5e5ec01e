/** An account whose home has no room left: a real tmpfs without blocks or names, reached through a real sshd. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Channel } from '../channel/channel.ts';
import { createPool, type Pool } from '../channel/pool.ts';
import { noSshd, type Sshd, startSshd } from '../channel/testing/sshd.ts';
import { makeUser, noRoot, type User } from '../channel/testing/users.ts';
import { fail } from '../model/failure.ts';
import { pm } from '../plugins/pm/plugin.ts';
import { alone, job } from '../plugins/testing/local.ts';
import { vnc } from '../plugins/vnc/plugin.ts';
import { copy } from './host-files/copy.ts';

const LONG = { timeout: 30_000, interval: 20 };
const DATA = Buffer.alloc(400_000, 'what must not be lost\n');
const has = (program: string): boolean => existsSync(`/usr/bin/${program}`);

describe.skipIf(noSshd ?? noRoot)('a home without room', () => {
  let user: User;
  let sshd: Sshd;
  let pool: Pool;
  let box: Channel;
  let here: string;

  beforeEach(async () => {
    here = mkdtempSync(join(tmpdir(), 'ctys-full-'));
    user = makeUser({ shell: '/bin/sh' });
    execFileSync('mount', [
      ...['-t', 'tmpfs', '-o', `size=1m,nr_inodes=64,mode=700,uid=${idOf(user)}`],
      ...['ctys-full', user.home],
    ]);
    sshd = await startSshd({
      config: ['Subsystem sftp internal-sftp', `SetEnv TMUX_TMPDIR=${user.home} SHLVL=5`],
    });
    pool = createPool({ ask: async () => null, sshConfig: sshd.sshConfig });
    box = await pool.channel(sshd.host({ user: user.name }));
  });
  afterEach(async () => {
    await pool.close();
    sshd.stop();
    execFileSync('umount', ['-l', user.home]);
    user.remove();
    rmSync(here, { recursive: true, force: true });
  });

  const idOf = ({ name }: User): string => execFileSync('id', ['-u', name], { encoding: 'utf8' }).trim();
  /** First the names, then the bytes. */
  const fill = (): void => {
    mkdirSync(join(user.home, 'full'));
    const names = 'i=0; while true >"$1/$i"; do i=$((i+1)); done 2>/dev/null';
    const bytes = 'dd if=/dev/zero of="$1/0" bs=4k 2>/dev/null';
    execFileSync('sh', ['-c', `${names}; ${bytes}; true`, 'sh', join(user.home, 'full')]);
  };
  const makeRoom = (): void => rmSync(join(user.home, 'full'), { recursive: true });

  async function send(): Promise<void> {
    const from = await (await pool.channel({ name: 'localhost' })).files?.();
    const to = await box.files?.();
    if (from === undefined || to === undefined) throw new Error('no files');
    try {
      await copy({
        ...{ from, to, paths: [join(here, 'a.bin')], folder: user.home, replace: true },
        ...{ signal: new AbortController().signal, claim: () => () => {}, told: () => {} },
      });
    } finally {
      to.close();
    }
  }

  test('a file that is sent there: told by name, what was there stays, and it arrives once there is room', async () => {
    const there = join(user.home, 'a.bin');
    writeFileSync(there, 'old');
    writeFileSync(join(here, 'a.bin'), DATA);
    fill();
    await expect(send()).rejects.toMatchObject({
      code: 'file-unwritable',
      message: expect.stringMatching(/^There is no room left for \/home\/.*a\.bin.* on box\.$/),
      remedy: expect.stringContaining('Make room there'),
    });
    expect(readFileSync(there, 'utf8')).toBe('old');
    makeRoom();
    await send();
    expect(readFileSync(there).equals(DATA)).toBe(true);
    expect(readdirSync(user.home)).toEqual(['a.bin']);
  });

  test('bytes alone run out in the middle: the same, and it goes on where it stopped', async () => {
    const there = join(user.home, 'a.bin');
    writeFileSync(there, 'old');
    writeFileSync(join(here, 'a.bin'), DATA);
    writeFileSync(join(user.home, 'much'), Buffer.alloc(800_000));
    await expect(send()).rejects.toMatchObject({
      code: 'file-unwritable',
      message: expect.stringMatching(/^There is no room left for .* on box\.$/),
    });
    expect(readFileSync(there, 'utf8')).toBe('old');
    rmSync(join(user.home, 'much'));
    await send();
    expect(readFileSync(there).equals(DATA)).toBe(true);
    expect(readdirSync(user.home)).toEqual(['a.bin']);
  });

  test.skipIf(!has('Xtigervnc'))(
    'a VNC session: told before anything runs, and nothing half made stays',
    async () => {
      fill();
      const start = job();
      const action = { verb: 'start', type: 'VNC', target: { label: 'full' } } as const;
      await expect(vnc.create?.(box, action, start)).rejects.toMatchObject({
        code: 'file-unwritable',
        message: `There is no room left for ${user.home}/.vnc/passwd on box.`,
        remedy: 'Make room there.',
      });
      expect(start.lines.join()).not.toContain('was made');
      expect(readdirSync(user.home)).toEqual(['full']);
      makeRoom();
      // Names there are, bytes there are not.
      writeFileSync(join(user.home, 'much'), '');
      execFileSync('sh', [
        '-c',
        'dd if=/dev/zero of="$1" bs=4k 2>/dev/null; true',
        'sh',
        join(user.home, 'much'),
      ]);
      await expect(vnc.create?.(box, action, job())).rejects.toMatchObject({
        code: 'file-unwritable',
        message: `There is no room left for ${user.home}/.vnc/passwd on box.`,
      });
      if (existsSync(join(user.home, '.vnc'))) expect(readdirSync(join(user.home, '.vnc'))).toEqual([]);
      rmSync(join(user.home, 'much'));
      await vnc.create?.(box, action, job());
      const ours = async () => (await vnc.list(box)).filter(({ label }) => label === 'full');
      const [machine] = await ours();
      if (machine === undefined) throw new Error('it does not run');
      await vnc.operations.shutdown?.run(box, machine, { verb: 'shutdown', target: {} }, job());
      expect(await ours()).toEqual([]);
    },
  );

  test.skipIf(!has('tmux'))(
    'a kept shell: told by host, place and remedy; one that is there goes on',
    async () => {
      const [record] = await pm.list(box);
      if (record === undefined) throw fail('not-found', 'no record');
      const open = () =>
        pm.open(box, record, 'kept', {
          ...alone,
          ...{ ask: async () => null, size: { cols: 90, rows: 30 } },
        });
      fill();
      const told = open().then(async (pipe) => {
        for await (const _bytes of pipe.bytes);
      });
      await expect(told).rejects.toMatchObject({
        code: 'file-unwritable',
        message: expect.stringMatching(/^There is no room left for \/home\/.*tmux.* on box\.$/),
        remedy: expect.stringContaining('Make room there'),
      });
      makeRoom();
      const first = await open();
      let heard = '';
      const reading = async (pipe: typeof first): Promise<void> => {
        for await (const bytes of pipe.bytes) heard += Buffer.from(bytes).toString();
      };
      void reading(first);
      await first.write(Buffer.from('echo mark-$((6 * 7))\r'));
      await vi.waitFor(() => expect(heard).toContain('mark-42'), LONG);
      fill();
      first.close();
      heard = '';
      const again = await open();
      const read = reading(again);
      await vi.waitFor(() => expect(heard).toContain('mark-42'), LONG);
      await again.write(Buffer.from('tmux kill-server\r'));
      // It ends by itself, with its server.
      await read;
    },
  );
});
