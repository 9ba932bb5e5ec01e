/**
 * The ancestor's calls on Xen (chapter 10 A to C of its reference) as they are typed in a shell, on a real Dom0: each has
 * its effect checked. lab00 and lab01 are that Dom0, entered as root, so that `-Z KSU` finds the rights there already.
 */
import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../core/bin/bootstrap.mjs';
import { run, waitFor } from './lab/run.ts';
import { type XenLab, xenAvailable, xenUp } from './lab/xen/index.ts';

const against = xenAvailable();
if (against !== null) console.warn(against);

const SLOW = { timeout: 90_000, every: 1000 };
const CONF = 'xen/tst-ctys/tst100/tst100.conf';

describe.skipIf(against !== null)('the calls of the ancestor on Xen', () => {
  let lab: XenLab;
  beforeAll(async () => {
    lab = await xenUp();
    const own = await readFile(lab.sshConfig, 'utf8');
    const alias = `Host lab00 lab01\n  HostName ${lab.address}\n  Port ${lab.port}\n  User root\n  HostKeyAlias [${lab.address}]:${lab.port}\n`;
    await writeFile(lab.sshConfig, `${alias}\n${own}`);
    await lab.must([
      'sh',
      '-c',
      `mkdir -p /root/xen/tst-ctys && for n in tst100 tst101; do cp -a /home/acue/xen/$n /root/xen/tst-ctys/; done
       sed -i 's/type = "pvh"/type = "pv"/' /root/xen/tst-ctys/tst101/tst101.conf`,
    ]);
  });
  afterAll(async () => {
    await lab?.down();
  });

  const environment = (): NodeJS.ProcessEnv => ({
    ...process.env,
    ...lab.env,
    NODE: process.execPath,
    CTYS: join(root, 'dist', 'ctys.mjs'),
    DISPLAY: '',
    WAYLAND_DISPLAY: '',
    HOME: '/root',
  });
  const functions =
    'ctys() { "$NODE" "$CTYS" "$@"; }; ctys-vhost() { ctys vhost "$@"; }; ctys-vdbgen() { ctys vdbgen "$@"; };';

  async function shell(
    line: string,
  ): Promise<{ readonly code: number | null; readonly out: string; readonly error: string }> {
    const { code, stdout, stderr } = await run(['bash', '-c', `${functions}\n${line}`], {
      env: environment(),
      timeout: 180_000,
    });
    return { code, out: stdout, error: stderr };
  }
  const ok = async (line: string): Promise<string> => {
    const { code, out, error } = await shell(line);
    expect({ line, code, error }).toMatchObject({ code: 0 });
    return out;
  };

  /** Types at the console a call opens until a shell of the guest has answered; then lets go of it. */
  async function answers(line: string): Promise<boolean> {
    const child = spawn('bash', ['-c', `exec ${line.replace(/^ctys/, '"$NODE" "$CTYS"')}`], {
      env: environment(),
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString('latin1');
    });
    const ended = new Promise((done) => child.once('close', done));
    await waitFor(
      `the answer of ${line}`,
      () => {
        child.stdin.write('root\necho the-$((40+2))-answer\n');
        return said.includes('the-42-answer');
      },
      SLOW,
    );
    child.kill('SIGTERM');
    await ended;
    return true;
  }

  const ids = async (): Promise<ReadonlyMap<string, number>> =>
    new Map((await lab.domains()).map(({ name, id }) => [name, id]));
  const runs = async (name: string): Promise<boolean> => (await ids()).has(name);
  const flags = async (name: string): Promise<string> =>
    (await lab.must(['xl', 'list', name])).trimEnd().split('\n').at(-1)?.split(/\s+/)[4] ?? '';
  const destroy = async (...names: readonly string[]): Promise<void> => {
    for (const name of names) if (await runs(name)) await lab.must(['xl', 'destroy', name]);
    await expect.poll(ids, { timeout: 60_000 }).toEqual(new Map([['Domain-0', 0]]));
  };
  const labels = (terse: string): readonly string[] =>
    terse
      .trimEnd()
      .split('\n')
      .map((line) => line.split(';')[2] ?? '');

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

  test('26 to 35, 60, 65: stopped at once, reset, rebooted, with every way to name it', async () => {
    const start = () => ok("ctys -t xen -a create=l:tst100,reuse,CONSOLE:none lab01'(-Z KSU)'");
    for (const call of [
      `ctys -t xen -a cancel=poweroff:0,p:/root/${CONF} lab00'(-Z KSU)'`,
      'ctys -t xen -a cancel=l:tst100,POWEROFF:0 lab01',
      'ctys -t xen -a cancel=l:tst100,POWEROFF:0 -c off -C off lab01',
      'ctys -t xen -a cancel=l:tst100,force,POWEROFF:0 lab01',
    ]) {
      await start();
      await ok(call);
      expect(await runs('tst100')).toBe(false);
    }
    await start();
    for (const call of [
      'ctys -t xen -a cancel=l:tst100,FORCE,RESET -c off -C off lab01',
      'ctys -t xen -a cancel=l:tst100,REBOOT,FORCE lab01',
      'ctys -t xen -a cancel=l:tst100,REBOOT,TIMEOUT:90 -c off -C off lab01',
      `ctys -t xen -a cancel=FORCE,REBOOT,TIMEOUT:90,p:/root/${CONF} -c off -C off lab01`,
    ]) {
      const before = (await ids()).get('tst100') ?? 0;
      await ok(call);
      expect((await ids()).get('tst100')).toBeGreaterThan(before);
    }
  });

  test('36 to 38: paused, suspended, asked for a run level', async () => {
    await ok("ctys -t xen -a create=l:tst100,reuse,CONSOLE:none lab01'(-Z KSU)'");
    await ok('ctys -t xen -a cancel=l:tst100,PAUSE lab01');
    expect(await flags('tst100')).toContain('p');
    await ok('ctys -t xen -a create=l:tst100,resume,CONSOLE:none lab01');
    expect(await flags('tst100')).not.toContain('p');
    await ok('ctys -t xen -a cancel=l:tst100,FORCE,SUSPEND lab01');
    expect(await runs('tst100')).toBe(false);
    await ok('ctys -t xen -a create=l:tst100,resume,CONSOLE:none lab01');
    await ok('ctys -t xen -a cancel=l:tst100,INIT:0 lab00');
    expect(await runs('tst100')).toBe(false);
  });

  test('28, 39 to 46: tables of what runs and what is configured, and the database of it', async () => {
    await ok("ctys -t xen -a create=l:tst100,reuse,CONSOLE:none lab00'(-Z KSU)'");
    const machine = await ok('ctys -t xen -a list=machine,titleidx lab00');
    expect(machine).toMatch(/^ContainingMachine\(1\);SessionType\(2\);/);
    expect(labels(machine).slice(1)).toEqual(['Domain-0', 'tst100']);
    expect((await ok('ctys -a list lab01')).match(/\|(?:PM|XEN) /g)).toHaveLength(3);
    expect((await ok('ctys -t xen -a list lab01')).match(/\|XEN /g)).toHaveLength(2);
    expect(await ok('ctys -t xen -a list localhost lab01')).toMatch(/^lab01 +\|\S+ +\|tst100 +\|XEN/m);
    const stored = await ok('ctys -t xen -a enumerate=machine,title,b:xen localhost lab00');
    expect(labels(stored)).toEqual(expect.arrayContaining(['tst100', 'tst101']));
    await ok("ctys-vdbgen --replace -t xen lab00'(-Z KSU)'");
    const known = await ok('ctys-vhost -o machine -s -M all lab00 XEN tst100');
    expect(known).toMatch(/tst100-inst\.conf/);
    expect(known).toMatch(/tst100\.conf/);
    // Domain-0 is never taken along.
    await ok('ctys -t xen -a cancel=all,force,poweroff:0 lab00');
    expect([...(await ids()).keys()]).toEqual(['Domain-0']);
  });
});
