/** Actions as jobs: one a step, in the order of their plan. */
import type { Channel } from '../../channel/channel.ts';
import type { ToolAction } from '../../model/action.ts';
import type { LogLine } from '../../model/job.ts';
import type { Machine } from '../../model/machine.ts';
import { type Planned, plan } from '../../model/plan.ts';
import type { Ask } from '../../model/prompt.ts';
import type { Plan } from '../../model/step.ts';
import type { Plugin, RunOptions } from '../../plugins/plugin.ts';
import type { Monitor } from '../monitor/monitor.ts';
import type { Sessions } from '../sessions.ts';
import type { Tunnels } from '../tunnels.ts';
import type { Tables } from '../tables.ts';
import type { History } from './history.ts';
import { Runner } from './runner.ts';

export interface JobsContext {
  readonly tables: Tables;
  readonly monitor: Monitor;
  readonly plugins: readonly Plugin[];
  readonly history: History;
  readonly ask: Ask;
  /** For what lives on after its job. */
  readonly keep: Sessions['keep'];
  readonly tunnel: Tunnels['once'];
}

/** What makes a machine, on its host. */
export type Make = (on: Channel, options: RunOptions) => Promise<void>;

export interface Jobs {
  /** @throws Failure not-found, ambiguous */
  plan(action: Planned): Plan;
  /** Starts the jobs; returns their ids, in the order of the steps. @throws Failure why it cannot be done */
  run(action: Planned): readonly string[];
  /** One job that makes a machine which is in no table yet; one of that id at a time. @throws Failure busy */
  make(machine: Machine, action: ToolAction, call: string, make: Make): string;
  /** An ended job stays as it ended. @throws Failure not-found */
  abort(id: string): void;
  /** @throws Failure not-found */
  log(id: string, signal?: AbortSignal): AsyncIterableIterator<LogLine, undefined>;
  /** Stops all, and waits until they have. */
  close(): Promise<void>;
}

export function createJobs(context: JobsContext): Jobs {
  const runner = new Runner(context);
  const { machines, hosts } = context.tables;
  const planned = (action: Planned): Plan =>
    plan(action, { machines: machines.values(), hosts: hosts.values() });
  return {
    plan: planned,
    run: (action) => runner.start(planned(action)),
    make: (machine, action, call, make) => runner.make(machine, action, call, make),
    abort: (id) => runner.abort(id),
    log: (id, signal) => runner.log(id).read(signal),
    close: () => runner.close(),
  };
}
