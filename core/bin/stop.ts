/** CANCEL: the plan of what is stopped with all it carries, shown or carried out. */
import { formatCall } from '../ctys/format.ts';
import type { MachineAction } from '../model/action.ts';
import type { Machine } from '../model/machine.ts';
import { carried } from './as-failure.ts';
import type { CoreClient } from './core-client.ts';
import { EXIT } from './exit-codes.ts';
import type { Io } from './io.ts';
import { followJobs } from './jobs.ts';
import { lookInside } from './look-inside.ts';
import { showPlan } from './show-plan.ts';

export async function stop(
  core: CoreClient,
  asked: MachineAction,
  targets: readonly Machine[],
  io: Io,
): Promise<number> {
  await lookInside(core, targets, asked.self === true || asked.type === 'PM', io);
  const { on: _on, type: _type, options, ...bare } = asked;
  const dispatch = options?.dispatch;
  const how = dispatch === undefined ? {} : { options: { dispatch } };
  const members = targets.map((machine) => ({ ...bare, ...how, target: { id: machine.id } }));
  const calls = members.map((action, at) => formatCall(action, targets[at] as Machine));
  if (options?.debug?.printFinal) io.error(`${calls.join('\n')}\n`);
  const [first] = members;
  const planned = members.length === 1 && first !== undefined ? first : { verb: 'group' as const, members };
  if (options?.dryRun) return await showPlan(core, planned, calls, io);
  const jobs = await carried(core.api.run(planned));
  if (jobs.length > 0) return await followJobs(core, jobs, io);
  const where = targets[0]?.host ?? asked.on?.host ?? 'this machine';
  io.error(
    `ctys: Nothing runs on ${where}.${asked.self ? '' : ` ${where} itself is stopped with SELF only.`}\n`,
  );
  return EXIT.ok;
}
