/** One step carried out: its ways in turn, each with its time; a lost connection is waited for, and nothing done twice. */
import type { MachineAction } from '../../model/action.ts';
import { Failure, type FailureCode, fail, toFailure } from '../../model/failure.ts';
import type { Machine, MachineRecord } from '../../model/machine.ts';
import { WAY_WORDS } from '../../model/plan-lines.ts';
import type { Step, Way, WayBy } from '../../model/step.ts';
import { isStop } from '../../model/verb.ts';
import { askSystem } from '../../plugins/pm/power/ask.ts';
import type { Ask } from '../../model/prompt.ts';
import type { Plugin, RunOptions } from '../../plugins/plugin.ts';
import { aroundOf } from '../monitor/around.ts';
import { delay } from '../../plugins/wait.ts';
import { withDeadline } from '../monitor/deadline.ts';
import type { Monitor } from '../monitor/monitor.ts';
import { untilAnswers } from './answers.ts';
import { operationOf, verbOfWay } from './check.ts';
import { isReached } from './reached.ts';

export interface CarryContext {
  readonly monitor: Monitor;
  readonly plugins: readonly Plugin[];
  readonly signal: AbortSignal;
  readonly ask: Ask;
  log(text: string, from?: 'output'): void;
  keep: NonNullable<RunOptions['keep']>;
  tunnel: NonNullable<RunOptions['tunnel']>;
  progress(text: string): void;
  way(by: WayBy): void;
  /** What came to be known is in the table; the host may not be there any more. */
  told(): void;
  /** It is carried out from here: its host need not answer. */
  apart(): void;
}

/** Between two looks at a machine that is waited for, and two tries to reach its host again. */
const LOOK_MS = 500;
/** How long a lost host is waited for. */
const BACK_MS = 120_000;

export async function carryOut(step: Step, machine: Machine, context: CarryContext): Promise<void> {
  if (step.note !== undefined) context.log(step.note);
  const carrier = new Carrier(step, machine, context);
  await carrier.allWays();
  if (step.answers !== undefined) await untilAnswers(step, machine, step.answers, context);
}

class Carrier {
  private readonly step: Step;
  private readonly machine: Machine;
  private readonly context: CarryContext;
  private readonly pid: number | undefined;
  /** A person is waited for. */
  private held = false;

  constructor(step: Step, machine: Machine, context: CarryContext) {
    this.step = step;
    this.machine = machine;
    this.context = context;
    this.pid = machine.pid;
  }

  async allWays(): Promise<void> {
    const { step, context } = this;
    if (step.after.length > 0) await this.look();
    if (this.isReached() && step.after.length > 0)
      return context.log(`${this.machine.label} is there already.`);
    const ways = step.ways.filter((way) => this.isPossible(way));
    for (const [at, way] of ways.entries()) {
      const isLast = at === ways.length - 1;
      context.way(way.by);
      if (ways.length > 1) context.log(`${WAY_WORDS[way.by]}, ${way.limit} s at most`);
      try {
        return await this.oneWay(way, isLast);
      } catch (caught) {
        const { code, message } = toFailure(caught);
        if (isLast || code === 'aborted' || LOST.has(code)) throw caught;
        context.log(message);
        context.signal.throwIfAborted();
      }
    }
    throw fail('not-capable', `Nothing can ${step.action.verb} ${this.machine.path}.`);
  }

  private isPossible(way: Way): boolean {
    const verb = verbOfWay(this.step, this.machine, way);
    return verb === undefined || operationOf(this.context.plugins, this.machine, verb) !== undefined;
  }

  /** The way again after a loss of the connection, unless what it was to do has come about. */
  private async oneWay(way: Way, isLast: boolean): Promise<void> {
    const { signal, log } = this.context;
    const what = `${this.machine.label}: ${WAY_WORDS[way.by]}`;
    for (;;) {
      try {
        const work = (own: AbortSignal): Promise<void> => this.go(way, isLast, own);
        return await withDeadline(work, way.limit * 1000, what, signal, () => this.held);
      } catch (caught) {
        const { code, message } = toFailure(caught);
        if (signal.aborted || !LOST.has(code) || isReached(this.step.action.verb, undefined) === undefined)
          throw caught;
        log(`${message} Waiting for ${this.machine.host}.`);
        this.context.progress(`waiting for ${this.machine.host}`);
        await this.untilBack(caught);
        log(`${this.machine.host} answers again.`);
        if (this.isReached()) return log('It was done meanwhile.');
      }
    }
  }

  private async go(way: Way, isLast: boolean, signal: AbortSignal): Promise<void> {
    const { monitor, plugins, log, progress, keep, tunnel } = this.context;
    const { machine } = this;
    const verb = verbOfWay(this.step, machine, way);
    if (verb === undefined) return await this.ask(signal);
    const operation = operationOf(plugins, machine, verb);
    if (operation === undefined) throw fail('not-capable', `${machine.type} machines cannot ${verb}.`);
    monitor.showVia(machine.host, machine.id, operation.via);
    if (operation.apart) this.context.apart();
    const channel = await monitor.channel(operation.apart ? 'localhost' : machine.host, signal);
    const elevate = (monitor.config(machine.host)?.elevation ?? 'none') !== 'none';
    const action = this.actionOf(way, verb, isLast);
    const around = aroundOf(monitor, machine.host, this.context.ask);
    await operation.run(channel, this.record(), action, {
      signal,
      elevate,
      around,
      progress,
      log,
      keep,
      holds: (isHeld) => {
        this.held = isHeld;
      },
      tunnel,
      tell: (news) => this.tell(news),
    });
  }

  /** A plugin's own fallback comes too late where the plan has one. */
  private actionOf({ by, limit }: Way, verb: MachineAction['verb'], isLast: boolean): MachineAction {
    const { action } = this.step;
    if (by === 'force') return { ...action, verb };
    return verb === 'shutdown' && !isLast ? { ...action, delay: limit + LATER } : action;
  }

  private async ask(signal: AbortSignal): Promise<void> {
    const { monitor, progress, log } = this.context;
    const { machine } = this;
    const { verb, level } = this.step.action;
    const host = machine.asHost ?? machine.host;
    progress(`asking ${host}`);
    try {
      await askSystem(await monitor.channel(host, signal), this.step.action, signal);
    } catch (caught) {
      signal.throwIfAborted();
      // Its own host is not lost: the next way goes through that.
      const { code, message, remedy } = toFailure(caught);
      throw LOST.has(code) ? fail('guest-ignores', `${host} cannot be asked: ${message}`, remedy) : caught;
    }
    log(`${host} was asked to ${verb}${level === undefined ? '' : ` ${level}`}.`);
    if (isReached(verb, undefined) === undefined) return;
    progress(`waiting for the end of ${machine.label}`);
    while (!this.isReached()) {
      await this.look(signal);
      if (!this.isReached()) await delay(LOOK_MS, signal);
    }
  }

  private tell(news: Partial<MachineRecord>): void {
    this.context.told();
    this.context.monitor.told(this.machine.host, { ...this.record(), ...news });
  }

  private record(): MachineRecord {
    return this.context.monitor.record(this.machine.host, this.machine.id) ?? this.machine;
  }

  private isReached(): boolean {
    const { monitor } = this.context;
    const now = monitor.record(this.machine.host, this.machine.id);
    const { verb } = this.step.action;
    // Another process under its name: the one that was to be stopped is gone, and this one is somebody else's wish.
    const isOther = now?.pid !== undefined && this.pid !== undefined && now.pid !== this.pid;
    return isReached(verb, isOther && isStop(verb) ? undefined : now) ?? false;
  }

  /** What cannot be seen now is seen later. */
  private async look(signal = this.context.signal): Promise<void> {
    const { host, type } = this.machine;
    const how = { types: [type], runningOnly: true, quiet: true };
    await this.context.monitor.refresh(host, signal, how).catch((caught: unknown) => {
      if (signal.aborted) throw caught;
    });
  }

  private async untilBack(lost: unknown): Promise<void> {
    const { monitor, signal } = this.context;
    const { host, type } = this.machine;
    const until = Date.now() + BACK_MS;
    for (;;) {
      try {
        return await monitor.refresh(host, signal, { types: [type], runningOnly: true, quiet: true });
      } catch (caught) {
        if (signal.aborted) throw caught;
        if (Date.now() > until) throw lost instanceof Failure ? lost : caught;
        await delay(LOOK_MS, signal);
      }
    }
  }
}

/** s: further than any limit. */
const LATER = 3_600;

const LOST: ReadonlySet<FailureCode> = new Set(['connection-lost', 'unreachable', 'refused']);
