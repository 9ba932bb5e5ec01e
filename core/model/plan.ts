/** The ordered steps of an action: a pure function of action and inventory, shown by a dry run. */
import type { MachineAction } from './action.ts';
import { DEFAULT_POWEROFF_DELAY } from './action.ts';
import { resolve, type Within } from './address.ts';
import { creation, isCreation } from './creation.ts';
import type { Machine } from './machine.ts';
import { suited } from './suited.ts';

export interface Step {
  readonly action: MachineAction;
  /** Id of the machine it acts on. */
  readonly machine: string;
  /** What it does, in one line. */
  readonly text: string;
  /** Seconds until the fallback is taken; absent: no limit of its own. */
  readonly limit?: number;
  readonly fallback?: string;
}

export type Plan = readonly Step[];

/** @throws Failure not-found, ambiguous; of sessions to be started bad-input, wrong-state */
export function plan(asked: MachineAction, machines: Iterable<Machine>): Plan {
  if (isCreation(asked)) return creation(asked, machines);
  const machine = resolve(asked.target, machines, within(asked));
  const action = suited(asked, machine);
  const base = { action, machine: machine.id, text: `${action.verb} ${machine.path}` };
  if (action.verb !== 'shutdown') return [base];
  return [{ ...base, limit: action.delay ?? DEFAULT_POWEROFF_DELAY, fallback: 'power off' }];
}

/** What the action itself says of where its machine is. */
function within({ on, type }: MachineAction): Within {
  return {
    ...(on !== undefined && { host: on.host }),
    ...(type !== undefined && type !== 'ALL' && { type }),
  };
}
