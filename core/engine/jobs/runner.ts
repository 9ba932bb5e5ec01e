/** Jobs in the order of their plan: side by side where it lets them, one a machine at a time, so many a host. */
import { randomUUID } from 'node:crypto';
import { formatCall } from '../../ctys/format.ts';
import { type Failure, type FailureData, fail, toFailure } from '../../model/failure.ts';
import type { ToolAction } from '../../model/action.ts';
import { isCreation, toBe } from '../../model/creation.ts';
import type { Job, JobAction, JobState } from '../../model/job.ts';
import { isMade, type Machine } from '../../model/machine.ts';
import type { Plan, Step } from '../../model/step.ts';
import { isStop, type Verb } from '../../model/verb.ts';
import { aroundOf } from '../monitor/around.ts';
import { unless } from '../monitor/deadline.ts';
import { carryOut } from './carry.ts';
import { checkStep, operationOf } from './check.ts';
import type { JobsContext, Make } from './jobs.ts';
import { createJobLog, type JobLog } from './log.ts';
import { createSlots, type Slots } from './slots.ts';

/** Verbs that end what another job is doing to the machine: the way out when that does not come to an end. */
const OVERRIDES: ReadonlySet<Verb> = new Set(['poweroff', 'reset']);
/** Starting takes a host's power; stopping is mostly waiting. */
const STARTS_PER_HOST = 4;
const STOPS_PER_HOST = 32;
const MOST_ENDED = 100;

/** Why a step was not done; null: it was. */
type Outcome = FailureData | null;

export interface Running {
  readonly id: string;
  readonly machine: Machine;
  readonly stop: AbortController;
  readonly log: JobLog;
  done: Promise<Outcome>;
  /** The table has its outcome already. */
  isTold: boolean;
  /** Its host need not answer. */
  isApart: boolean;
}

export class Runner {
  private readonly context: JobsContext;
  private readonly starts = createSlots(STARTS_PER_HOST);
  private readonly stops = createSlots(STOPS_PER_HOST);
  private readonly running = new Map<string, Running>();
  /** The job that has a machine, by machine id. */
  private readonly busy = new Map<string, Running>();
  private readonly logs = new Map<string, JobLog>();
  private closed = false;

  constructor(context: JobsContext) {
    this.context = context;
  }

  start(steps: Plan): readonly string[] {
    if (this.closed) throw closing();
    const waited = new Set(steps.flatMap(({ after }) => after));
    const checked = steps.map((step) => {
      const { machine, other } = this.check(step, waited.has(step.id));
      return { step, machine, other };
    });
    const run = steps.length > 1 ? randomUUID() : undefined;
    const begun = new Map<string, { readonly step: Step; readonly running: Running }>();
    // All are in the table before the first begins: a plan is seen whole.
    for (const { step, machine } of checked)
      begun.set(step.id, {
        step,
        running: this.enqueue(step.action, formatCall(step.action, machine), machine, run),
      });
    return checked.map(({ step, other }) => {
      const { running } = begun.get(step.id) as { readonly running: Running };
      const before = step.after.flatMap((id) => begun.get(id) ?? []);
      running.done = this.job(running, step, before, other);
      return running.id;
    });
  }

  make(machine: Machine, action: ToolAction, call: string, make: Make): string {
    if (this.closed) throw closing();
    const other = this.busy.get(machine.id);
    if (other !== undefined) throw this.busyFailure(other);
    const running = this.enqueue(action, call, machine, undefined);
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
      progress: (progress: string) => this.put(id, { progress }),
    };
  }

  abort(id: string): void {
    if (!this.context.tables.jobs.has(id)) throw noJob();
    this.running.get(id)?.stop.abort(fail('aborted', 'Stopped on request.'));
  }

  log(id: string): JobLog {
    const log = this.logs.get(id);
    if (log === undefined) throw noJob();
    return log;
  }

  async close(): Promise<void> {
    this.closed = true;
    const all = [...this.running.values()];
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
    const other = this.busy.get(machine.id);
    if (other !== undefined && !OVERRIDES.has(step.action.verb) && !isInner) throw this.busyFailure(other);
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
    const other = this.busy.get(machine.id);
    if (other !== undefined) throw this.busyFailure(other);
    return { machine, other };
  }

  private busyFailure({ id, machine }: Running): Failure {
    const action = this.context.tables.jobs.get(id)?.action;
    const what = action?.verb === 'tool' ? action.tool : (action?.verb ?? 'job');
    return fail('busy', `${machine.label} is busy with a ${what}.`, 'Wait for its end, or stop that job.', {
      job: id,
    });
  }

  private enqueue(action: JobAction, call: string, machine: Machine, run: string | undefined): Running {
    const { tables, history } = this.context;
    const running: Running = {
      id: randomUUID(),
      machine,
      stop: new AbortController(),
      log: createJobLog(),
      done: Promise.resolve(null),
      isTold: false,
      isApart: false,
    };
    const job: Job = {
      id: running.id,
      action,
      call,
      machine: machine.id,
      path: machine.path,
      state: 'queued',
      started: Date.now(),
      ...(run !== undefined && { run }),
    };
    this.running.set(running.id, running);
    this.logs.set(running.id, running.log);
    tables.jobs.put(job);
    running.log.add(job.call);
    history.begin(job);
    return running;
  }

  /** Never rejects. */
  private async job(
    running: Running,
    step: Step,
    before: readonly { readonly step: Step; readonly running: Running }[],
    other: Running | undefined,
  ): Promise<Outcome> {
    const { verb } = step.action;
    if (OVERRIDES.has(verb)) other?.stop.abort(fail('aborted', `Stopped by a ${verb} of the same machine.`));
    const first = async (): Promise<void> => {
      if (other !== undefined) await unless(running.stop.signal, other.done);
      await this.waitFor(before, running);
    };
    const slots = isStop(verb) ? this.stops : this.starts;
    return await this.inTurn(running, slots, () => this.operate(running, step), first);
  }

  /** Never rejects. */
  private async inTurn(
    running: Running,
    slots: Slots,
    work: () => Promise<void>,
    first: () => Promise<void> = async () => {},
  ): Promise<Outcome> {
    const { machine, stop } = running;
    this.busy.set(machine.id, running);
    try {
      await first();
      const release = await slots.take(machine.host, stop.signal);
      let isDone = false;
      try {
        stop.signal.throwIfAborted();
        this.put(running.id, { state: 'running' });
        await work();
        isDone = true;
      } finally {
        const listed = this.listed(running);
        // A host that need not answer most likely does not where its job has failed.
        if (isDone || !running.isApart) await listed;
        if (this.busy.get(machine.id) === running)
          this.context.monitor.showVia(machine.host, machine.id, undefined);
        release();
      }
      this.end(running, 'done');
      return null;
    } catch (caught) {
      const failure = toFailure(caught);
      running.log.add(failure.message);
      this.end(running, failure.code === 'aborted' ? 'aborted' : 'failed', failure);
      return failure;
    }
  }

  private async waitFor(
    before: readonly { readonly step: Step; readonly running: Running }[],
    running: Running,
  ): Promise<void> {
    if (before.length === 0) return;
    this.put(running.id, { progress: 'waiting for what comes first' });
    const outcomes = before.map(async (one) => ({ ...one, outcome: await one.running.done }));
    for (const { step, running: first, outcome } of await unless(running.stop.signal, Promise.all(outcomes)))
      if (outcome !== null && blocks(step, outcome, first.machine.host === running.machine.host))
        throw fail('aborted', 'A step before it was not done.', 'Run the call again for what is left.');
  }

  private async operate(running: Running, step: Step): Promise<void> {
    const { monitor, plugins, ask } = this.context;
    await carryOut(step, running.machine, {
      monitor,
      plugins,
      ...this.reports(running),
      ask,
      keep: (session) => this.context.keep(session, running.machine),
      signal: running.stop.signal,
      apart: () => {
        running.isApart = true;
      },
      told: () => {
        running.isTold = true;
      },
      way: (way) => this.put(running.id, { way }),
    });
  }

  /** The job ends with the table as it is now; a host that does not answer must not hold it back. */
  private async listed(running: Running): Promise<void> {
    const { host, type } = running.machine;
    const late = AbortSignal.timeout(LISTED_MS);
    if (!running.isTold) await this.context.monitor.refresh(host, late, { types: [type] }).catch(() => {});
  }

  private put(id: string, news: Partial<Job>): void {
    const job = this.context.tables.jobs.get(id);
    if (job !== undefined && job.ended === undefined) this.context.tables.jobs.put({ ...job, ...news });
  }

  private end({ id, machine, log }: Running, state: JobState, failure?: Job['failure']): void {
    this.put(id, { state, ended: Date.now(), ...(failure !== undefined && { failure }) });
    const job = this.context.tables.jobs.get(id);
    if (job !== undefined) this.context.history.end(job);
    log.end();
    this.running.delete(id);
    if (this.busy.get(machine.id)?.id === id) this.busy.delete(machine.id);
    const { jobs } = this.context.tables;
    const ended = [...jobs.values()].filter((job) => job.ended !== undefined);
    for (const old of ended.slice(0, Math.max(0, ended.length - MOST_ENDED))) {
      jobs.drop(old.id);
      this.logs.delete(old.id);
    }
  }
}

/** What was not tried out. */
const UNTRIED: ReadonlySet<FailureData['code']> = new Set([
  'aborted',
  'connection-lost',
  'unreachable',
  'refused',
  'no-such-host',
  'auth-denied',
  'host-key-unknown',
  'host-key-changed',
  'host-key-revoked',
  'transport-unable',
  'busy',
]);

/**
 * What rises needs what is below it. What stops waits until the inner one is stopped or all its ways have run out; an
 * inner host that is out of reach leaves the way of its own hypervisor.
 */
function blocks({ action }: Step, outcome: FailureData, sameHost: boolean): boolean {
  if (!isStop(action.verb) || outcome.code === 'aborted') return true;
  return sameHost && UNTRIED.has(outcome.code);
}

/** How long the end of a job waits for the list after it. */
const LISTED_MS = 10_000;

/** What can be gone on with later is kept: nobody asked for its end. */
const closing = (): Failure => fail('aborted', 'ctys is being closed.', undefined, { closing: true });

const noJob = (): Failure => fail('not-found', 'There is no such job any more.');
