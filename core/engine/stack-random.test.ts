/** Random stacks stopped by the engine, over hosts in memory: ended at any point, and gone on with. */
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { MachineAction } from '../model/action.ts';
import { fail } from '../model/failure.ts';
import type { Operation } from '../plugins/plugin.ts';
import { fakeHosts, fakePlugin, guest, hostOf, operation } from './testing/fakes.ts';
import { openWorld, type World } from './testing/world.ts';

const soon = async (check: () => void): Promise<void> =>
  void (await vi.waitFor(check, { timeout: 30_000, interval: 2 }));

const ALL: MachineAction = { verb: 'shutdown', target: { all: true }, on: { host: 'lab00' } };

interface Shape {
  /** Which of the hosts so far it stands on. */
  readonly on: number;
  readonly carries: boolean;
  /** It takes no notice of a shutdown. */
  readonly deaf: boolean;
}

const shapes: fc.Arbitrary<readonly Shape[]> = fc.array(
  fc.record({ on: fc.nat(), carries: fc.boolean(), deaf: fc.boolean() }),
  { minLength: 1, maxLength: 7 },
);

/** Guests g0, g1... by the host they stand on; one that carries is a host of its own name. */
function standing(drawn: readonly Shape[]): ReadonlyMap<string, readonly string[]> {
  const on = new Map<string, string[]>([['lab00', []]]);
  for (const [at, { on: nth, carries }] of drawn.entries()) {
    [...on.values()][nth % on.size]?.push(`g${at}`);
    if (carries) on.set(`g${at}`, []);
  }
  return on;
}

/** `stopped`: in the order in which they went. */
async function stacked(drawn: readonly Shape[], stopped: string[]): Promise<World> {
  const stands = standing(drawn);
  const names = [...stands.keys()];
  const hosts = fakeHosts(...names);
  for (const [name, labels] of stands) {
    const guests = labels.map((label) => guest(label, { configured: true }));
    hostOf(hosts, name).running = guests;
    hostOf(hosts, name).configured = guests;
  }
  const stop = (heeds: (label: string) => boolean): Operation =>
    operation(async (on, { label }) => {
      if (!heeds(label)) throw fail('guest-ignores', `${label} takes no notice.`);
      if (stands.has(label)) {
        // It is not stopped under what still runs in it.
        expect(hostOf(hosts, label).running).toEqual([]);
        hostOf(hosts, label).connect = async () => {
          throw fail('refused', `${label} refuses.`);
        };
        hostOf(hosts, label).lose();
      }
      const host = hostOf(hosts, on.name);
      host.running = host.running.filter((one) => one.label !== label);
      stopped.push(label);
    });
  const heeds = (label: string): boolean => drawn[Number(label.slice(1))]?.deaf !== true;
  const operations = { shutdown: stop(heeds), poweroff: stop(() => true) };
  const world = await openWorld({
    hosts: names,
    fakes: hosts,
    plugins: () => [fakePlugin(hosts, 'QEMU', { operations })],
  });
  for (const name of names) await world.engine.refresh(name);
  return world;
}

const jobs = ({ engine }: World) => [...engine.tables.jobs.values()];
const over = (world: World) =>
  soon(() => expect(jobs(world).filter(({ ended }) => ended === undefined)).toEqual([]));

test('ended at any point the table is true; run again, it does the rest, and nothing twice', async () => {
  await fc.assert(
    fc.asyncProperty(shapes, fc.nat({ max: 7 }), async (drawn, enough) => {
      const stopped: string[] = [];
      await using world = await stacked(drawn, stopped);
      const labels = drawn.map((_, at) => `g${at}`);
      const ids = await world.client.run(ALL);
      expect(ids).toHaveLength(labels.length);
      await soon(() => expect(stopped.length).toBeGreaterThanOrEqual(Math.min(enough, labels.length)));
      for (const job of ids) await world.client.abort({ job }).catch(() => {});
      await over(world);
      const told = Object.fromEntries(
        [...world.engine.tables.machines.values()].map(({ label, state }) => [label, state]),
      );
      expect(told).toEqual(
        Object.fromEntries(labels.map((label) => [label, stopped.includes(label) ? 'off' : 'running'])),
      );
      if (stopped.length < labels.length) await world.client.run(ALL);
      await over(world);
      expect(stopped.toSorted()).toEqual(labels.toSorted());
      expect(jobs(world).filter(({ state }) => state === 'failed')).toEqual([]);
    }),
    { numRuns: 40 },
  );
});
