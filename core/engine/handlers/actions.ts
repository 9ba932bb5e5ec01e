/** Actions and their jobs. */
import type { MachineAction } from '../../model/action.ts';
import { machineAction, type Planned } from '../../model/plan.ts';
import { relayed } from '../../model/relayed.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { recalled } from '../library/recalled.ts';
import type { FindKnown } from '../library/known.ts';
import type { Tables } from '../tables.ts';
import { api, guard, wire } from './guard.ts';

export interface ActionsContext {
  readonly jobs: Jobs;
  readonly known: FindKnown;
  readonly tables: Tables;
}

export const actionHandlers = ({ jobs, known, tables }: ActionsContext) => {
  const one = async (asked: MachineAction): Promise<MachineAction> => {
    const hosts = [...tables.hosts.values()].map(({ config }) => config);
    const action = relayed(asked, hosts, tables.machines.values());
    return action === asked ? await recalled(asked, tables.machines.values(), known) : action;
  };
  const meant = async (asked: Planned): Promise<Planned> =>
    'members' in asked
      ? { ...asked, members: await Promise.all(asked.members.map((action) => one(machineAction(action)))) }
      : await one(asked);
  return {
    plan: api.plan.handler(({ input, errors }) =>
      guard(errors, async () => wire(jobs.plan(await meant(input)))),
    ),
    run: api.run.handler(({ input, errors }) => guard(errors, async () => [...jobs.run(await meant(input))])),
    abort: api.abort.handler(({ input, errors }) => guard(errors, () => jobs.abort(input.job))),
    log: api.log.handler(({ input, errors, signal }) => guard(errors, () => jobs.log(input.job, signal))),
  };
};
