/** One look at a host: all plugins together on the shared connection, none waiting for another. */
import type { Channel } from '../../channel/channel.ts';
import type { FailureData } from '../../model/failure.ts';
import { fail, toFailure } from '../../model/failure.ts';
import type { HostConfig, Readiness } from '../../model/host.ts';
import type { MachineRecord } from '../../model/machine.ts';
import { DEFAULT_BASES } from '../../plugins/config/scan.ts';
import type { Plugin } from '../../plugins/plugin.ts';
import type { Notices } from '../notices.ts';
import { withDeadline } from './deadline.ts';
import type { Knowledge } from './knowledge.ts';

export interface LookContext {
  readonly config: HostConfig;
  readonly plugins: readonly Plugin[];
  readonly knowledge: Knowledge;
  /** Folders looked through beside those of the configuration. */
  readonly moreBases: ReadonlySet<string>;
  readonly notices: Notices;
  /** ms a plugin has for each answer. */
  readonly answer: number;
  /** Of this connection, by plugin type; filled here. */
  readonly readiness: Map<string, Readiness>;
  /** Plugin types whose last probe failed: asked again at the next look. Filled here. */
  readonly unsure: Set<string>;
  /** Is a person being asked something for this host? Answers wait for that as long as it takes. */
  asking(): boolean;
  /** Something answered: the host is there. */
  alive(): void;
  /** A plugin's list has come. */
  listed(plugin: Plugin): void;
}

export interface LookOptions {
  /** A person waits for this look and may be asked for passwords. */
  readonly asked: boolean;
  readonly probe: boolean;
  /** Is a scan of this plugin due? */
  enumerate(type: string): boolean;
  /** Plugin types looked at; undefined: all. */
  readonly types: ReadonlySet<string> | undefined;
}

/** More than any host has; a plugin that tells more is taken in by hostile output. */
const MOST_RECORDS = 20_000;

/**
 * true: all of those plugins answered. false: some failed, which is said in a notice each.
 * @throws Failure the connection's, or timeout when nothing answered at all
 */
export async function look(
  on: Channel,
  context: LookContext,
  options: LookOptions,
  signal: AbortSignal,
): Promise<boolean> {
  const meant = context.plugins.filter(({ type }) => options.types?.has(type) !== false);
  const outcomes = await Promise.all(
    meant.map((plugin) => new Looker(plugin, on, context, signal, !options.asked).look(options)),
  );
  signal.throwIfAborted();
  const failures = outcomes.flatMap((outcome) => (outcome === null ? [] : [outcome]));
  const hung = failures.find(({ code }) => code === 'timeout' || code === 'connection-lost');
  const isGone = hung?.code === 'connection-lost' || options.types === undefined;
  if (hung !== undefined && isGone && failures.length === outcomes.length)
    throw fail(hung.code, `${context.config.name} does not answer any more.`, 'Check the host.');
  return failures.length === 0;
}

/** One plugin on one host. Its failures are its own. */
class Looker {
  private readonly plugin: Plugin;
  private readonly on: Channel;
  private readonly context: LookContext;
  private readonly signal: AbortSignal;
  private readonly quiet: boolean;

  constructor(plugin: Plugin, on: Channel, context: LookContext, signal: AbortSignal, quiet: boolean) {
    this.plugin = plugin;
    this.on = on;
    this.context = context;
    this.signal = signal;
    this.quiet = quiet;
  }

  /** null: it answered. */
  async look(options: LookOptions): Promise<FailureData | null> {
    const { probe } = options;
    const enumerate = options.enumerate(this.plugin.type);
    const known = this.context.readiness.get(this.plugin.type);
    // What worked before is asked for together with the rest: one round trip.
    if (known?.usable === true) {
      const [ready, failure] = await Promise.all([probe ? this.probe() : known, this.records(enumerate)]);
      return 'code' in ready ? ready : failure;
    }
    const again = probe || enumerate || this.context.unsure.has(this.plugin.type);
    const ready = known === undefined || again ? await this.probe() : known;
    if ('code' in ready) return ready;
    if (ready.usable) return await this.records(enumerate);
    this.context.knowledge.unreadable(this.plugin.type);
    return null;
  }

  private async records(enumerate: boolean): Promise<FailureData | null> {
    const [listed, scanned] = await Promise.all([this.list(), enumerate ? this.enumerate() : null]);
    return listed ?? scanned;
  }

  private async probe(): Promise<Readiness | FailureData> {
    const { type } = this.plugin;
    const answer = await this.ask('probe', (options) => this.plugin.probe(this.on, options));
    const ready = 'failure' in answer ? { type, usable: false, missing: [answer.failure] } : answer.value;
    this.context.readiness.set(type, ready);
    if ('failure' in answer) this.context.unsure.add(type);
    else this.context.unsure.delete(type);
    return 'failure' in answer ? answer.failure : ready;
  }

  private async list(): Promise<FailureData | null> {
    const answer = await this.ask('list', (options) => this.bounded(this.plugin.list(this.on, options)));
    if ('failure' in answer) return answer.failure;
    this.context.knowledge.listed(this.plugin.type, answer.value);
    this.context.listed(this.plugin);
    return null;
  }

  private async enumerate(): Promise<FailureData | null> {
    const { plugin, context, on } = this;
    if (plugin.enumerate === undefined) return null;
    const bases = [...(context.config.bases ?? DEFAULT_BASES), ...context.moreBases];
    const scan = plugin.enumerate.bind(plugin);
    const answer = await this.ask('scan', (options) => this.bounded(scan(on, { ...options, bases })));
    if ('failure' in answer) return answer.failure;
    context.knowledge.enumerated(plugin.type, answer.value);
    return null;
  }

  private async bounded(coming: Promise<readonly MachineRecord[]>): Promise<readonly MachineRecord[]> {
    const records = await coming;
    if (records.length <= MOST_RECORDS) return records;
    throw fail(
      'output-too-large',
      `${this.context.config.name} tells of ${records.length} ${this.plugin.type} machines.`,
    );
  }

  /** Never throws; a failure is said in a notice, a success takes it back. */
  private async ask<T>(
    what: 'probe' | 'list' | 'scan',
    call: (options: { signal: AbortSignal; quiet: boolean; config: HostConfig }) => Promise<T>,
  ): Promise<{ readonly value: T } | { readonly failure: FailureData }> {
    const { config, notices, answer } = this.context;
    const id = `plugin:${config.name}:${this.plugin.type}:${what}`;
    const name = `The ${what} of ${this.plugin.type} on ${config.name}`;
    const { quiet } = this;
    try {
      const work = async (signal: AbortSignal) => await call({ signal, quiet, config });
      const value = await withDeadline(work, answer, name, this.signal, this.context.asking);
      this.signal.throwIfAborted();
      this.context.alive();
      notices.clear(id);
      return { value };
    } catch (caught) {
      const failure = toFailure(caught);
      if (!this.signal.aborted)
        notices.raise(id, 'warning', { ...failure, message: `${name}: ${failure.message}` });
      return { failure };
    }
  }
}
