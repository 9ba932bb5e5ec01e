/** Starts: outside in. What carries a machine is up and answers before it; siblings side by side. Pure. */
import type { MachineAction, Trials } from './action.ts';
import type { Machine } from './machine.ts';
import { powerPath, WAY_OF } from './power-path.ts';
import { isUp } from './stack.ts';
import { type Known, type Step, step, type Way } from './step.ts';

/** Seconds a hypervisor gets to start a guest, and to bring one back from its saved state. */
const START = 300;
const RESUME = 600;

/** Tries and the seconds between them, for PING and for SSHPING. */
export const TRIALS = { times: 30, seconds: 2 } as const;

export const secondsOf = (trials: Trials | undefined): number =>
  trials === 'off' ? 0 : (trials?.times ?? TRIALS.times) * (trials?.seconds ?? TRIALS.seconds);

/** What a layer gets until it answers PING and SSHPING. */
export const answerLimit = ({ start }: MachineAction): number =>
  Math.max(secondsOf(start?.ping), secondsOf(start?.sshPing)) || secondsOf(undefined);

/** Of a host that is woken or switched on: a server may take five minutes until its system starts. */
export const HOST_TRIALS = { times: 150, seconds: 2 } as const;
/** Seconds a look at it takes at most, and what is left for the rest. */
const LOOK = 3;
const REST = 60;

/** How a host comes up. @throws Failure not-capable */
export function hostWays(action: MachineAction, { consoles, state }: Machine): readonly Way[] {
  const hasController = consoles.some(({ apart }) => apart);
  const path = powerPath(action, { hasController, isUp: state === 'running' });
  const { ping, sshPing } = action.start ?? {};
  const tries = [ping, sshPing].map((trials = HOST_TRIALS) =>
    trials === 'off' ? 0 : trials.times * Math.max(trials.seconds, LOOK),
  );
  return [{ by: WAY_OF[path], limit: tries.reduce((sum, one) => sum + one, (action.delay ?? 0) + REST) }];
}

interface Wanted {
  readonly action: MachineAction;
  readonly machine: Machine;
  readonly after: Set<string>;
  answers?: string;
}

export class Starts {
  private readonly known: Known;
  private readonly wanted = new Map<string, Wanted>();

  constructor(known: Known) {
    this.known = known;
  }

  steps(): readonly Step[] {
    this.orderSiblings();
    const placed = new Map<string, Step>();
    const place = (id: string, path: readonly string[]): void => {
      const one = this.wanted.get(id);
      if (one === undefined || placed.has(id) || path.includes(id)) return;
      // A circle of dependencies is cut where it closes.
      const after = [...one.after].filter((before) => before !== id && !path.includes(before));
      for (const before of after) place(before, [...path, id]);
      placed.set(id, startStep(one.action, one.machine, after, one.answers));
    };
    for (const id of this.wanted.keys()) place(id, []);
    return [...placed.values()];
  }

  add(action: MachineAction, machine: Machine): void {
    const known = this.wanted.get(machine.id);
    const carrier = this.known.stack.carrierOf(machine);
    const after = known?.after ?? new Set<string>();
    this.wanted.set(machine.id, { ...known, action, machine, after });
    if (carrier === undefined || carrier.type === 'PM' || isUp(carrier)) return;
    after.add(carrier.id);
    if (!this.wanted.has(carrier.id)) this.add({ verb: 'start', target: { id: carrier.id } }, carrier);
    const below = this.wanted.get(carrier.id);
    if (below !== undefined) below.answers = machine.host;
  }

  /** `#@#STARTAFTER = "db01%web01"`: guests of the same host that come first, where they are started, too. */
  private orderSiblings(): void {
    const byLabel = new Map(
      [...this.wanted.values()].map((one) => [`${one.machine.host} ${one.machine.label}`, one]),
    );
    for (const { machine, after } of this.wanted.values())
      for (const label of labelsOf(machine)) {
        const before = byLabel.get(`${machine.host} ${label}`);
        if (before !== undefined && before.machine.id !== machine.id) after.add(before.machine.id);
      }
  }
}

const labelsOf = ({ facts }: Machine): readonly string[] =>
  (facts?.startAfter ?? '').split(/[%,\s]+/).filter(Boolean);

export function startStep(
  action: MachineAction,
  machine: Machine,
  after: readonly string[],
  answers: string | undefined,
): Step {
  const own = action.verb === 'resume' || machine.state === 'suspended' ? RESUME : START;
  const limit = own + (answers === undefined ? 0 : answerLimit(action));
  const isHost = machine.type === 'PM';
  return step(action, machine, {
    ways: isHost ? hostWays(action, machine) : [{ by: 'hypervisor', limit }],
    after,
    ...(answers !== undefined && { answers }),
  });
}
