/** Jobs in the order of their plan: side by side where it lets them, one a machine at a time, so many a host. */
import { randomUUID } from 'node:crypto';
import { formatCall } from '../../ctys/format.ts';
import { type Failure, fail, toFailure } from '../../model/failure.ts';
import type { MachineAction, ToolAction } from '../../model/action.ts';
import { isCreation, toBe } from '../../model/creation.ts';
import { isMade, type Machine, type MachineState } from '../../model/machine.ts';
import type { Plan, Step } from '../../model/step.ts';
import { isStop, type Verb } from '../../model/verb.ts';
import { aroundOf } from '../monitor/around.ts';
import { unless } from '../monitor/deadline.ts';
import { type Begun, untilDone } from './before.ts';
import { carryOut } from './carry.ts';
import { checkStep, operationOf } from './check.ts';
import type { JobsContext, Make } from './jobs.ts';
import type { JobLog } from './log.ts';
import { type Outcome, Roster, type Running } from './roster.ts';
import { createSlots, type Slots } from './slots.ts';

/** Verbs that end what another job is doing to the machine: the way out when that does not come to an end. */
const OVERRIDES: ReadonlySet<Verb> = new Set(['poweroff', 'reset']);
/** Starting takes a host's power; stopping is mostly waiting. */
const STARTS_PER_HOST = 4;
const STOPS_PER_HOST = 32;
export class Runner {
  private readonly context: JobsContext;
  private readonly starts = createSlots(STARTS_PER_HOST);
  private readonly stops = createSlots(STOPS_PER_HOST);
  /** By how many at a time were asked for. */
  private readonly asked = new Map<number, Slots>();
  private readonly roster: Roster;
  private closed = false;

  constructor(context: JobsContext) {
    this.context = context;
    this.roster = new Roster(context.tables, context.history);
  }

  start(steps: Plan): readonly string[] {
    if (this.closed) throw closing();
    const waited = new Set(steps.flatMap(({ after }) => after));
    const checked = steps.map((step) => {
      const { machine, other } = this.check(step, waited.has(step.id));
      return { step, machine, other };
    });
    const run = steps.length > 1 ? randomUUID() : undefined;
    const begun = new Map<string, Begun>();
    // All are in the table before the first begins: a plan is seen whole.
    for (const { step, machine } of checked)
      begun.set(step.id, {
        step,
        running: this.roster.enqueue(step.action, formatCall(step.action, machine), machine, run),
      });
    return checked.map(({ step, other }) => {
      const { running } = begun.get(step.id) as Begun;
      const before = step.after.flatMap((id) => begun.get(id) ?? []);
      running.done = this.job(running, step, before, other);
      return running.id;
    });
  }

  make(machine: Machine, action: ToolAction, call: string, make: Make): string {
    if (this.closed) throw closing();
    this.roster.checkFree(machine);
    const running = this.roster.enqueue(action, call, machine, undefined);
    running.done = this.inTurn(running, this.starts, async () => {
      const { host } = machine;
      const on = await this.context.monitor.channel(host, running.stop.signal);
      await make(on, {
        ...this.reports(running),
        signal: running.stop.signal,
        elevate: this.elevates(host),
        around: aroundOf(this.context.monitor, host, this.context.ask),
        tell: () => {},
      });
    });
    return running.id;
  }

  private elevates(host: string): boolean {
    return (this.context.monitor.config(host)?.elevation ?? 'none') !== 'none';
  }

  private reports({ id, log }: Running) {
    return {
      log: (text: string, from?: 'output') => log.add(text, from),
      progress: (progress: string) => this.roster.put(id, { progress }),
    };
  }

  abort(id: string): void {
    this.roster.stop(id, fail('aborted', 'Stopped on request.'));
  }

  log(id: string): JobLog {
    return this.roster.log(id);
  }

  async close(): Promise<void> {
    this.closed = true;
    const all = this.roster.all();
    for (const { stop } of all) stop.abort(closing());
    await Promise.all(all.map(({ done }) => done));
  }

  /** @throws Failure why the step cannot be done */
  private check(
    step: Step,
    isInner: boolean,
  ): { readonly machine: Machine; readonly other: Running | undefined } {
    if (isCreation(step.action)) return this.checkCreation(step);
    const machine = this.context.tables.machines.get(step.machine);
    if (machine === undefined) throw fail('not-found', 'The machine is gone.', 'Refresh its host.');
    const other = this.roster.ownerOf(machine);
    if (other !== undefined && !OVERRIDES.has(step.action.verb) && !isInner)
      throw this.roster.busyFailure(other);
    checkStep(step, machine, this.context.plugins, {
      isInner: isInner && isStop(step.action.verb),
      isFirst: step.after.length === 0,
      overrides: other !== undefined,
    });
    return { machine, other };
  }

  /** A session that is not there yet. */
  private checkCreation({ action }: Step): { readonly machine: Machine; readonly other: undefined } {
    const { type, on, target } = action;
    if (!isMade(type) || on === undefined)
      throw fail('not-found', 'The machine is gone.', 'Refresh its host.');
    const machine = toBe(on.host, type, target.label ?? '');
    if (operationOf(this.context.plugins, machine, 'start') === undefined)
      throw fail('not-capable', `${type} sessions cannot be started here.`);
    this.roster.checkFree(machine);
    return { machine, other: undefined };
  }

  /** Never rejects. */
  private async job(
    running: Running,
    step: Step,
    before: readonly Begun[],
    other: Running | undefined,
  ): Promise<Outcome> {
    const { verb } = step.action;
    if (OVERRIDES.has(verb)) other?.stop.abort(fail('aborted', `Stopped by a ${verb} of the same machine.`));
    const first = async (): Promise<void> => {
      if (other !== undefined) await unless(running.stop.signal, other.done);
      if (before.length === 0) return;
      this.roster.put(running.id, { progress: 'waiting for what comes first' });
      await untilDone(before, running);
    };
    const slots = this.slotsOf(step.action);
    return await this.inTurn(running, slots, () => this.operate(running, step), first);
  }

  /** As many as are good for the host, or fewer where that was asked for. */
  private slotsOf({ verb, options }: MachineAction): Slots {
    const usual = isStop(verb) ? this.stops : this.starts;
    const dispatch = options?.dispatch;
    const most = typeof dispatch === 'object' ? dispatch.atOnce : undefined;
    if (most === undefined) return usual;
    const own = this.asked.get(most) ?? createSlots(most);
    this.asked.set(most, own);
    return {
      take: async (host, signal) => {
        const release = await own.take(host, signal);
        try {
          const releaseUsual = await usual.take(host, signal);
          return () => {
            releaseUsual();
            release();
          };
        } catch (caught) {
          release();
          throw caught;
        }
      },
    };
  }

  /** Never rejects. */
  private async inTurn(
    running: Running,
    slots: Slots,
    work: () => Promise<void>,
    first: () => Promise<void> = async () => {},
  ): Promise<Outcome> {
    const { machine, stop } = running;
    this.roster.take(running);
    try {
      await first();
      const release = await slots.take(machine.host, stop.signal);
      let isDone = false;
      try {
        stop.signal.throwIfAborted();
        this.roster.put(running.id, { state: 'running' });
        await work();
        isDone = true;
      } finally {
        const listed = this.listed(running);
        // A host that need not answer most likely does not where its job has failed.
        if (isDone || !running.isApart) await listed;
        if (this.roster.ownerOf(machine) === running)
          this.context.monitor.showVia(machine.host, machine.id, undefined);
        release();
      }
      this.roster.end(running, 'done');
      return null;
    } catch (caught) {
      const failure = toFailure(caught);
      running.log.add(failure.message);
      this.roster.end(running, failure.code === 'aborted' ? 'aborted' : 'failed', failure);
      return failure;
    }
  }

  private async operate(running: Running, step: Step): Promise<void> {
    const { monitor, plugins, ask } = this.context;
    await carryOut(step, running.machine, {
      monitor,
      plugins,
      ...this.reports(running),
      ask,
      keep: (session) => this.context.keep(session, running.machine),
      tunnel: (request) => this.context.tunnel(request, running.machine),
      signal: running.stop.signal,
      apart: () => {
        running.isApart = true;
      },
      told: () => {
        running.isTold = true;
      },
      way: (way) => this.roster.put(running.id, { way }),
    });
    running.runningOnly = RUNS.has(step.action.verb) && PLAIN.has(running.machine.state);
  }

  /** The job ends with the table as it is now; a host that does not answer must not hold it back. */
  private async listed(running: Running): Promise<void> {
    const { host, type } = running.machine;
    const late = AbortSignal.timeout(running.stops ? STOPPED_MS : STARTED_MS);
    const how = { types: [type], runningOnly: running.runningOnly };
    if (!running.isTold) await this.context.monitor.refresh(host, late, how).catch(() => {});
  }
}

/** These change what runs; of what is configured they change at most a state that was kept, as of what is suspended. */
const RUNS: ReadonlySet<Verb> = new Set([
  'start',
  'shutdown',
  'poweroff',
  'reboot',
  'reset',
  'pause',
  'unpause',
]);
const PLAIN: ReadonlySet<MachineState> = new Set(['off', 'running', 'paused']);

/** How long the end of a job waits for the list after it: a host that was just woken takes its time to let us in. */
const STOPPED_MS = 10_000;
const STARTED_MS = 60_000;

/** What can be gone on with later is kept: nobody asked for its end. */
const closing = (): Failure => fail('aborted', 'ctys is being closed.', undefined, { closing: true });
