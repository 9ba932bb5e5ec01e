/** One call from a machine without power to the console of a guest in it: a packet, its boot, the guest's start. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../core/bin/bootstrap.mjs';
import { type Lab, labAvailable, labUp, type Sleeper, waitFor } from './lab/index.ts';
import { must, run } from './lab/run.ts';

const against = labAvailable();
if (against !== null) console.warn(against);

const CTYS = join(root, 'dist', 'ctys.mjs');

// A guest emulated in a machine that is emulated.
describe.skipIf(against !== null)('a stack on a machine that sleeps', { timeout: 400_000 }, () => {
  let lab: Lab;
  let machine: Sleeper;
  beforeAll(async () => {
    lab = await labUp({ guests: true });
    const inner = { name: 'inner', ticks: 4 };
    machine = await lab.sleeper({ name: 'pm00', net: 'near', part: 50, carries: inner });
    // What it carries is known once it has been looked at.
    await machine.powerOn();
    await waitFor('its sshd', async () => (await inside('true')).code === 0, { timeout: 90_000, every: 500 });
    const { stdout } = await ctys('-t', 'qemu', '-a', 'enumerate=label,terse', 'pm00');
    expect(stdout.trim()).toBe('inner');
    await machine.powerCut();
  }, 200_000);
  afterAll(() => lab?.down());

  const environment = (): NodeJS.ProcessEnv => ({ ...process.env, ...lab.env });
  const ctys = (...words: readonly string[]) =>
    run([process.execPath, CTYS, ...words], { env: environment(), timeout: 200_000 });
  const inside = (...argv: readonly string[]) =>
    run(['ssh', '-F', lab.sshConfig, '-o', 'ConnectTimeout=2', 'pm00', '--', ...argv]);

  test('woken, booted, its guest started and shown; then off again from the inside out', async () => {
    expect(machine.running()).toBe(false);
    const layers = ['pm00(-t pm -a create=wol)', 'pm00(-t qemu -a create=l:inner,CONSOLE:cli)'];
    const stack = `VMSTACK{${layers.join(' ')}}`;
    const { stdout } = await ctys('-n', '--', stack);
    expect(stdout.split('\n').slice(0, 2)).toEqual([
      '1. wake /pm00 (by a magic packet, 960 s; until pm00 answers)',
      '  2. start /pm00/qemu/inner (by its hypervisor, 300 s)',
    ]);
    expect(machine.running()).toBe(false);

    const call = spawn(process.execPath, [CTYS, '--', stack], { env: environment() });
    const ended = new Promise((done) => call.once('close', done));
    let said = '';
    for (const stream of [call.stdout, call.stderr])
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString('latin1');
      });
    // The guest says back what is typed.
    await waitFor(
      'the console of the guest',
      () => {
        if (call.exitCode !== null) throw new Error(said);
        call.stdin.write('x');
        return /x{3}/.test(said);
      },
      { timeout: 300_000, every: 500 },
    );
    call.kill('SIGTERM');
    await ended;
    expect(machine.woken.length).toBeGreaterThan(0);
    expect(await must(['ssh', '-F', lab.sshConfig, 'pm00', '--', 'ps', 'w'])).toContain('guest=inner');

    expect(await ctys('-t', 'pm', '-a', 'cancel=POWEROFF:10,SELF', 'pm00')).toMatchObject({ code: 0 });
    expect(machine.running()).toBe(false);
    expect(machine.log()).toContain('GUEST-STOPPING');
  });
});
