/** Over SSH, on the project's lab: guests with a real kernel, owners of their own, and names made to hurt. */
import { existsSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  HOSTILE_LABELS,
  HOSTILE_MARK,
  type Lab,
  labAvailable,
  labUp,
  startHostileGuest,
} from '../../../e2e/lab/index.ts';
import type { Channel } from '../../channel/channel.ts';
import { createPool, type Pool } from '../../channel/pool.ts';
import type { MachineAction } from '../../model/action.ts';
import { type MachineRecord, machineId } from '../../model/machine.ts';
import type { Verb } from '../../model/verb.ts';
import { job, nobody, until } from '../testing/local.ts';
import { DEFAULT_BASES } from '../config/scan.ts';
import { qemu } from './plugin.ts';

const against = labAvailable();

describe.skipIf(against !== null)('QEMU on lab hosts', () => {
  let lab: Lab;
  let pool: Pool;

  beforeAll(async () => {
    lab = await labUp({ guests: true });
  });
  afterAll(() => lab?.down());
  beforeEach(() => {
    pool = createPool({ ask: nobody, sshConfig: lab.sshConfig });
  });
  afterEach(() => pool.close());

  const host = (name: string, elevation: 'none' | 'sudo' = 'none'): Promise<Channel> =>
    pool.channel({ name, elevation });
  const scan = async (on: Channel): Promise<readonly MachineRecord[]> =>
    (await qemu.enumerate?.(on, { bases: DEFAULT_BASES })) ?? [];
  const called = (label: string, all: readonly MachineRecord[]): MachineRecord => {
    const found = all.find((record) => record.label === label);
    if (found === undefined) throw new Error(`${label} is not among ${all.map((one) => one.label)}`);
    return found;
  };
  const run = async (on: Channel, verb: Verb, machine: MachineRecord, more: Partial<MachineAction> = {}) => {
    const o = job();
    const action = { verb, target: { label: machine.label }, ...more };
    await qemu.operations[verb]?.run(on, machine, action, o);
    return o.lines.join('\n');
  };

  test('every form of configuration is one machine, running or not', async () => {
    const on = await host('lab00');
    const off = await scan(on);
    expect(off.map(({ label, state }) => [label, state]).sort()).toEqual(
      ['deaf103', 'tst100', 'tst101', 'tst102'].map((label) => [label, 'off']),
    );
    for (const name of ['tst100', 'tst101', 'tst102']) await run(on, 'start', called(name, off));
    const running = await qemu.list(on);
    expect(running.map((one) => machineId('lab00', one)).sort()).toEqual(
      off
        .filter(({ label }) => label !== 'deaf103')
        .map((one) => machineId('lab00', one))
        .sort(),
    );
    // A core that has never scanned says the same.
    pool.close();
    pool = createPool({ ask: nobody, sshConfig: lab.sshConfig });
    const fresh = await qemu.list(await host('lab00'));
    expect(fresh.map((one) => machineId('lab00', one)).sort()).toEqual(
      running.map((one) => machineId('lab00', one)).sort(),
    );
    expect(called('tst101', fresh).consoles.map(({ id }) => id)).toEqual(['serial0', 'vnc']);
  });

  test('the power button is pressed until the guest takes it; reboot keeps its QEMU', async () => {
    const on = await host('lab00');
    const machine = called('tst100', await qemu.list(on));
    // Sent at once: a guest that still boots loses the first ones.
    expect(await run(on, 'reboot', machine, { delay: 60 })).toBe('');
    const again = called('tst100', await qemu.list(on));
    expect(again).toMatchObject({ state: 'running', pid: machine.pid });
    expect(await run(on, 'shutdown', again, { delay: 60 })).toContain('The guest has shut down.');
    expect((await qemu.list(on)).map(({ label }) => label)).not.toContain('tst100');
    expect(await lab.guest('lab00', 'tst100').running()).toBe(false);
  });

  test('suspend and resume go on in the guest itself', async () => {
    const on = await host('lab00');
    await scan(on);
    const guest = lab.guest('lab00', 'tst102');
    await guest.ready();
    const machine = called('tst102', await qemu.list(on));
    await run(on, 'suspend', machine);
    const suspended = called('tst102', await scan(on));
    expect(suspended.state).toBe('suspended');
    await run(on, 'resume', suspended);
    const back = called('tst102', await qemu.list(on));
    const pipe = await qemu.open(on, back, 'serial0', { ask: nobody });
    await pipe.write(new TextEncoder().encode('\r'));
    let heard = '';
    for await (const bytes of pipe.bytes) {
      heard += new TextDecoder().decode(bytes);
      if (heard.includes('tst102 login:')) break;
    }
    pipe.close();
    // It asks for a login without having booted again.
    expect(heard).not.toContain('GUEST-READY');
  });

  test('a screen with a password comes through the connection', async () => {
    const on = await host('lab00');
    const guest = lab.guest('lab00', 'tst101');
    const screen = await qemu.open(on, called('tst101', await qemu.list(on)), 'vnc', { ask: nobody });
    let heard = Buffer.alloc(0);
    for await (const bytes of screen.bytes) {
      heard = Buffer.concat([heard, bytes]);
      if (heard.length === 12) await screen.write(heard);
      // One security type, and it is VNC authentication (RFC 6143, 7.2.2).
      if (heard.length >= 14) break;
    }
    screen.close();
    expect([...heard.subarray(12, 14)]).toEqual([1, 2]);
    expect(await guest.running()).toBe(true);
  });

  test("another owner's guest: seen by all, managed with sudo only", async () => {
    const plain = await host('lab01');
    const known = called('tst110', await scan(plain));
    await expect(run(plain, 'start', known)).rejects.toMatchObject({ code: 'rights-missing' });
    pool.close();
    pool = createPool({ ask: async () => [lab.password], sshConfig: lab.sshConfig });
    const on = await host('lab01', 'sudo');
    const off = called('tst110', await scan(on));
    await run(on, 'start', off);
    expect(called('tst110', await qemu.list(on))).toMatchObject({ user: 'root', state: 'running' });
    // The monitor serves one at a time, and ours holds it; what we may not open is told.
    const seen = called('tst110', await qemu.list(await host('lab01')));
    expect(seen).toMatchObject({ state: 'running', user: 'root' });
    expect(seen.note).toBeDefined();
    await run(on, 'pause', called('tst110', await qemu.list(on)));
    expect(called('tst110', await qemu.list(on)).state).toBe('paused');
    await run(on, 'poweroff', called('tst110', await qemu.list(on)));
    expect(await lab.guest('lab01', 'tst110').running()).toBe(false);
  });

  test('names made to hurt come through exactly over SSH', async () => {
    const on = await host('lab02');
    const where = lab.host('lab02');
    for (const [i, label] of HOSTILE_LABELS.entries()) await startHostileGuest(where, label, i);
    const all = await until('all of them', async () => {
      const found = await qemu.list(on);
      return found.length === HOSTILE_LABELS.length && found;
    });
    expect(all.map(({ label }) => label).sort()).toEqual([...HOSTILE_LABELS].sort());
    for (const machine of all) await run(on, 'poweroff', machine);
    expect(await qemu.list(on)).toEqual([]);
    expect(existsSync(await where.path(HOSTILE_MARK))).toBe(false);
  });
});
