/** Against a real RDP server (FreeRDP's shadow of an X display), with the real client on another display. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../channel/testing/sshd.ts';
import type { MachineAction } from '../../model/action.ts';
import type { Ask } from '../../model/prompt.ts';
import type { Channel } from '../../channel/channel.ts';
import type { KeptSession, RunOptions } from '../plugin.ts';
import { alone, job, localChannel, until } from '../testing/local.ts';
import { rdp } from './plugin.ts';

const has = (program: string): boolean => existsSync(`/usr/bin/${program}`);
const NEEDED = ['freerdp-shadow-cli', 'xfreerdp', 'Xvfb', 'xclock', 'xwd'];
const [THERE, HERE] = [':185', ':186'];
/** The NT hash of \`secret\` (MS-NLMP 3.3.1). */
const SAM = 'acue:::878d8014606cda29677a44efa1353fc7:::\n';
const ORANGE = [0x00, 0x88, 0xff];

describe.skipIf(!NEEDED.every(has))('a real RDP server', () => {
  const before = { HOME: process.env.HOME, DISPLAY: process.env.DISPLAY };
  const home = mkdtempSync(join(tmpdir(), 'ctys-rdp-'));
  const running: ChildProcess[] = [];
  let on: Channel;
  let port: number;

  const start = (argv: readonly string[], display?: string): void => {
    const [file = '', ...args] = argv;
    const env = { ...process.env, ...(display !== undefined && { DISPLAY: display }) };
    running.push(spawn(file, args, { stdio: 'ignore', env }));
  };
  const isUp = (display: string) => async (): Promise<boolean> =>
    (await on.exec(['env', `DISPLAY=${display}`, 'xdpyinfo'])).code === 0;

  beforeAll(async () => {
    process.env.HOME = home;
    on = await localChannel();
    port = await freePort();
    for (const display of [THERE, HERE])
      start(['Xvfb', display, '-screen', '0', '800x600x24', '-nolisten', 'tcp']);
    for (const display of [THERE, HERE]) await until(`display ${display}`, isUp(display));
    start(['xclock', '-bg', '#ff8800', '-geometry', '800x600+0+0'], THERE);
    writeFileSync(join(home, 'sam'), SAM);
    const sam = `/sam-file:${join(home, 'sam')}`;
    start(['freerdp-shadow-cli', `/port:${port}`, '/bind-address:127.0.0.1', sam, '/sec:nla'], THERE);
    await until('the server', async () => (await rdp.list(on)).some(({ vncPort }) => vncPort === port));
    await until('its port', async () =>
      on.connect({ host: '127.0.0.1', port }).then(
        (pipe) => {
          pipe.close();
          return true;
        },
        () => false,
      ),
    );
  }, 60_000);
  afterAll(async () => {
    for (const one of running.reverse()) {
      const ended = new Promise((done) => one.once('close', done));
      one.kill('SIGKILL');
      await ended;
    }
    on.close();
    Object.assign(process.env, before);
    if (before.DISPLAY === undefined) delete process.env.DISPLAY;
    rmSync(home, { recursive: true, force: true });
  });

  const kept: KeptSession[] = [];
  function options(answers: readonly string[]) {
    const ask: Ask = async () => answers;
    let closed = false;
    const o: RunOptions & { readonly lines: readonly string[] } = {
      ...job(),
      around: { ...alone, channel: async () => on, ask },
      keep: (session) => void kept.push(session),
      tunnel: async ({ to }) => ({ port: String(to.port), close: () => (closed = true) }),
    };
    return { o, wasClosed: () => closed };
  }
  const action = (more: Partial<MachineAction> = {}): MachineAction => ({
    ...{ verb: 'start', type: 'RDP', target: { label: 'tst1' } },
    start: { rdpPort: port },
    options: { display: HERE, geometry: '800x600' },
    ...more,
  });

  /** Points of the display that are near the colour the server shows; what is sent is compressed with loss. */
  async function orange(): Promise<number> {
    const { stdout } = await on.exec(
      ['sh', '-c', 'DISPLAY=$1 xwd -root -silent | tail -c +3300 | base64', 'sh', HERE],
      { maxBytes: 16 * 2 ** 20 },
    );
    const bytes = Buffer.from(stdout, 'base64');
    let count = 0;
    for (let at = 0; at + 3 < bytes.length; at++)
      if (ORANGE.every((value, n) => Math.abs((bytes[at + n] ?? 0) - value) < 12)) count++;
    return count;
  }

  test('a wrong password is told, and leaves nothing', async () => {
    const { o, wasClosed } = options(['acue', 'wrong-one']);
    await expect(rdp.create?.(on, action(), o)).rejects.toMatchObject({ code: 'command-failed' });
    expect(wasClosed()).toBe(true);
    expect(o.lines.join('\n')).not.toContain('wrong-one');
  });

  test('without a login a server that wants one says so', async () => {
    const { o } = options([]);
    await expect(rdp.create?.(on, action(), o)).rejects.toThrow('wants a user and a password');
  });

  test('shown under its label, listed, refused twice, ended', async () => {
    const { o } = options(['acue', 'secret']);
    await rdp.create?.(on, action(), o);
    expect(o.lines.join('\n')).not.toContain('secret');
    await until('the picture', async () => (await orange()) > 50_000);
    const client = (await rdp.list(on)).find(({ label, role }) => label === 'tst1' && role === 'client');
    expect(client).toMatchObject({ own: true, vncPort: port });
    expect(readFileSync(`/proc/${client?.pid}/cmdline`, 'utf8')).not.toContain('secret');
    await expect(rdp.create?.(on, action(), o)).rejects.toMatchObject({ code: 'wrong-state' });
    await rdp.create?.(on, action({ ifRunning: 'connect' }), o);
    expect(kept).toHaveLength(1);
    if (client === undefined) throw new Error('not listed');
    await rdp.operations.shutdown?.run(on, client, { verb: 'shutdown', target: {} }, o);
    await kept[0]?.ended;
    expect((await rdp.list(on)).filter(({ role, label }) => role === 'client' && label === 'tst1')).toEqual(
      [],
    );
  });

  test('nothing that listens is told before anybody is asked', async () => {
    const { o } = options(['acue', 'secret']);
    const nowhere = action({ start: { rdpPort: await freePort() } });
    await expect(rdp.create?.(on, nowhere, o)).rejects.toMatchObject({ code: 'not-found' });
  });
});
