/** sshd of a host dies under twenty consoles: all are told, all can be had again as soon as it answers, nothing stays. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type ConsoleClient, consoleClient } from '../../core/engine/testing/console-client.ts';
import { machineId } from '../../core/model/machine.ts';
import { type Lab, labAvailable, labUp } from '../lab/index.ts';
import { waitFor } from '../lab/run.ts';
import { type Watched, watchedEngine } from './world.ts';

const against = labAvailable();
if (against !== null) console.warn(against);
const LONG = { timeout: 60_000, interval: 20 };
const CONSOLES = 20;

describe.skipIf(against !== null)('a host whose sshd dies', () => {
  let lab: Lab;
  let world: Watched;
  beforeAll(async () => {
    lab = await labUp();
    world = await watchedEngine(lab);
    await world.engine.refresh('lab00');
  });
  afterAll(async () => {
    await world?.close();
    await lab?.down();
  });

  const openAll = (): Promise<readonly ConsoleClient[]> =>
    Promise.all(
      Array.from({ length: CONSOLES }, () =>
        consoleClient(world.engine, {
          machine: machineId('lab00', { type: 'PM' }),
          console: 'shell',
          cols: 80,
          rows: 24,
        }),
      ),
    );
  const answer = async (consoles: readonly ConsoleClient[], word: string): Promise<void> => {
    for (const [at, one] of consoles.entries()) one.write(`echo ${word}-${at}-$((40+2))\n`);
    for (const [at, one] of consoles.entries())
      await vi.waitFor(() => expect(one.text()).toContain(`${word}-${at}-42`), LONG);
  };

  test('twenty consoles end with the reason and are there again; nothing is left on the host', async () => {
    const host = lab.host('lab00');
    const first = await openAll();
    await answer(first, 'before');
    await host.killSshd();
    for (const one of first) expect(await one.ended).toMatchObject({ code: 'connection-lost' });
    // What they ran has ended with them, without anybody's help.
    const left = async () => (await host.processes()).filter(({ uid, name }) => uid !== 0 && name !== 'sshd');
    await waitFor('the end of their shells', async () => (await left()).length === 0);
    const refused = () => world.engine.tables.hosts.get('lab00');
    await vi.waitFor(
      () => expect(refused()).toMatchObject({ state: 'lost', failure: { code: 'refused' } }),
      LONG,
    );
    // It is asked for again and again, not ever more seldom.
    const tries = new Set<number | undefined>();
    await waitFor('more tries', () => tries.add(refused()?.retryAt).size > 4);
    await host.startSshd();
    await vi.waitFor(() => expect(refused()?.state).toBe('up'), LONG);
    const again = await openAll();
    await answer(again, 'after');
    for (const one of again) one.close();
    await waitFor('the end of all of them', async () => (await left()).length === 0);
  });
});
