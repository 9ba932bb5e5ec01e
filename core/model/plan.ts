/** The ordered steps of an action: a pure function of action and inventory, shown by a dry run. */
import type { Action } from './action.ts';
import { DEFAULT_POWEROFF_DELAY } from './action.ts';
import { resolve } from './address.ts';
import type { Machine } from './machine.ts';

export interface Step {
  readonly action: Action;
  /** Id of the machine it acts on. */
  readonly machine: string;
  /** What it does, in one line. */
  readonly text: string;
  /** Seconds until the fallback is taken; absent: no limit of its own. */
  readonly limit?: number;
  readonly fallback?: string;
}

export type Plan = readonly Step[];

/** @throws Failure not-found, ambiguous */
export function plan(action: Action, machines: Iterable<Machine>): Plan {
  const machine = resolve(action.target, machines);
  const base = { action, machine: machine.id, text: `${action.verb} ${machine.path}` };
  if (action.verb !== 'shutdown') return [base];
  return [{ ...base, limit: action.delay ?? DEFAULT_POWEROFF_DELAY, fallback: 'power off' }];
}
