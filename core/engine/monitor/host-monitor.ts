/** One host: connected, looked at, watched; lost and tried again. */
import type { Channel } from '../../channel/channel.ts';
import type { FailureData } from '../../model/failure.ts';
import { Failure, fail, toFailure } from '../../model/failure.ts';
import type { HostState, HostStatus, Readiness } from '../../model/host.ts';
import type { Plugin } from '../../plugins/plugin.ts';
import type { InventoryHost } from '../inventory/inventory.ts';
import type { Notices } from '../notices.ts';
import type { Pool, Timings } from '../ports.ts';
import type { Tables } from '../tables.ts';
import { backoff } from './backoff.ts';
import { unless } from './deadline.ts';
import { followEvents } from './events.ts';
import { type Knowledge, SEEN_MS } from './knowledge.ts';
import { look } from './look.ts';
import { isDenied, nextStatus, type StatusNews } from './status.ts';

export interface MonitorContext {
  readonly tables: Tables;
  readonly notices: Notices;
  readonly pool: Pool;
  readonly plugins: readonly Plugin[];
  readonly timings: Timings;
  /** Something worth caching changed. */
  changed(): void;
  /** Hosts are contacted only once somebody refreshes them. */
  readonly onDemand?: boolean;
}

/** "List again" is heard at most so often. */
const STALE_MS = 250;

/** How a host is looked at for somebody's sake. */
export interface RefreshOptions {
  /** Nobody is asked for a sudo password. */
  readonly quiet?: boolean;
  /** What runs is enough: what is configured and what can be done there are as they were. */
  readonly runningOnly?: boolean;
  /** Folders to look for configurations in, from now on, beside those of the host. */
  readonly bases?: readonly string[];
}

/** Folders beyond the inventory's that a host is asked about; the first asked for go first. */
const MOST_BASES = 100;

interface Waiter extends RefreshOptions {
  done(): void;
  failed(failure: Failure): void;
}

export class HostMonitor {
  entry: InventoryHost;
  readonly knowledge: Knowledge;
  private readonly context: MonitorContext;
  private readonly stopping = new AbortController();
  private ended: Promise<void> = Promise.resolve();
  private begun = false;
  private channel: Channel | undefined;
  private readonly moreBases = new Set<string>();
  private waiters: Waiter[] = [];
  private wake: () => void = () => {};
  private attempt = 0;
  private lastLook = 0;
  private lastScan = 0;
  private isStale = false;
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
    this.lastSeen = seen;
    this.show(entry.failure === undefined ? 'new' : 'denied', {
      ...(entry.failure !== undefined && { failure: entry.failure }),
      ...(readiness !== undefined && { readiness }),
    });
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
    const looked = new Promise<void>((done, failed) => {
      this.waiters.push({ ...options, done, failed });
      this.begin();
      this.wake();
    });
    await unless(signal, looked);
  }

  /** What connects nothing anew changed: labels, notes. */
  update(entry: InventoryHost): void {
    this.entry = entry;
    const status = this.status;
    if (status !== undefined)
      this.context.tables.hosts.put({ ...status, config: entry.config, origin: entry.origin });
    this.lastScan = 0;
    this.wake();
  }

  /** A client came: what is older than its poll interval is listed at once. */
  nudge(): void {
    this.wake();
  }

  /** `disconnect`: its connection is not wanted any more. */
  async stop(disconnect: boolean): Promise<void> {
    this.stopping.abort(this.goneFailure());
    this.settle(this.goneFailure());
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
        if (this.status?.state === 'new' || this.waiters.length > 0) this.show('connecting');
        await this.connected(signal);
      } catch (caught) {
        if (signal.aborted) return;
        await this.fell(toFailure(caught), signal);
      }
    }
  }

  /** Connects and looks until the connection is gone. Always throws. */
  private async connected(signal: AbortSignal): Promise<never> {
    // Stopping must not wait for a connecting that hangs.
    const channel = await unless(signal, this.context.pool.channel(this.entry.config, signal));
    const over = new AbortController();
    const live = AbortSignal.any([signal, channel.gone, over.signal]);
    this.channel = channel;
    this.lastScan = 0;
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
    const following = new Set<Plugin>();
    const stale = (): void => {
      this.isStale = true;
      this.wake();
    };
    const { knowledge, moreBases } = this;
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
        if (following.has(plugin)) return;
        following.add(plugin);
        const context = { config, knowledge, notices, stale };
        void followEvents(plugin, channel, context, live).finally(() => following.delete(plugin));
      },
    };
  }

  private async lookOnce(
    channel: Channel,
    looking: ReturnType<HostMonitor['lookContext']>,
    live: AbortSignal,
  ): Promise<void> {
    const asked = this.waiters.splice(0);
    const whole = asked.some(({ runningOnly }) => !runningOnly);
    const enumerate = whole || Date.now() - this.lastScan >= this.context.timings.enumerate;
    this.isStale = false;
    try {
      const context = { ...looking, config: this.entry.config };
      const full = await look(
        channel,
        context,
        { probe: whole, enumerate, asked: asked.some(({ quiet }) => !quiet) },
        live,
      );
      this.lastLook = Date.now();
      if (enumerate) this.lastScan = this.lastLook;
      this.saw(channel, [...looking.readiness.values()], full, asked.length > 0);
      for (const waiter of asked) waiter.done();
    } catch (caught) {
      for (const waiter of asked) waiter.failed(new Failure(toFailure(caught)));
      throw caught;
    }
  }

  /** The host's own age goes out at most every SEEN_MS, unless asked for. */
  private saw(channel: Channel, readiness: readonly Readiness[], full: boolean, asked: boolean): void {
    const now = Date.now();
    const told = this.status?.seen;
    if (!full) this.knowledge.refreshAges();
    const due = asked || told === undefined || now - told >= SEEN_MS || this.status?.state !== 'up';
    if (full) this.lastSeen = now;
    const seen = due ? this.lastSeen : told;
    this.show('up', { transport: channel.transport, readiness, ...(seen !== undefined && { seen }) });
    this.context.changed();
  }

  private async untilDue(live: AbortSignal): Promise<void> {
    while (!live.aborted && this.waiters.length === 0) {
      const { poll, idlePoll } = this.context.timings;
      const wait = this.isStale ? STALE_MS : this.context.tables.watchers > 0 ? poll : idlePoll;
      const left = this.lastScan === 0 ? 0 : this.lastLook + wait - Date.now();
      if (left <= 0) break;
      await this.sleep(left, live);
    }
    live.throwIfAborted();
  }

  /** Shows why, and waits: for the next try, or for a person where trying again is no use. */
  private async fell(failure: FailureData, signal: AbortSignal): Promise<void> {
    this.settle(new Failure(failure));
    const { retryFirst, retryMost } = this.context.timings;
    const denied = isDenied(failure);
    const wait = backoff(++this.attempt, retryFirst, retryMost, Math.random());
    const retryAt = Date.now() + wait;
    this.show(denied ? 'denied' : 'lost', { failure, ...(!denied && { retryAt }) });
    this.knowledge.lost();
    this.context.changed();
    while (!signal.aborted && this.waiters.length === 0 && (denied || Date.now() < retryAt)) {
      if (denied) await this.sleep(undefined, signal);
      else await this.sleep(retryAt - Date.now(), signal);
    }
  }

  private bug(caught: unknown): void {
    this.context.notices.raise(`monitor:${this.entry.config.name}`, 'error', toFailure(caught));
  }

  private settle(failure: Failure): void {
    for (const waiter of this.waiters.splice(0)) waiter.failed(failure);
  }

  /** Until `wake`, the signal, or `ms`. */
  private async sleep(ms: number | undefined, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    await new Promise<void>((done) => {
      const timer = ms === undefined ? undefined : setTimeout(() => this.wake(), ms);
      this.wake = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', this.wake);
        this.wake = () => {};
        done();
      };
      signal.addEventListener('abort', this.wake, { once: true });
    });
  }

  private show(state: HostState, more: StatusNews = {}): void {
    const news = { ...more, lastSeen: this.lastSeen };
    this.context.tables.hosts.put(nextStatus(this.entry, this.status, state, news, Date.now()));
  }
}
