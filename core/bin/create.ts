/** Sessions of a call that are not there yet: planned by their labels, started side by side, found again. */
import type { MachineAction } from '../model/action.ts';
import { sessionHost } from '../model/creation.ts';
import type { Machine } from '../model/machine.ts';
import type { Step } from '../model/step.ts';
import { carried } from './as-failure.ts';
import type { CoreClient } from './core-client.ts';
import { EXIT } from './exit-codes.ts';
import type { Io } from './io.ts';
import { followJobs } from './jobs.ts';
import { patiently } from './patience.ts';
import { hostName, withLogin } from './places.ts';
import { snapshot } from './snapshot.ts';

export interface CreatedSession {
  /** Absent: it was not started. */
  readonly machine: Machine | undefined;
  readonly code: number;
}

/** What is there already is used where REUSE or RECONNECT say so. @throws Failure why they cannot be started */
export async function createSessions(
  core: CoreClient,
  action: MachineAction,
  io: Io,
): Promise<readonly CreatedSession[]> {
  const name = hostName(withLogin(action));
  await lookAt(core, name, action, io);
  const { machines } = await snapshot(core.api, io.signal);
  const there = action.on === undefined ? sessionHost(action, machines.values()) : name;
  // Known from before: whether it still runs there, that host says.
  if (there !== name) await lookAt(core, there, action, io);
  const steps = await carried(
    core.api.plan(action.on === undefined ? action : { ...action, on: { host: name } }),
  );
  if (action.options?.dryRun) {
    io.out(`${steps.map(({ text }, index) => `${index + 1}. ${text}`).join('\n')}\n`);
    return [];
  }
  return await Promise.all(steps.map((step) => carryOut(core, step, action, io)));
}

async function lookAt(core: CoreClient, name: string, { type }: MachineAction, io: Io): Promise<void> {
  const look = {
    name,
    quiet: !io.canAsk,
    runningOnly: true,
    ...(type !== undefined && type !== 'ALL' && { types: [type] }),
  };
  await patiently(carried(core.api.hosts.refresh(look, { signal: io.signal })), `waiting for ${name}`, io);
}

async function carryOut(
  core: CoreClient,
  step: Step,
  { ifRunning }: MachineAction,
  io: Io,
): Promise<CreatedSession> {
  if (step.action.verb === 'connect') {
    const machine = await found(core, step, io);
    if (ifRunning === 'reconnect' && machine !== undefined) await dismiss(core, machine, io);
    return { machine, code: EXIT.ok };
  }
  const code = await followJobs(core, await carried(core.api.run(step.action)), io);
  return { machine: code === EXIT.ok ? await found(core, step, io) : undefined, code };
}

/** RECONNECT: whoever looks on is dismissed first, ours and others. */
async function dismiss(core: CoreClient, machine: Machine, io: Io): Promise<void> {
  if (machine.clients === undefined) return;
  const action = { verb: 'shutdown', side: 'client', target: { id: machine.id } } as const;
  await followJobs(core, await carried(core.api.run(action)), io);
}

/** The newest of that label: with \`-A 1\` there may be others. */
async function found(core: CoreClient, { action, machine: id }: Step, io: Io): Promise<Machine | undefined> {
  const { machines } = await snapshot(core.api, io.signal);
  const [newest] = [...machines.values()]
    .filter(({ host, type, role }) => host === action.on?.host && type === action.type && role !== 'client')
    .filter(({ label, own }) => own && label === action.target.label)
    .sort((a, b) => (b.since ?? 0) - (a.since ?? 0));
  return machines.get(id) ?? newest;
}
