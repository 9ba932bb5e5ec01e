/** The steps of a plan: values that cross the contract, in what they wait for, how long they may take, and by which ways. */
import type { MachineAction } from './action.ts';
import type { HostStatus } from './host.ts';
import type { Machine } from './machine.ts';
import type { Stack } from './stack.ts';

/**
 * ssh: the system itself is asked. hypervisor: whatever runs the machine is. force: it is ended. Of hosts: packet, which
 * wakes it; controller, which switches its power.
 */
export const WAYS = ['ssh', 'hypervisor', 'force', 'packet', 'controller'] as const;
export type WayBy = (typeof WAYS)[number];

export interface Way {
  readonly by: WayBy;
  /** Seconds until the next way is taken. */
  readonly limit: number;
}

export interface Step {
  /** Unique in its plan. */
  readonly id: string;
  readonly action: MachineAction;
  /** Id of the machine it acts on. */
  readonly machine: string;
  /** Place of that machine. */
  readonly path: string;
  /** What it does, in one line. */
  readonly text: string;
  /** Steps that come first. */
  readonly after: readonly string[];
  /** Seconds all of it may take; absent: no limit of its own. */
  readonly limit?: number;
  readonly ways: readonly Way[];
  /** Host that answers before the step is over: what comes next runs there. */
  readonly answers?: string;
  /** What a person should know of it: what cannot be reached, what ends with it. */
  readonly note?: string;
}

/** In an order in which they could be done one after the other. */
export type Plan = readonly Step[];

export interface Inventory {
  readonly machines: Iterable<Machine>;
  readonly hosts?: Iterable<HostStatus>;
}

/** What planning has to go by. */
export interface Known {
  readonly stack: Stack;
  readonly hosts: ReadonlyMap<string, HostStatus>;
}

/** The rest of a step follows from its machine, its action and its ways. */
export function step(
  action: MachineAction,
  machine: Machine,
  more: Pick<Step, 'ways'> & Partial<Pick<Step, 'after' | 'answers' | 'note'>>,
): Step {
  const limit = more.ways.reduce((sum, way) => sum + way.limit, 0);
  return {
    id: machine.id,
    action,
    machine: machine.id,
    path: machine.path,
    text: `${action.verb} ${machine.path}${action.newName === undefined ? '' : ` to ${action.newName}`}`,
    after: [],
    ...more,
    ...(limit > 0 && { limit }),
  };
}
