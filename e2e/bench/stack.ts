/**
 * What a stack costs: planning the stop of 10,000 machines in machines against one JSON.parse of their inventory, and
 * twenty guests powered off together against the slowest of them alone.
 */
import { createEngine, type Engine } from '../../core/engine/engine.ts';
import type { Machine } from '../../core/model/machine.ts';
import type { Planned } from '../../core/model/plan.ts';
import { plan } from '../../core/model/plan.ts';
import { grown, pm } from '../../core/model/testing/stacks.ts';
import { labUp } from '../lab/index.ts';
import { addTiny, runningOn, startTiny } from '../lab/tiny.ts';
import { waitFor } from '../lab/run.ts';
import { type Rig, timed } from './bench.ts';

const MACHINES = 10_000;
const GUESTS = 20;
/** Ticks of 55 ms that a guest takes to shut down: as long as a small system does. */
const TICKS = 73;

/** Ten hosts; every third guest carries others, to whatever depth that leads. */
function manyMachines(): readonly Machine[] {
  const hosts = Array.from({ length: 10 }, (_, at) => pm(`lab${at}`));
  const seeds = Array.from({ length: MACHINES }, (_, at) => ({
    on: (at * 7919) % 3001,
    state: 'running' as const,
    carries: at % 3 === 0,
  }));
  return grown(hosts, seeds);
}

export async function planRig(): Promise<Rig> {
  const machines = manyMachines();
  const text = JSON.stringify(machines);
  const all = machines.filter(({ type, asGuest }) => type === 'PM' && asGuest === undefined);
  const asked: Planned = {
    verb: 'group',
    members: all.map(({ id }) => ({ verb: 'shutdown', target: { id }, self: true })),
  };
  const ratio = async (): Promise<number> => {
    const parsing = await timed(async () => JSON.parse(text));
    let steps = 0;
    const planning = await timed(async () => {
      steps = plan(asked, { machines }).length;
    });
    if (steps < MACHINES) throw new Error(`planned ${steps} of ${MACHINES}`);
    return planning / parsing;
  };
  await ratio();
  return { benches: [{ name: 'plan-10000', bound: { atMost: 100 }, ratio }], close: async () => {} };
}

export async function powerOffRig(): Promise<Rig> {
  const lab = await labUp();
  const host = lab.host('lab00');
  const names = Array.from({ length: GUESTS }, (_, at) => `idle${String(at).padStart(2, '0')}`);
  await addTiny(
    host,
    names.map((name) => ({ name, ticks: TICKS })),
  );
  Object.assign(process.env, lab.env);
  const engine = await createEngine({ version: 'bench', onDemand: true });
  const upAndIdle = async (those: readonly string[]): Promise<void> => {
    for (const name of those) await startTiny(host, name);
    await engine.refresh('lab00');
    await waitFor('all guests in the table', async () => {
      const rows = [...engine.tables.machines.values()];
      return those.every((name) => rows.some(({ label, state }) => label === name && state === 'running'));
    });
  };
  const off = async (action: Planned): Promise<number> => await timed(() => carriedOut(engine, action));
  const alone = async (name: string): Promise<number> => {
    await upAndIdle([name]);
    return await off({ verb: 'shutdown', target: { label: name }, delay: 60 });
  };
  const ratio = async (): Promise<number> => {
    // Alike as they are, a few stand for all.
    const singles: number[] = [];
    for (const name of names.slice(0, 3)) singles.push(await alone(name));
    await upAndIdle(names);
    const together = await off({ verb: 'shutdown', target: { all: true }, on: { host: 'lab00' }, delay: 60 });
    const left = await runningOn(host);
    if (left.length > 0) throw new Error(`still running: ${left.join(', ')}`);
    return together / Math.max(...singles);
  };
  return {
    benches: [{ name: 'poweroff-20', bound: { atMost: 1.5 }, ratio }],
    close: async () => {
      await engine.close();
      await lab.down();
    },
  };
}

/** From the call until all its jobs are over. */
async function carriedOut(engine: Engine, action: Planned): Promise<void> {
  const { createRouterClient } = await import('@orpc/server');
  const client = createRouterClient(engine.router, { context: {} });
  const ids = await client.run(action as never);
  for await (const _ of await client.watch()) {
    const jobs = ids.flatMap((id) => engine.tables.jobs.get(id) ?? []);
    if (jobs.length !== ids.length || jobs.some(({ ended }) => ended === undefined)) continue;
    const failed = jobs.find(({ state }) => state !== 'done');
    if (failed !== undefined) throw new Error(`${failed.path}: ${failed.failure?.message ?? failed.state}`);
    return;
  }
}
