/**
 * The ancestor's calls on Xen (chapter 10 A to C of its reference) that stop guests and list them, on a real Dom0: each
 * has its effect checked.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type XenLab, xenAvailable } from './lab/xen/index.ts';
import { CONF, callsOn, dom0ForCalls } from './xen-calls.ts';

const against = xenAvailable();
if (against !== null) console.warn(against);

const labels = (terse: string): readonly string[] =>
  terse
    .trimEnd()
    .split('\n')
    .map((line) => line.split(';')[2] ?? '');

describe.skipIf(against !== null)('guests stopped and listed by the calls of the ancestor on Xen', () => {
  let lab: XenLab;
  beforeAll(async () => {
    lab = await dom0ForCalls();
  });
  afterAll(async () => {
    await lab?.down();
  });
  const { flags, ids, ok, runs } = callsOn(() => lab);

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

  test('28, 39 to 49: tables of what runs and what is configured, the database of it, and reports', async () => {
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
    const both = await ok('ctys -a list localhost lab00');
    for (const row of [/^localhost .*\|PM /m, /^lab00 .*\|tst100 +\|XEN /m, /^lab00 .*\|PM /m])
      expect(both).toMatch(row);
    expect(await ok('ctys -a list=macro:TAB_CPORT localhost lab00')).toMatch(
      /^tst100 +\|XEN +\| *\|lab00 +\|00:50:56:13:11:40\|192\.168\.1\.220/m,
    );
    expect(await ok('ctys -a enumerate=macro:TAB_CPORT,b:xen%/etc/ctys.d localhost lab00')).toMatch(
      /^tst101 +\|XEN +\| *\|lab00 +\|00:50:56:13:11:41\|192\.168\.1\.221/m,
    );
    // Of all technologies, and on more hosts: cases.test.ts.
    expect(await ok('ctys -t xen -a show lab00')).toMatch(/^Guests\n(?: .*\n)* +tst100 +XEN, running/m);
    const info = await ok('ctys -t xen -a info lab01');
    expect(info).toMatch(/^XEN\n +State +ENABLED\n +Version +4\./m);
    expect(info).not.toMatch(/^PM$/m);
    // Domain-0 is never taken along.
    await ok('ctys -t xen -a cancel=all,force,poweroff:0 lab00');
    expect([...(await ids()).keys()]).toEqual(['Domain-0']);
  });
});
