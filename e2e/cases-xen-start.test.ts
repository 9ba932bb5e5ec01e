/**
 * The ancestor's calls on Xen (chapter 10 A and B of its reference) that start guests and open their consoles, on a real
 * Dom0: each has its effect checked.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withDisplay } from './lab/display.ts';
import { run, waitFor } from './lab/run.ts';
import { type XenLab, xenAvailable } from './lab/xen/index.ts';
import { addMenuGuest } from './lab/xen/menus.ts';
import { CONF, callsOn, dom0ForCalls, SLOW } from './xen-calls.ts';

const against = xenAvailable();
if (against !== null) console.warn(against);

describe.skipIf(against !== null)('guests started by the calls of the ancestor on Xen', () => {
  let lab: XenLab;
  beforeAll(async () => {
    lab = await dom0ForCalls();
  });
  afterAll(async () => {
    await lab?.down();
  });
  const { answers, destroy, environment, flags, ok, runs, shell, standIn, talks } = callsOn(() => lab);

  test('1 to 12: started with a console, and consoles by every kind of address', async () => {
    const on = "lab00'(-Z KSU)'";
    expect(await answers(`ctys -t xen -a create=f:${CONF},CONSOLE:cli -z 2 -b 0,2 ${on}`)).toBe(true);
    const uuid = '6842caf91e3e43249ed596b8b9f2c5c2';
    for (const address of [
      `p:$HOME/${CONF}`,
      `f:${CONF}`,
      'f:tst-ctys/tst100/tst100.conf',
      'f:tst100/tst100.conf',
      `i:$HOME/${CONF}`,
      'l:tst100',
      `u:${uuid}`,
      'm:00:50:56:13:11:40',
      't:192.168.1.220',
    ])
      expect(await answers(`ctys -t xen -a create=${address},CONSOLE:cli,connect ${on}`)).toBe(true);
    await destroy('tst100');
    expect(await answers(`ctys -t xen -a create=f:${CONF},CONSOLE:cli ${on}`)).toBe(true);
    await destroy('tst100');
    await ok(`ctys -t xen -a create=l:tst100,CONSOLE:none ${on}`);
    expect(await runs('tst100')).toBe(true);
    await destroy('tst100');
  });

  test('13 to 18: consoles that need a display say so, the guest runs all the same', async () => {
    for (const [console, said] of [
      ['emacs', /EMACS needs a display/],
      ['vnc', /no VNC console/],
    ] as const) {
      expect(
        await shell(`ctys -t xen -a create=f:${CONF},reuse,CONSOLE:${console} lab00'(-Z KSU)'`),
      ).toMatchObject({
        code: 7,
        error: expect.stringMatching(said),
      });
      expect(await runs('tst100')).toBe(true);
    }
    for (const console of ['xterm', 'gterm'])
      expect(
        await answers(`ctys -t xen -a create=f:${CONF},connect,CONSOLE:${console} lab00'(-Z KSU)'`),
      ).toBe(true);
    expect((await shell(`ctys -t xen -a create=f:${CONF},CONSOLE:none lab00'(-Z KSU)'`)).error).toMatch(
      /runs already/,
    );
    await destroy('tst100');
  });

  // Client and tunnel as rows of a host that goes on running: chapter 4.7 in cases.test.ts.
  test('17: its screen in a viewer of this machine, through a tunnel for that once, and its text beside it', async () => {
    await lab.must(['cp', '-a', '/home/acue/xen/tst102', '/root/xen/tst-ctys/']);
    const line = `-t xen -a create=f:xen/tst-ctys/tst102/tst102.conf,CONSOLE:vnc -L CF lab00'(-Z KSU)'`;
    await withDisplay(join(lab.home, 'display'), 90, environment(), async (env, titles) => {
      const child = spawn('bash', ['-c', `exec "$NODE" "$CTYS" ${line}`], { env });
      let said = '';
      child.stderr.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
      const ended = new Promise((done) => child.once('close', done));
      const seen = async () => (await titles()).includes('TigerVNC');
      try {
        await waitFor('its screen', async () => child.exitCode !== null || (await seen()), SLOW);
        expect({ code: child.exitCode, said }).toMatchObject({ code: null });
        const { stdout } = await run(['ss', '-Htlnp']);
        const ports = stdout.split('\n').filter((port) => port.includes(`pid=${child.pid},`));
        expect(ports).toEqual([expect.stringMatching(/ 127\.0\.0\.1:59[5-9]\d /)]);
        expect(await runs('tst102')).toBe(true);
        await inEmacs(env);
        await inTerminal(env, titles);
        expect(await seen()).toBe(true);
      } finally {
        child.kill('SIGTERM');
        await ended;
      }
    });
    await destroy('tst102');
  });

  /** Emacs runs a call of its own, which is followed here. */
  async function inEmacs(env: NodeJS.ProcessEnv): Promise<void> {
    const emacs = await standIn('emacs');
    const path = { ...env, PATH: `${emacs.folder}:${env.PATH}` };
    await ok('ctys -t xen -a create=l:tst102,connect,CONSOLE:emacs lab00', path);
    const strings = (await emacs.said()).matchAll(/"((?:[^"\\]|\\.)*)"/g);
    const [buffer, ...call] = [...strings].map(([, text = '']) => text);
    expect(buffer).toBe('tst102');
    expect(await talks('the call in Emacs', call, env)).toBe(true);
  }

  /** A terminal program on the display runs a call of its own, whose guest answers in it. */
  async function inTerminal(env: NodeJS.ProcessEnv, titles: () => Promise<string>): Promise<void> {
    await ok('ctys -t xen -a create=l:tst102,connect,CONSOLE:xterm -L LO lab00', env);
    await waitFor('the terminal', async () => /"tst102".*"xterm"/.test(await titles()), SLOW);
  }

  test('with a console from the first byte: the menu of a boot loader, and then the guest', async () => {
    await addMenuGuest(lab, '/root/xen');
    const talk = spawn('bash', ['-c', `exec "$NODE" "$CTYS" -t xen -a create=l:menu106,CONSOLE:cli lab00`], {
      env: environment(),
    });
    let said = '';
    talk.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString('latin1');
    });
    const ended = new Promise<number | null>((done) => talk.once('close', done));
    await waitFor('the menu', () => said.includes('Which one?'), SLOW);
    expect(await flags('menu106')).toBe('--p---');
    talk.stdin.write('2');
    await waitFor('its login', () => said.includes('menu106 login:'), SLOW);
    expect(said.indexOf('Number 2.')).toBeLessThan(said.indexOf('GUEST-READY menu106'));
    // The call ends with its guest.
    await destroy('menu106');
    expect(await ended).toBe(0);
  });

  test('19 to 21: resumed from a state that is named', async () => {
    await ok(`ctys -t xen -a create=l:tst100,CONSOLE:none lab01`);
    await ok('ctys -t xen -a cancel=l:tst100,SUSPEND:mystate.stat lab01');
    expect(await runs('tst100')).toBe(false);
    await ok('ctys -t xen -a create=l:tst100,RESUME:mystate.stat,CONSOLE:none lab01');
    expect(await runs('tst100')).toBe(true);
    await ok('ctys -t xen -a cancel=l:tst100,SUSPEND lab01');
    expect(await shell('ctys -t xen -a create=l:tst100,RESUME,CONSOLE:EMACS lab01')).toMatchObject({
      code: 7,
    });
    expect(await runs('tst100')).toBe(true);
    await destroy('tst100');
  });

  test('22 to 25: two guests in one call, each with its own context', async () => {
    const second = 'xen/tst-ctys/tst101/tst101.conf';
    const calls = [
      `ctys -t xen -- '(-Z KSU)' lab00'(-a create=f:${CONF},CONSOLE:none)' lab00'(-a create=f:${second},CONSOLE:none)'`,
      `ctys -t xen -- lab00'(-a create=f:${CONF},CONSOLE:none -Z KSU)' lab01'(-a create=f:${second},CONSOLE:none -Z SUDO)'`,
    ];
    for (const call of calls) {
      await ok(call);
      expect([await runs('tst100'), await runs('tst101')]).toEqual([true, true]);
      await destroy('tst100', 'tst101');
    }
  });
});
