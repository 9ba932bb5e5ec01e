/** VMSTACK: layers from the bottom, each up and answering before the next; then the sessions on top, and consoles. */
import { formatCall } from '../ctys/format.ts';
import type { Action, MachineAction, StackAction } from '../model/action.ts';
import type { Machine } from '../model/machine.ts';
import { openConsole } from './act.ts';
import { carried } from './as-failure.ts';
import type { CoreClient } from './core-client.ts';
import { EXIT } from './exit-codes.ts';
import type { Io } from './io.ts';
import { followJobs } from './jobs.ts';
import { machinesBefore } from './look-inside.ts';
import { theOne } from './machines.ts';
import { showPlan } from './show-plan.ts';

/** Sessions stand on machines and are none. */
const SESSIONS: ReadonlySet<string | undefined> = new Set(['CLI', 'X11', 'VNC', 'RDP']);

const isLayer = (action: Action): action is MachineAction => 'target' in action && !SESSIONS.has(action.type);

/** `rest` carries out what stands on top of the machines. */
export async function stackUp(
  core: CoreClient,
  { members }: StackAction,
  rest: (action: Action) => Promise<number>,
  io: Io,
): Promise<number> {
  const asked = members.filter(isLayer);
  /** Hosts that layers below bring up. */
  const rising = new Set<string>();
  const layers: { readonly action: MachineAction; readonly machine: Machine }[] = [];
  for (const action of asked) {
    const named = action.type === 'PM' ? { ...action, target: {} } : action;
    const machine = theOne(await machinesBefore(core, named, io, rising), named);
    layers.push({ action, machine });
    rising.add(machine.asHost ?? machine.host);
  }
  const planned = {
    verb: 'stack' as const,
    members: layers.map(({ action, machine }) => layer(action, machine)),
  };
  const calls = layers.map(({ action, machine }) =>
    formatCall({ ...action, target: { id: machine.id } }, machine),
  );
  const dry = asked.some(({ options }) => options?.dryRun);
  if (dry) return await showPlan(core, planned, calls, io);
  const code = await followJobs(core, await carried(core.api.run(planned)), io);
  if (code !== EXIT.ok) return code;
  for (const { action, machine } of layers)
    if (action.console !== undefined) await openConsole(core, { ...action, verb: 'start' }, machine, io);
  for (const action of members.filter((one) => !isLayer(one))) {
    const done = await rest(action);
    if (done !== EXIT.ok) return done;
  }
  return EXIT.ok;
}

/** -k belongs to the stack and goes along; other options were this side's. */
function layer({ options, on: _on, ...action }: MachineAction, machine: Machine): MachineAction {
  const isPm = action.type === 'PM';
  return {
    ...action,
    target: isPm ? {} : { id: machine.id },
    ...(isPm && { on: { host: machine.host } }),
    ...(options?.reuse !== undefined && { options: { reuse: options.reuse } }),
  };
}
