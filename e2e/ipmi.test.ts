/** A management controller in the lab: OpenIPMI's simulator over an emulated machine, through the engine. */
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { attachTo } from '../core/engine/testing/console-client.ts';
import type { MachineAction } from '../core/model/action.ts';
import type { ControllerWord } from '../core/model/controller.ts';
import type { Job } from '../core/model/job.ts';
import {
  IPMI_PASSWORD,
  IPMI_USER,
  type Lab,
  labAvailable,
  labUp,
  type Sleeper,
  startController,
  waitFor,
} from './lab/index.ts';
import { engineOver, type OverLab } from './over-lab.ts';

const against = labAvailable();
if (against !== null) console.warn(against);

const PART = 60;

describe.skipIf(against !== null)('a management controller', () => {
  let lab: Lab;
  let machine: Sleeper;
  let over: OverLab;
  let secret = '';

  beforeAll(async () => {
    lab = await labUp({ guests: true });
    secret = join(lab.home, 'bmc-password');
    await writeFile(secret, `${IPMI_PASSWORD}\n`, { mode: 0o600 });
    const bmc = { address: `10.77.${lab.instance}.${PART}`, user: IPMI_USER, passwordFile: secret };
    machine = await lab.sleeper({ name: 'pm00', net: 'near', part: 50 }, { bmc });
    await startController(machine, PART);
  });
  afterAll(() => lab?.down());
  beforeEach(async () => {
    over = await engineOver(lab);
  });
  afterEach(async () => {
    await over.close();
    await machine.powerCut();
  });

  async function act(verb: MachineAction['verb'], more: Partial<MachineAction> = {}): Promise<Job> {
    const self = verb === 'start' || verb === 'wake' ? {} : { self: true as const };
    return await over.act({ verb, target: { path: '/pm00' }, ...self, ...more });
  }
  const row = () => over.row('pm00');
  const boots = (): number => machine.log().split('GUEST-READY').length;

  test('a host that does not answer is off, as its controller tells; START switches it on', async () => {
    await over.look('pm00');
    await waitFor('its state', () => row()?.state === 'off');
    expect(row()?.details?.Controller).toBe(`ipmi 10.77.${lab.instance}.${PART}`);
    const job = await act('start', { start: { bootMode: { device: 'PXE' } } });
    expect(job.failure).toBeUndefined();
    expect([machine.running(), row()?.state]).toEqual([true, 'running']);
    expect(await readFile(machine.path('boot'), 'utf8')).toBe('pxe\n');
    expect(machine.woken).toEqual([]);
  });

  test('RESET is another boot; SOFT by its button, OFF at once; each seen', async () => {
    expect((await act('start')).failure).toBeUndefined();
    const before = boots();
    expect((await act('reset')).failure).toBeUndefined();
    expect(boots()).toBe(before + 1);
    const soft = await act('shutdown', { via: 'BMC' });
    expect(soft.failure).toBeUndefined();
    expect(await over.log(soft.id)).toContain('Power soft by its management controller');
    expect([machine.running(), row()?.state]).toEqual([false, 'off']);
    expect(machine.log()).toContain('GUEST-STOPPING');
    expect((await act('wake')).failure).toBeUndefined();
    expect(machine.woken.length).toBeGreaterThan(0);
    expect((await act('poweroff')).failure).toBeUndefined();
    expect([machine.running(), row()?.state]).toEqual([false, 'off']);
  }, 400_000);

  test('its serial line is a console, before the system answers and whatever becomes of it', async () => {
    await over.look('pm00');
    await machine.powerOn();
    const session = await over.client.console.open({
      machine: 'pm:pm00',
      console: 'sol',
      cols: 80,
      rows: 24,
    });
    const console = attachTo(over.engine, session.id);
    await waitFor(
      'the login',
      () => {
        console.write('\n');
        return console.text().includes('login:');
      },
      { timeout: 60_000, every: 500 },
    );
    console.write('root\n');
    await waitFor('the shell', () => console.text().includes('# '), { timeout: 30_000 });
    console.write('echo the-$((40+2))-answer ~.\n');
    await waitFor('the answer', () => console.text().includes('the-42-answer ~.'), { timeout: 30_000 });
    // A second one is told why it cannot be.
    await expect(
      over.client.console.open({ machine: 'pm:pm00', console: 'sol', cols: 80, rows: 24 }),
    ).rejects.toMatchObject({ data: { code: 'busy' } });
    await over.client.console.close({ session: session.id });
    // It was let go of: the next one gets it.
    await waitFor(
      'the console again',
      async () => {
        const again = await over.client.console
          .open({ machine: 'pm:pm00', console: 'sol', cols: 80, rows: 24 })
          .catch(() => null);
        if (again !== null) await over.client.console.close({ session: again.id });
        return again !== null;
      },
      { timeout: 30_000, every: 500 },
    );
  });

  test('what it measures, remembers and is made of; its light and where it boots from', async () => {
    const ask = async (what: ControllerWord, argument?: string) =>
      await over.client.hosts.controller({ name: 'pm00', what, ...(argument !== undefined && { argument }) });
    expect(await ask('status')).toMatchObject([
      { values: expect.arrayContaining([{ name: 'System Power', value: 'off' }]) },
    ]);
    expect((await ask('sensors'))[0]?.values).toEqual([{ name: 'CPU Temp', value: '45 degrees C (ok)' }]);
    expect((await ask('events'))[0]?.values[0]?.value).toMatch(/^Temperature CPU Temp, Upper Critical/);
    const [controller, board] = await ask('inventory');
    expect(controller?.values).toContainEqual({ name: 'Firmware Revision', value: '9.08' });
    expect(board?.values).toContainEqual({ name: 'Board Serial', value: 'SN-0042' });
    await ask('boot', 'cdrom');
    expect(await readFile(machine.path('boot'), 'utf8')).toBe('cdrom\n');
    await ask('identify', '1');
    await ask('on');
    await waitFor('its power', () => machine.running());
    await ask('cycle');
    await waitFor('another QEMU', () => machine.running());
    await expect(ask('boot', 'moon')).rejects.toMatchObject({ data: { code: 'bad-input' } });
    await expect(over.client.hosts.controller({ name: 'lab00', what: 'status' })).rejects.toMatchObject({
      data: { code: 'not-capable', message: 'No management controller of lab00 is known.' },
    });
  });

  test('spoken to from another host: its password is on no command line there', async () => {
    const host = { name: 'far00', address: machine.address, user: 'root' };
    const bmc = { address: `10.77.${lab.instance}.${PART}`, user: IPMI_USER, from: 'lab00' };
    await over.client.hosts.save({ ...host, bmc: { ...bmc, passwordFile: secret } });
    const seen: string[] = [];
    const told = { over: false };
    const looking = (async () => {
      while (!told.over) {
        for (const { argv } of await lab.host('lab00').processes())
          if (argv.includes('lanplus')) seen.push(argv.join(' '));
        await new Promise((next) => setImmediate(next));
      }
    })();
    const sections = await over.client.hosts.controller({ name: 'far00', what: 'inventory' });
    told.over = true;
    await looking;
    expect(sections.length).toBe(2);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.filter((line) => line.includes(IPMI_PASSWORD))).toEqual([]);
    await machine.powerOn();
    const { id } = await over.client.console.open({
      machine: 'pm:far00',
      console: 'sol',
      cols: 80,
      rows: 24,
    });
    const console = attachTo(over.engine, id);
    await waitFor(
      'the login through lab00',
      () => {
        console.write('\n');
        return console.text().includes('login:');
      },
      { timeout: 60_000, every: 500 },
    );
    await over.client.console.close({ session: id });
    // Nothing of it stays on the host.
    await waitFor(
      'the end of ipmitool on lab00',
      async () => !(await lab.host('lab00').processes()).some(({ argv }) => argv.includes('lanplus')),
    );
  });

  test('a wrong password is told; it stands on no command line', async () => {
    await writeFile(secret, 'not-the-password\n', { mode: 0o600 });
    expect(await act('start')).toMatchObject({ state: 'failed', failure: { code: 'auth-denied' } });
    await writeFile(secret, `${IPMI_PASSWORD}\n`);
    await chmod(secret, 0o644);
    expect((await act('start')).failure).toMatchObject({ code: 'rights-missing' });
    await chmod(secret, 0o600);
    expect(machine.running()).toBe(false);
  });
});
