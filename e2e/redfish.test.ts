/** A host with a Redfish controller through the whole engine: the service of our tests switches an emulated machine. */
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { MachineAction } from '../core/model/action.ts';
import type { ControllerWord } from '../core/model/controller.ts';
import type { Job } from '../core/model/job.ts';
import {
  type RedfishServer,
  startRedfish,
  type Switched,
} from '../core/plugins/pm/controller/testing/redfish-server.ts';
import { type Lab, labAvailable, labUp, type Sleeper, waitFor } from './lab/index.ts';
import { Qmp } from './lab/qmp.ts';
import { engineOver, type OverLab } from './over-lab.ts';

const against = labAvailable();
if (against !== null) console.warn(against);

/** ResetTypes by what they are to a machine: its plug, its buttons. */
function switched(machine: Sleeper): Switched {
  const press = async (button: string): Promise<void> => {
    const qmp = await Qmp.open(machine.path('qmp'));
    await qmp.execute(button);
    qmp.close();
  };
  const resets: Readonly<Record<string, () => Promise<void>>> = {
    On: () => machine.powerOn(),
    ForceOff: () => machine.powerCut(),
    GracefulShutdown: () => press('system_powerdown'),
    ForceRestart: () => press('system_reset'),
    async PowerCycle() {
      await machine.powerCut();
      await machine.powerOn();
    },
  };
  return { isOn: () => machine.running(), reset: async (type) => await resets[type]?.() };
}

describe.skipIf(against !== null)('a host with a Redfish controller', () => {
  let lab: Lab;
  let server: RedfishServer;
  let machine: Sleeper;
  let over: OverLab;

  beforeAll(async () => {
    lab = await labUp({ guests: true });
    const at: { machine?: Switched } = {};
    server = await startRedfish({
      machine: {
        isOn: () => at.machine?.isOn() ?? false,
        reset: async (type) => await at.machine?.reset(type),
      },
    });
    const passwordFile = join(lab.home, 'bmc-password');
    await writeFile(passwordFile, `${server.password}\n`, { mode: 0o600 });
    const bmc = { address: '127.0.0.1', port: server.port, user: server.user, kind: 'redfish', passwordFile };
    machine = await lab.sleeper({ name: 'pm00', net: 'near', part: 50 }, { bmc });
    at.machine = switched(machine);
  });
  afterAll(async () => {
    await server?.close();
    await lab?.down();
  });
  beforeEach(async () => {
    over = await engineOver(lab);
  });
  afterEach(async () => {
    await over.close();
    await machine.powerCut();
  });

  async function begin(verb: MachineAction['verb'], more: Partial<MachineAction> = {}): Promise<string> {
    const self = verb === 'start' || verb === 'wake' ? {} : { self: true as const };
    return await over.begin({ verb, target: { path: '/pm00' }, ...self, ...more });
  }
  const act = async (verb: MachineAction['verb'], more: Partial<MachineAction> = {}): Promise<Job> =>
    await over.finish(await begin(verb, more));
  const ask = async (what: ControllerWord, argument?: string) =>
    await over.client.hosts.controller({ name: 'pm00', what, ...(argument !== undefined && { argument }) });
  const pins = (): string => join(lab.home, 'state/ctys/known_controllers');
  const boots = (): number => machine.log().split('GUEST-READY').length;

  test('its certificate is asked about before the password is sent, and known from then on', async () => {
    // A look in the background asks nobody, and sends nothing.
    await over.look('pm00');
    expect(server.calls).toBe(0);
    expect(over.row('pm00')?.state).toBe('lost');
    const refused = await begin('start');
    const question = await over.question();
    expect(question).toMatchObject({ host: 'pm00', kind: 'host-key', fields: [] });
    expect(question.detail).toContain(`SHA-256 ${server.fingerprint}`);
    await over.client.answer({ prompt: question.id, answers: null });
    expect((await over.finish(refused)).failure).toMatchObject({ code: 'host-key-unknown' });
    expect([server.calls, machine.running()]).toEqual([0, false]);

    const id = await begin('start', { start: { bootMode: { device: 'PXE' } } });
    await over.client.answer({ prompt: (await over.question()).id, answers: ['yes'] });
    expect((await over.finish(id)).failure).toBeUndefined();
    expect([machine.running(), over.row('pm00')?.state]).toEqual([true, 'running']);
    expect(server.system.Boot).toMatchObject({ BootSourceOverrideTarget: 'Pxe' });
    expect(await readFile(pins(), 'utf8')).toContain(server.fingerprint);
    expect(await over.log(id)).toContain('Power on by its management controller (redfish 127.0.0.1).');
    expect(machine.woken).toEqual([]);
  });

  test('a host that does not answer is off, as its controller tells', async () => {
    await over.look('pm00');
    await waitFor('its state', () => over.row('pm00')?.state === 'off');
    expect(over.row('pm00')?.details?.Controller).toBe('redfish 127.0.0.1');
  });

  test('soft, reset, cycle and off, each seen', async () => {
    expect((await act('start')).failure).toBeUndefined();
    for (const [verb, type] of [
      ['reset', 'ForceRestart'],
      ['reboot', 'PowerCycle'],
    ] as const) {
      const before = boots();
      expect((await act(verb, { via: 'BMC' })).failure).toBeUndefined();
      expect([server.resets.at(-1), boots(), over.row('pm00')?.state]).toEqual([type, before + 1, 'running']);
    }
    expect((await act('shutdown', { via: 'BMC' })).failure).toBeUndefined();
    expect(server.resets.at(-1)).toBe('GracefulShutdown');
    expect([machine.running(), over.row('pm00')?.state]).toEqual([false, 'off']);
    expect(machine.log()).toContain('GUEST-STOPPING');
    // A packet wakes it as well: one row, and the path is chosen.
    expect((await act('start', { via: 'WOL' })).failure).toBeUndefined();
    expect(machine.woken.length).toBeGreaterThan(0);
    expect((await act('poweroff')).failure).toBeUndefined();
    expect(server.resets.at(-1)).toBe('ForceOff');
    expect([machine.running(), over.row('pm00')?.state]).toEqual([false, 'off']);
  }, 400_000);

  test('what it measures, remembers and is made of; its light and where it boots from', async () => {
    const values = async (what: ControllerWord) =>
      (await ask(what)).flatMap((section) => section.values.map(({ name, value }) => `${name}: ${value}`));
    expect(await values('status')).toContain('System Power: Off');
    expect(await values('sensors')).toContain('CPU1 Temp: 41 degrees C (OK)');
    expect(await values('events')).toEqual([
      '2012-03-07T14:44:00Z: Critical, Temperature threshold exceeded',
    ]);
    expect(await values('inventory')).toContain('Serial number: 437XR1138R2');
    await ask('boot', 'cdrom');
    expect(server.system.Boot).toMatchObject({ BootSourceOverrideTarget: 'Cd' });
    await ask('identify', '15');
    expect(server.system.LocationIndicatorActive).toBe(true);
    await ask('identify', '0');
    expect(server.system.LocationIndicatorActive).toBe(false);
    await ask('on');
    await waitFor('its power', () => machine.running());
  });

  test('a wrong password is told, and one that others can read is not used', async () => {
    const file = join(lab.home, 'bmc-password');
    await writeFile(file, 'not-the-password\n');
    expect((await act('start')).failure).toMatchObject({ code: 'auth-denied' });
    await writeFile(file, `${server.password}\n`);
    await chmod(file, 0o644);
    expect((await act('start')).failure).toMatchObject({ code: 'rights-missing' });
    await chmod(file, 0o600);
    expect(machine.running()).toBe(false);
  });

  test('another certificate is refused before the password is sent, by every way', async () => {
    const { port } = server;
    await server.close();
    server = await startRedfish({ port });
    const changed = { code: 'host-key-changed', remedy: expect.stringContaining(pins()) };
    expect((await act('start')).failure).toMatchObject(changed);
    await expect(ask('status')).rejects.toMatchObject({ data: changed });
    expect([server.calls, over.engine.tables.prompts.size, machine.running()]).toEqual([0, 0, false]);
  });
});
