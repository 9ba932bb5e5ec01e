/** The engine over the real pool: a real sshd that is killed and stopped under it, and this machine beside it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { noSshd, type Sshd, startSshd } from '../channel/testing/sshd.ts';
import type { MachineRecord } from '../model/machine.ts';
import type { Plugin } from '../plugins/plugin.ts';
import { createEngine, type Engine } from './engine.ts';
import { consoleClient } from './testing/console-client.ts';

const LONG = { timeout: 60_000, interval: 10 };

/** The host itself, as its kernel names it, with a shell. */
const node: Plugin = {
  type: 'PM',
  probe: async () => ({ type: 'PM', usable: true, missing: [] }),
  async list(on, options) {
    const { stdout } = await on.exec(['uname', '-n', '-m'], options);
    const record: MachineRecord = {
      type: 'PM',
      label: stdout.trim(),
      state: 'running',
      configured: true,
      consoles: [{ id: 'shell', kind: 'tty', title: 'Shell' }],
    };
    return [record];
  },
  operations: {},
  open: async (on, _machine, _console, { size, signal }) =>
    await on.spawn(['sh'], { pty: size ?? { cols: 80, rows: 24 }, ...(signal !== undefined && { signal }) }),
};

async function withEngine(work: (engine: Engine, sshd: Sshd) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'ctys-real-'));
  const sshd = await startSshd();
  await writeFile(
    join(folder, 'hosts.yaml'),
    `version: 1\nhosts:\n  box: { address: 127.0.0.1, port: ${sshd.port}, user: root }\n`,
  );
  const engine = await createEngine({
    version: '0',
    ...{ configDir: folder, cacheDir: join(folder, 'cache'), stateDir: join(folder, 'state') },
    sshConfig: sshd.sshConfig,
    plugins: [node],
    timings: { answer: 2_000, retryFirst: 20, retryMost: 100, poll: 100 },
  });
  try {
    await engine.refresh('box');
    await work(engine, sshd);
  } finally {
    await engine.close();
    await vi.waitFor(() => expect(sshd.sessions()).toEqual([]), LONG);
    sshd.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const state = (engine: Engine, host = 'box') => engine.tables.hosts.get(host)?.state;
const stop = (sshd: Sshd, signal: NodeJS.Signals): void => {
  for (const pid of [sshd.pid, ...sshd.sessions()]) process.kill(pid, signal);
};

describe.skipIf(noSshd !== undefined)('a real host', () => {
  test('is listed over one connection, beside this machine', () =>
    withEngine(async (engine, sshd) => {
      await engine.refresh('localhost');
      const machines = [...engine.tables.machines.values()];
      expect(machines.map(({ id, path }) => [id, path]).sort()).toEqual([
        ['pm:box', '/box'],
        ['pm:localhost', '/localhost'],
      ]);
      expect(new Set(machines.map(({ label }) => label)).size).toBe(1);
      expect(engine.tables.hosts.get('box')?.transport).toMatch(/^ssh2/);
      const before = sshd.sessions();
      for (let i = 0; i < 20; i++) await engine.refresh('box');
      expect(sshd.sessions()).toEqual(before);
    }));

  test('whose connection is killed under a console: the console says why, the host comes back', () =>
    withEngine(async (engine, sshd) => {
      const console = await consoleClient(engine, {
        machine: 'pm:box',
        console: 'shell',
        cols: 80,
        rows: 24,
      });
      console.write('echo $((6 * 7))\n');
      await vi.waitFor(() => expect(console.text()).toContain('42\r\n'), LONG);
      const since = engine.tables.hosts.get('box')?.since;
      for (const pid of sshd.sessions()) process.kill(pid, 'SIGKILL');
      expect(await console.ended).toMatchObject({ code: 'connection-lost' });
      await vi.waitFor(() => expect(engine.tables.hosts.get('box')?.since).not.toBe(since), LONG);
      await vi.waitFor(() => expect(state(engine)).toBe('up'), LONG);
      await vi.waitFor(() => expect(engine.tables.machines.get('pm:box')?.state).toBe('running'), LONG);
    }));

  test('that hangs is lost with its row in place, delays no other, and comes back', () =>
    withEngine(async (engine, sshd) => {
      stop(sshd, 'SIGSTOP');
      try {
        await expect(engine.refresh('box')).rejects.toMatchObject({
          code: expect.stringMatching(/timeout|connection-lost/),
        });
        expect(state(engine)).toBe('lost');
        expect(engine.tables.machines.get('pm:box')?.state).toBe('lost');
        await engine.refresh('localhost');
        expect(state(engine, 'localhost')).toBe('up');
      } finally {
        stop(sshd, 'SIGCONT');
      }
      await vi.waitFor(() => expect(state(engine)).toBe('up'), LONG);
      await vi.waitFor(() => expect(engine.tables.machines.get('pm:box')?.state).toBe('running'), LONG);
    }));
});
