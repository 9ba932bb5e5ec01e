/** One host: connected, looked at, watched; lost and tried again. */
import { setMaxListeners } from 'node:events';
import type { Channel } from '../../channel/channel.ts';
import type { FailureData } from '../../model/failure.ts';
import { Failure, fail, toFailure } from '../../model/failure.ts';
import type { HostState, HostStatus, Readiness } from '../../model/host.ts';
import type { Plugin } from '../../plugins/plugin.ts';
import type { InventoryHost } from '../inventory/inventory.ts';
import { askOthers, expectAll } from './absent.ts';
import { Alarm } from './alarm.ts';
import { backoff } from './backoff.ts';
import type { MonitorContext } from './context.ts';
import { unless } from './deadline.ts';
import { Followers } from './events.ts';
import { type Knowledge, SEEN_MS } from './knowledge.ts';
import { look } from './look.ts';
import { Schedule } from './schedule.ts';
import { isDenied, nextStatus, type StatusNews } from './status.ts';
import { type RefreshOptions, Waiters } from './waiters.ts';

/** Folders beyond the inventory's that a host is asked about; the first asked for go first. */
const MOST_BASES = 100;

/** ms; what falls sooner than this after it came is not hurried. */
const STEADY = 5_000;

export class HostMonitor {
  entry: InventoryHost;
  readonly knowledge: Knowledge;
  private readonly context: MonitorContext;
  private readonly stopping = new AbortController();
  private ended: Promise<void> = Promise.resolve();
  private begun = false;
  private channel: Channel | undefined;
  private readonly moreBases = new Set<string>();
  private readonly waiters = new Waiters();
  private readonly schedule: Schedule;
  private readonly alarm = new Alarm();
  private attempt = 0;
  /** When it was last lost; epoch ms. */
  private fellAt = 0;
  /** When others were last asked about it; epoch ms. */
  private askedAt = 0;
  private lastSeen: number | undefined;

  constructor(
    entry: InventoryHost,
    knowledge: Knowledge,
    context: MonitorContext,
    seen?: number,
    readiness?: readonly Readiness[],
  ) {
    this.entry = entry;
    this.knowledge = knowledge;
    this.context = context;
    const { timings, tables, plugins, onDemand } = context;
    this.schedule = new Schedule(timings, !onDemand, {
      watched: () => tables.watchers > 0,
      hosts: () => tables.hosts.size,
    });
    this.lastSeen = seen;
    this.show(entry.failure === undefined ? 'new' : 'denied', {
      ...(entry.failure !== undefined && { failure: entry.failure }),
      ...(readiness !== undefined && { readiness }),
    });
    expectAll(plugins, entry.config, knowledge);
    if (!context.onDemand) this.begin();
  }

  /** Once; an entry with an error is not contacted. */
  private begin(): void {
    if (this.begun || this.entry.failure !== undefined) return;
    this.begun = true;
    this.ended = this.run().catch((caught) => this.bug(caught));
  }

  /** Resolves after a full look that starts after this call. @throws Failure why there was none */
  async refresh(signal?: AbortSignal, options: RefreshOptions = {}): Promise<void> {
    if (this.entry.failure !== undefined) throw new Failure(this.entry.failure);
    if (this.stopping.signal.aborted) throw this.goneFailure();
    for (const base of options.bases ?? []) this.moreBases.add(base);
    for (const base of this.moreBases) if (this.moreBases.size > MOST_BASES) this.moreBases.delete(base);
    if (options.follow === true) this.schedule.follows = true;
    const looked = this.waiters.wait(options);
    this.begin();
    this.alarm.ring();
    await unless(signal, looked);
  }

  /** What connects nothing anew changed: labels, notes. */
  update(entry: InventoryHost): void {
    this.entry = entry;
    const status = this.status;
    if (status !== undefined)
      this.context.tables.hosts.put({ ...status, config: entry.config, origin: entry.origin });
    expectAll(this.context.plugins, entry.config, this.knowledge);
    this.schedule.reset();
    this.alarm.ring();
  }

  /** A client came: what is older than its poll interval is listed at once. */
  nudge(): void {
    this.alarm.ring();
  }

  /** `disconnect`: its connection is not wanted any more. */
  async stop(disconnect: boolean): Promise<void> {
    this.stopping.abort(this.goneFailure());
    this.waiters.fail(this.goneFailure());
    if (disconnect) this.channel?.close();
    await this.ended;
  }

  private get status(): HostStatus | undefined {
    return this.context.tables.hosts.get(this.entry.config.name);
  }

  private goneFailure(): Failure {
    return fail('aborted', `${this.entry.config.name} is not watched any more.`);
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        // What a person asked for shows; a try of its own accord leaves the reason of the loss in place.
        if (this.status?.state === 'new' || this.waiters.any) this.show('connecting');
        await this.connected(signal);
      } catch (caught) {
        if (signal.aborted) return;
        await this.fell(toFailure(caught), signal);
      }
    }
  }

  /** Connects and looks until the connection is gone. Always throws. */
  private async connected(signal: AbortSignal): Promise<never> {
    this.waiters.tries();
    // Stopping must not wait for a connecting that hangs.
    const channel = await unless(signal, this.context.pool.channel(this.entry.config, signal));
    this.waiters.connected();
    const over = new AbortController();
    const live = AbortSignal.any([signal, channel.gone, over.signal]);
    // As many as plugins that ask at the same time.
    setMaxListeners(0, live);
    this.channel = channel;
    this.schedule.reset();
    try {
      const looking = this.lookContext(channel, live);
      for (;;) {
        await this.lookOnce(channel, looking, live);
        await this.untilDue(live);
      }
    } finally {
      this.channel = undefined;
      over.abort();
    }
  }

  private lookContext(channel: Channel, live: AbortSignal) {
    const { config } = this.entry;
    const { plugins, notices, timings } = this.context;
    const { knowledge, moreBases } = this;
    const followers = new Followers(channel, { config, knowledge, notices }, live, (type) => {
      this.schedule.tell(type);
      this.alarm.ring();
    });
    return {
      config,
      plugins,
      notices,
      knowledge,
      moreBases,
      answer: timings.answer,
      readiness: new Map<string, Readiness>(),
      unsure: new Set<string>(),
      asking: () =>
        [...this.context.tables.prompts.values()].some(({ host }) => host === this.entry.config.name),
      alive: () => {
        if (this.status?.state === 'up') return;
        this.attempt = 0;
        this.show('up', { transport: channel.transport });
      },
      listed: (plugin: Plugin) => {
        if (this.schedule.follows) followers.follow(plugin);
      },
    };
  }

  private async lookOnce(
    channel: Channel,
    looking: ReturnType<HostMonitor['lookContext']>,
    live: AbortSignal,
  ): Promise<void> {
    const { schedule } = this;
    const taken = this.waiters.take();
    const { waiters, whole } = taken;
    const types = waiters.length > 0 ? taken.types : schedule.types();
    const scanned = new Set<string>();
    const enumerate = (type: string): boolean => {
      if (!whole && !schedule.scanDue(type)) return false;
      scanned.add(type);
      return true;
    };
    schedule.begin(types);
    try {
      const context = { ...looking, config: this.entry.config };
      const options = { asked: taken.asked, probe: whole, enumerate, types };
      const isFull = await look(channel, context, options, live);
      schedule.end(types, scanned);
      if (types === undefined) this.sawAll(isFull);
      this.saw(channel, [...looking.readiness.values()], waiters.length > 0);
      for (const waiter of waiters) waiter.done();
    } catch (caught) {
      for (const waiter of waiters) waiter.failed(new Failure(toFailure(caught)));
      throw caught;
    }
  }

  private sawAll(isFull: boolean): void {
    if (isFull) this.lastSeen = Date.now();
    else this.knowledge.refreshAges();
  }

  /** The host's own age goes out at most every SEEN_MS, unless asked for. */
  private saw(channel: Channel, found: readonly Readiness[], asked: boolean): void {
    const { seen: told, state, readiness: known = [] } = this.status ?? {};
    const due = asked || told === undefined || Date.now() - told >= SEEN_MS || state !== 'up';
    const seen = due ? this.lastSeen : told;
    // As the plugins stand, whichever answers first.
    const readiness = this.context.plugins.flatMap(({ type }) => {
      const is = (one: Readiness): boolean => one.type === type;
      return found.find(is) ?? known.find(is) ?? [];
    });
    this.show('up', {
      transport: channel.transport,
      readiness,
      ...(seen !== undefined && { seen }),
    });
    this.context.changed();
  }

  private async untilDue(live: AbortSignal): Promise<void> {
    while (!live.aborted && !this.waiters.any) {
      const left = this.schedule.left();
      if (left <= 0) break;
      await this.alarm.sleep(left === Number.POSITIVE_INFINITY ? undefined : left, live);
    }
    live.throwIfAborted();
  }

  /** Shows why, and waits: for the next try, or for a person where trying again is no use. */
  private async fell(failure: FailureData, signal: AbortSignal): Promise<void> {
    const denied = isDenied(failure);
    // A person who was asked and refused is not asked once more for others.
    if (denied) this.waiters.fail(new Failure(failure));
    else this.waiters.failEarly(new Failure(failure));
    if (this.status?.state === 'up') this.fellAt = Date.now();
    const { retryFirst, retryMost, knock } = this.context.timings;
    const soon = this.isRestart(failure);
    const wait = soon ? knock : backoff(++this.attempt, retryFirst, retryMost, Math.random());
    const retryAt = Date.now() + wait;
    this.show(denied ? 'denied' : 'lost', { failure, ...(!denied && { retryAt }) });
    this.knowledge.lost();
    this.context.changed();
    // Its controller may know that it is not a restart, but is not asked at every knock.
    if (!soon || Date.now() - this.askedAt >= STEADY) await this.askOthers(signal);
    while (!signal.aborted && !this.waiters.any && (denied || Date.now() < retryAt)) {
      if (denied) await this.alarm.sleep(undefined, signal);
      else await this.alarm.sleep(retryAt - Date.now(), signal);
    }
  }

  /** Where sshd is started anew it is back soon, and being refused costs nobody anything. */
  private isRestart({ code }: FailureData): boolean {
    const { state, since = 0 } = this.status ?? {};
    const wasSteady = state === 'up' && Date.now() - since >= STEADY;
    const comesBack =
      code === 'refused' ? Date.now() - this.fellAt < this.context.timings.knocking : wasSteady;
    return comesBack && this.context.tables.watchers > 0;
  }

  private async askOthers(signal: AbortSignal): Promise<void> {
    this.askedAt = Date.now();
    const { plugins, timings, around } = this.context;
    const late = AbortSignal.any([signal, AbortSignal.timeout(timings.answer)]);
    await askOthers(plugins, around(this.entry.config.name), this.knowledge, late);
  }

  private bug(caught: unknown): void {
    this.context.notices.raise(`monitor:${this.entry.config.name}`, 'error', toFailure(caught));
  }

  private show(state: HostState, more: StatusNews = {}): void {
    const news = { ...more, lastSeen: this.lastSeen };
    this.context.tables.hosts.put(nextStatus(this.entry, this.status, state, news, Date.now()));
  }
}
