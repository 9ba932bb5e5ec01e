/** Jobs as everybody sees them: in the table, in the history, with their logs; and who has which machine. */
import { randomUUID } from 'node:crypto';
import { type Failure, type FailureData, fail } from '../../model/failure.ts';
import type { Job, JobAction, JobState } from '../../model/job.ts';
import type { Machine } from '../../model/machine.ts';
import { isStop } from '../../model/verb.ts';
import type { Tables } from '../tables.ts';
import type { History } from './history.ts';
import { createJobLog, type JobLog } from './log.ts';

const MOST_ENDED = 1_000;

/** Why a step was not done; null: it was. */
export type Outcome = FailureData | null;

export interface Running {
  readonly id: string;
  readonly machine: Machine;
  readonly stop: AbortController;
  readonly log: JobLog;
  done: Promise<Outcome>;
  /** The table has its outcome already. */
  isTold: boolean;
  /** It is done, and nothing that is configured has changed: what runs is looked at, and no more. */
  runningOnly: boolean;
  /** Its host need not answer. */
  isApart: boolean;
  /** Its host may not answer any more at its end. */
  readonly stops: boolean;
}

export class Roster {
  private readonly tables: Tables;
  private readonly history: History;
  private readonly running = new Map<string, Running>();
  /** The job that has a machine, by machine id. */
  private readonly busy = new Map<string, Running>();
  private readonly logs = new Map<string, JobLog>();

  constructor(tables: Tables, history: History) {
    this.tables = tables;
    this.history = history;
  }

  enqueue(action: JobAction, call: string, machine: Machine, run: string | undefined): Running {
    const running: Running = {
      id: randomUUID(),
      machine,
      stop: new AbortController(),
      log: createJobLog(),
      done: Promise.resolve(null),
      isTold: false,
      runningOnly: false,
      isApart: false,
      stops: action.verb !== 'tool' && isStop(action.verb),
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
    this.tables.jobs.put(job);
    running.log.add(job.call);
    this.history.begin(job);
    return running;
  }

  /** What has the machine now. */
  ownerOf({ id }: Machine): Running | undefined {
    return this.busy.get(id);
  }

  take(running: Running): void {
    this.busy.set(running.machine.id, running);
  }

  /** @throws Failure busy */
  checkFree(machine: Machine): void {
    const other = this.ownerOf(machine);
    if (other !== undefined) throw this.busyFailure(other);
  }

  busyFailure({ id, machine }: Running): Failure {
    const action = this.tables.jobs.get(id)?.action;
    const what = action?.verb === 'tool' ? action.tool : (action?.verb ?? 'job');
    return fail('busy', `${machine.label} is busy with a ${what}.`, 'Wait for its end, or stop that job.', {
      job: id,
    });
  }

  put(id: string, news: Partial<Job>): void {
    const job = this.tables.jobs.get(id);
    if (job !== undefined && job.ended === undefined) this.tables.jobs.put({ ...job, ...news });
  }

  end(running: Running, state: JobState, failure?: Job['failure']): void {
    const { id, machine, log } = running;
    this.put(id, { state, ended: Date.now(), ...(failure !== undefined && { failure }) });
    const job = this.tables.jobs.get(id);
    if (job !== undefined) this.history.end(job);
    log.end();
    this.running.delete(id);
    if (this.busy.get(machine.id) === running) this.busy.delete(machine.id);
    const { jobs } = this.tables;
    const ended = [...jobs.values()].filter((one) => one.ended !== undefined);
    for (const old of ended.slice(0, Math.max(0, ended.length - MOST_ENDED))) {
      jobs.drop(old.id);
      this.logs.delete(old.id);
    }
  }

  all(): readonly Running[] {
    return [...this.running.values()];
  }

  /** An ended job stays as it ended. @throws Failure not-found */
  stop(id: string, why: Failure): void {
    if (!this.tables.jobs.has(id)) throw noJob();
    this.running.get(id)?.stop.abort(why);
  }

  /** @throws Failure not-found */
  log(id: string): JobLog {
    const log = this.logs.get(id);
    if (log === undefined) throw noJob();
    return log;
  }
}

const noJob = (): Failure => fail('not-found', 'There is no such job any more.');
