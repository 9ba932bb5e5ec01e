/** Against real VNC servers on this machine, in a home of its own. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Channel } from '../../channel/channel.ts';
import { parseCall } from '../../ctys/parse.ts';
import type { MachineAction } from '../../model/action.ts';
import type { MachineRecord } from '../../model/machine.ts';
import { job, localChannel, nobody, until } from '../testing/local.ts';
import { vnc } from './plugin.ts';
import { readSecret, SHIPPED_DEFAULT, writeSecret } from './secret.ts';

const has = (program: string): boolean => existsSync(`/usr/bin/${program}`);

describe.skipIf(!has('Xtigervnc'))('real VNC servers', () => {
  const before = process.env.HOME;
  let home: string;
  let on: Channel;

  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'ctys-vnc-'));
    process.env.HOME = home;
    on = await localChannel();
  });
  afterEach(async () => {
    for (const machine of await ours()) await end(machine);
    on.close();
    process.env.HOME = before;
    rmSync(home, { recursive: true, force: true });
  });

  const ours = async (): Promise<readonly MachineRecord[]> =>
    (await vnc.list(on)).filter(({ details }) => details?.['Password file']?.startsWith(home));
  const one = async (label: string): Promise<MachineRecord> => {
    const found = (await ours()).find((machine) => machine.label === label);
    if (found === undefined) throw new Error(`${label} does not run.`);
    return found;
  };
  const create = async (label: string, more: Partial<MachineAction> = {}): Promise<readonly string[]> => {
    const o = job();
    await vnc.create?.(on, { verb: 'start', type: 'VNC', target: { label }, ...more }, o);
    return o.lines;
  };
  const end = async (machine: MachineRecord, more: Partial<MachineAction> = {}): Promise<void> =>
    await vnc.operations.shutdown?.run(on, machine, { verb: 'shutdown', target: {}, ...more }, job());

  /** What a viewer sees of the server's screen after the door: its size and name. */
  async function greet(machine: MachineRecord, how: { wary?: number; take?: boolean } = {}) {
    const pipe = await vnc.open(on, machine, 'vnc', { ask: nobody, ...how });
    await pipe.write(Buffer.from('RFB 003.008\n'));
    await pipe.write(Uint8Array.of(1));
    await pipe.write(Uint8Array.of(1));
    let heard = Buffer.alloc(0);
    for await (const bytes of pipe.bytes) {
      heard = Buffer.concat([heard, bytes]);
      // Version 12, one type, the result 4, then ServerInit (RFC 6143, 7.3.2).
      const size = heard.length >= 42 ? heard.readUInt32BE(38) : Number.POSITIVE_INFINITY;
      if (heard.length >= 42 + size) break;
    }
    const at = 12 + 2 + 4;
    const shown = {
      size: `${heard.readUInt16BE(at)}x${heard.readUInt16BE(at + 2)}`,
      name: heard.subarray(at + 24).toString(),
    };
    return { shown, pipe };
  }

  test('a session under a label: password file made, screen opened without asking, ended without a trace', async () => {
    expect(await vnc.probe(on)).toMatchObject({ usable: true, version: expect.stringMatching(/^Ti/) });
    expect(await create('tst', { options: { geometry: '800x600' } })).toContainEqual(
      expect.stringContaining('.vnc/passwd was missing'),
    );
    const file = join(home, '.vnc', 'passwd');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const password = readSecret(readFileSync(file));
    expect(password).toMatch(/^\w{8}$/);
    const machine = await one('tst');
    expect(machine).toMatchObject({ own: true, user: 'root', group: 'root', details: { Size: '800x600' } });
    expect(machine.vncPort).toBe(5900 + Number(machine.number));
    const { shown, pipe } = await greet(machine);
    expect(shown).toEqual({ size: '800x600', name: 'tst' });
    expect((await one('tst')).clients).toEqual(['127.0.0.1']);
    pipe.close();
    await until('its leaving', async () => (await one('tst')).clients === undefined);
    const folder = readFileSync(`/proc/${machine.pid}/cmdline`, 'utf8').split('\0');
    const authority = folder[folder.indexOf('-auth') + 1] ?? '';
    expect(existsSync(authority)).toBe(true);
    await end(machine);
    expect(await ours()).toEqual([]);
    expect(existsSync(`/tmp/.X11-unix/X${machine.number}`)).toBe(false);
    await until('its folder to be gone', async () => !existsSync(join(authority, '..')));
    // The next one has the same file.
    await create('again');
    expect(readSecret(readFileSync(file))).toBe(password);
  });

  test('the password the ancestor was shipped with is never used', async () => {
    await on.exec(['mkdir', '-p', join(home, '.vnc')]);
    writeFileSync(join(home, '.vnc', 'passwd'), writeSecret(SHIPPED_DEFAULT));
    expect((await create('tst')).join()).toContain('has a new one');
    expect(readSecret(readFileSync(join(home, '.vnc', 'passwd')))).toMatch(/^\w{8}$/);
  });

  test('sessions side by side, a window manager, a port by name, and what goes wrong', async () => {
    await Promise.all([
      create('a', { start: { windowManager: 'TWM' } }),
      create('b', { start: { vncPort: 6017 } }),
    ]);
    const [a, b] = [await one('a'), await one('b')];
    expect(a.number).not.toBe(b.number);
    expect(b.vncPort).toBe(6017);
    expect((await greet(b)).shown.name).toBe('b');
    await until('its window manager', async () => {
      const { stdout } = await on.exec(['sh', '-c', 'cat /proc/[0-9]*/environ 2>/dev/null | tr "\\0" "\\n"']);
      return stdout.includes(`DISPLAY=:${a.number}\n`);
    });
    await expect(create('c', { start: { windowManager: 'DTWM' } })).rejects.toMatchObject({
      code: 'tool-missing',
      message: expect.stringContaining('DTWM'),
    });
    await expect(create('c', { target: { label: 'c', id: a.number ?? '' } })).rejects.toMatchObject({
      code: 'busy',
    });
    await expect(create('c', { options: { geometry: 'huge' } })).rejects.toMatchObject({ code: 'bad-input' });
  });

  test.skipIf(!has('vncconfig'))('viewers are dismissed, the session goes on', async () => {
    await create('tst');
    const { pipe } = await greet(await one('tst'));
    await end(await one('tst'), { side: 'client' });
    await until('the end of the viewer', async () => (await one('tst')).clients === undefined);
    pipe.close();
    expect(await one('tst')).toMatchObject({ state: 'running' });
  });

  /** A viewer of this host, on a screen of its own, and one that came from elsewhere; what is left of the three. */
  async function watched() {
    await create('desk');
    await create('tst');
    const desk = await one('desk');
    const { authority, file } = {
      authority: wordAfter(desk, '-auth'),
      file: join(home, '.vnc', 'passwd'),
    };
    const { vncPort } = await one('tst');
    const child = spawn('xtigervncviewer', ['-passwd', file, `localhost::${vncPort}`], {
      stdio: 'ignore',
      env: { ...process.env, DISPLAY: `:${desk.number}`, XAUTHORITY: authority },
    });
    const over = new Promise<void>((ended) => child.once('exit', () => ended()));
    const afar = await greet(await one('tst'));
    const afarEnds = (async () => {
      for await (const _bytes of afar.pipe.bytes);
    })().catch(() => undefined);
    await until('both viewers', async () => (await one('tst')).clients?.length === 2);
    const letGo = (): void => {
      child.kill('SIGKILL');
      afar.pipe.close();
    };
    return { afarEnds, over, letGo };
  }
  const wordAfter = ({ pid }: MachineRecord, option: string): string => {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return words[words.indexOf(option) + 1] ?? '';
  };

  describe.skipIf(!has('vncconfig') || !has('xtigervncviewer'))(
    'CANCEL of a session that is looked at',
    () => {
      test('CLIENT: its viewers go, here and elsewhere; it runs on and can be looked at', async () => {
        const { afarEnds, letGo } = await watched();
        try {
          const before = await one('tst');
          await end(before, sideOf('CLIENT'));
          await afarEnds;
          await until('nobody to look on', async () => (await one('tst')).clients === undefined);
          expect(await one('tst')).toMatchObject({ state: 'running', pid: before.pid });
          const { shown, pipe } = await greet(await one('tst'));
          expect(shown.name).toBe('tst');
          pipe.close();
        } finally {
          letGo();
        }
      });

      // Viewers end with their server, so that these are the same (chapter 5 of the reference).
      test.each(['SERVER', 'BOTH', ''])(
        '%s: the session goes and its viewers with it; others stay',
        async (word) => {
          const { afarEnds, letGo } = await watched();
          try {
            const before = await one('tst');
            await end(before, sideOf(word));
            await afarEnds;
            expect((await ours()).map(({ label }) => label)).toEqual(['desk']);
            expect(existsSync(`/proc/${before.pid}`)).toBe(false);
            expect(existsSync(`/tmp/.X11-unix/X${before.number}`)).toBe(false);
            const { shown, pipe } = await greet(await one('desk'));
            expect(shown.name).toBe('desk');
            pipe.close();
          } finally {
            letGo();
          }
        },
      );
    },
  );

  test('CANCEL=ALL: every session goes', async () => {
    await Promise.all([create('a'), create('b')]);
    const all = await ours();
    const [action] = parseCall(['-t', 'VNC', '-a', 'CANCEL=ALL']);
    expect(action).toMatchObject({ verb: expect.any(String), target: { all: true } });
    for (const machine of all) await end(machine, action as Partial<MachineAction>);
    expect(await ours()).toEqual([]);
    for (const { number } of all) expect(existsSync(`/tmp/.X11-unix/X${number}`)).toBe(false);
  });

  /** As the call says it. */
  function sideOf(word: string): Partial<MachineAction> {
    const [action] = parseCall(['-t', 'VNC', '-a', `CANCEL=L:tst${word && `,${word}`}`]);
    if (action === undefined || !('target' in action)) throw new Error('no call');
    return action as Partial<MachineAction>;
  }

  test.skipIf(!has('vncconfig'))(
    'who looks on is told of before one more comes, shared with, or let go',
    async () => {
      await create('tst');
      const machine = await one('tst');
      const first = await greet(machine, { wary: 0 });
      const firstEnds = (async () => {
        for await (const _bytes of first.pipe.bytes);
      })().catch(() => undefined);
      await expect(greet(machine, { wary: 0 })).rejects.toMatchObject({
        code: 'busy',
        message: 'The screen of tst is looked at already: somebody on localhost or through SSH.',
        data: { shareable: true, takeable: true },
      });
      // One of ours is no other.
      const second = await greet(machine, { wary: 1 });
      expect((await one('tst')).clients).toHaveLength(2);
      second.pipe.close();
      const third = await greet(machine, { take: true });
      await firstEnds;
      expect((await one('tst')).clients).toHaveLength(1);
      third.pipe.close();
      await until('nobody to look on', async () => (await one('tst')).clients === undefined);
    },
  );

  test.skipIf(!has('x11vnc'))('x11vnc on a display that is there', async () => {
    await create('tst');
    const { pid, number } = await one('tst');
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    const port = 6040;
    const auth = words[words.indexOf('-auth') + 1] ?? '';
    const file = join(home, '.vnc', 'passwd');
    const argv = ['-display', `:${number}`, '-auth', auth, '-rfbport', String(port), '-rfbauth', file];
    const child = spawn('x11vnc', [...argv, '-localhost', '-forever', '-shared', '-desktop', 'shared'], {
      stdio: 'ignore',
    });
    try {
      const found = await until('x11vnc', async () => (await ours()).find(({ label }) => label === 'shared'));
      expect(found).toMatchObject({ vncPort: port, number, details: { Server: 'x11vnc' } });
      const screen = await until('its port', async () => await greet(found).catch(() => undefined));
      screen.pipe.close();
      await end(found);
      expect((await ours()).map(({ label }) => label)).toEqual(['tst']);
    } finally {
      child.kill('SIGKILL');
    }
  });

  test.skipIf(!has('Xtightvnc'))('a TightVNC server is seen and opened', async () => {
    writeFileSync(join(home, 'passwd'), writeSecret('secret12'), { mode: 0o600 });
    const argv = [':77', '-desktop', 'tight', '-rfbport', '5977', '-rfbauth', join(home, 'passwd')];
    const child = spawn('Xtightvnc', [...argv, '-geometry', '640x480', '-localhost'], { stdio: 'ignore' });
    try {
      const found = await until('it', async () => (await ours()).find(({ label }) => label === 'tight'));
      const { shown, pipe } = await until('its port', async () => await greet(found).catch(() => undefined));
      expect(shown).toEqual({ size: '640x480', name: expect.stringContaining('tight') });
      pipe.close();
      await end(found);
      expect(await ours()).toEqual([]);
    } finally {
      child.kill('SIGKILL');
    }
  });
});
