/** Actions as jobs: one a step, one a machine at a time, a few a host at a time. */
import { randomUUID } from 'node:crypto';
import { formatCall } from '../../ctys/format.ts';
import type { MachineAction } from '../../model/action.ts';
import { availability } from '../../model/availability.ts';
import { Failure, fail, toFailure } from '../../model/failure.ts';
import type { Job, JobState, LogLine } from '../../model/job.ts';
import type { Machine } from '../../model/machine.ts';
import { type Plan, plan, type Step } from '../../model/plan.ts';
import type { Ask } from '../../model/prompt.ts';
import type { Verb } from '../../model/verb.ts';
import type { Operation, Plugin } from '../../plugins/plugin.ts';
import { aroundOf } from '../monitor/around.ts';
import type { Monitor } from '../monitor/monitor.ts';
import type { Tables } from '../tables.ts';
import type { History } from './history.ts';
import { createJobLog, type JobLog } from './log.ts';
import { createSlots } from './slots.ts';

export interface JobsContext {
  readonly tables: Tables;
  readonly monitor: Monitor;
  readonly plugins: readonly Plugin[];
  readonly history: History;
  readonly ask: Ask;
}

export interface Jobs {
  /** @throws Failure not-found, ambiguous */
  plan(action: MachineAction): Plan;
  /** Starts the jobs; returns their ids. @throws Failure why it cannot be done */
  run(action: MachineAction): readonly string[];
  /** An ended job stays as it ended. @throws Failure not-found */
  abort(id: string): void;
  /** @throws Failure not-found */
  log(id: string, signal?: AbortSignal): AsyncIterableIterator<LogLine, undefined>;
  /** Stops all, and waits until they have. */
  close(): Promise<void>;
}

/** Verbs that end what another job is doing to the machine: the way out when that does not come to an end. */
const OVERRIDES: ReadonlySet<Verb> = new Set(['poweroff', 'reset']);
const PER_HOST = 4;
const MOST_ENDED = 100;

interface Running {
  readonly id: string;
  readonly machine: Machine;
  readonly stop: AbortController;
  readonly log: JobLog;
  done: Promise<void>;
}

interface Checked {
  readonly step: Step;
  readonly machine: Machine;
  readonly operation: Operation;
  /** The job it overrides. */
  readonly other: Running | undefined;
}

export function createJobs(context: JobsContext): Jobs {
  const runner = new Runner(context);
  return {
    plan: (action) => plan(action, context.tables.machines.values()),
    run: (action) => runner.start(plan(action, context.tables.machines.values())),
    abort: (id) => runner.abort(id),
    log: (id, signal) => runner.log(id).read(signal),
    close: () => runner.close(),
  };
}

class Runner {
  private readonly context: JobsContext;
  private readonly slots = createSlots(PER_HOST);
  private readonly running = new Map<string, Running>();
  /** The job that has a machine, by machine id. */
  private readonly busy = new Map<string, Running>();
  private readonly logs = new Map<string, JobLog>();
  private closed = false;

  constructor(context: JobsContext) {
    this.context = context;
  }

  start(steps: Plan): readonly string[] {
    if (this.closed) throw fail('aborted', 'ctys is being closed.');
    const checked = steps.map((step) => this.check(step));
    let before: Promise<boolean> = Promise.resolve(true);
    return checked.map(({ step, machine, operation, other }) => {
      const running = this.enqueue(step, machine);
      const done = this.carryOut(running, step, operation, { before, other });
      before = done;
      running.done = done.then(() => {});
      return running.id;
    });
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
    for (const { stop } of all) stop.abort(fail('aborted', 'ctys is being closed.'));
    await Promise.all(all.map(({ done }) => done));
  }

  /** @throws Failure why the step cannot be done now */
  private check(step: Step): Checked {
    const machine = this.context.tables.machines.get(step.machine);
    if (machine === undefined) throw fail('not-found', 'The machine is gone.', 'Refresh its host.');
    const { verb } = step.action;
    const plugin = this.context.plugins.find(({ type }) => type === machine.type);
    const operation = plugin?.operations[verb];
    if (operation === undefined) throw fail('not-capable', `${machine.type} machines cannot ${verb}.`);
    const other = this.busy.get(machine.id);
    if (other !== undefined && !OVERRIDES.has(verb)) throw this.busyFailure(other);
    const refusal = availability(verb, machine, step.action.stateFile);
    if (refusal !== null) throw new Failure(refusal);
    if (other === undefined && !operation.from.includes(machine.state))
      throw fail('wrong-state', `${machine.label} is ${machine.state}; it cannot ${verb} from there.`);
    return { step, machine, operation, other };
  }

  private busyFailure({ id, machine }: Running): Failure {
    const verb = this.context.tables.jobs.get(id)?.action.verb ?? 'job';
    return fail('busy', `${machine.label} is busy with a ${verb}.`, 'Wait for its end, or stop that job.', {
      job: id,
    });
  }

  private enqueue(step: Step, machine: Machine): Running {
    const { tables, history } = this.context;
    const running: Running = {
      id: randomUUID(),
      machine,
      stop: new AbortController(),
      log: createJobLog(),
      done: Promise.resolve(),
    };
    const job: Job = {
      id: running.id,
      action: step.action,
      call: formatCall(step.action, machine),
      machine: machine.id,
      path: machine.path,
      state: 'queued',
      started: Date.now(),
    };
    this.running.set(running.id, running);
    this.logs.set(running.id, running.log);
    tables.jobs.put(job);
    running.log.add(job.call);
    history.begin(job);
    return running;
  }

  /** true: done. Never rejects. */
  private async carryOut(
    running: Running,
    step: Step,
    operation: Operation,
    { before, other }: { before: Promise<boolean>; other: Running | undefined },
  ): Promise<boolean> {
    this.busy.set(running.machine.id, running);
    other?.stop.abort(fail('aborted', `Stopped by a ${step.action.verb} of the same machine.`));
    try {
      await other?.done;
      if (!(await before)) throw fail('aborted', 'A step before it was not done.');
      const release = await this.slots.take(running.machine.host, running.stop.signal);
      try {
        await this.operate(running, step, operation);
      } finally {
        release();
      }
      this.end(running, 'done');
      return true;
    } catch (caught) {
      const failure = toFailure(caught);
      running.log.add(failure.message);
      this.end(running, running.stop.signal.aborted ? 'aborted' : 'failed', failure);
      return false;
    }
  }

  private async operate(running: Running, step: Step, operation: Operation): Promise<void> {
    const { machine, stop, log } = running;
    const { monitor } = this.context;
    stop.signal.throwIfAborted();
    this.put(running.id, { state: 'running' });
    monitor.showVia(machine.host, machine.id, operation.via);
    let told = false;
    let done = false;
    try {
      const channel = await monitor.channel(operation.apart ? 'localhost' : machine.host, stop.signal);
      const record = monitor.record(machine.host, machine.id) ?? machine;
      const elevate = (monitor.config(machine.host)?.elevation ?? 'none') !== 'none';
      await operation.run(channel, record, step.action, {
        signal: stop.signal,
        elevate,
        around: aroundOf(monitor, machine.host, this.context.ask),
        progress: (progress) => this.put(running.id, { progress }),
        log: (text) => log.add(text),
        tell: (news) => {
          told = true;
          monitor.told(machine.host, { ...record, ...news });
        },
      });
      done = true;
    } finally {
      // The job ends with the table as it is now; a host that does not answer must not hold it back.
      const late = AbortSignal.timeout(LISTED_MS);
      const list = (): Promise<void> =>
        monitor.refresh(machine.host, late, { types: [machine.type] }).catch(() => {});
      // A host that need not answer most likely does not where its job has failed.
      if (!told && (done || !operation.apart)) await list();
      else if (!told) void list();
      if (this.busy.get(machine.id) === running) monitor.showVia(machine.host, machine.id, undefined);
    }
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

/** How long the end of a job waits for the list after it. */
const LISTED_MS = 10_000;

const noJob = (): Failure => fail('not-found', 'There is no such job any more.');
