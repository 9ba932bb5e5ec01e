/** A plugin's events on one connection. Where they fail, the poller still sees everything, a little later. */
import type { Channel } from '../../channel/channel.ts';
import { toFailure } from '../../model/failure.ts';
import type { HostConfig } from '../../model/host.ts';
import type { SessionType } from '../../model/machine.ts';
import type { Plugin } from '../../plugins/plugin.ts';
import type { Notices } from '../notices.ts';
import type { Knowledge } from './knowledge.ts';

export interface EventsContext {
  readonly config: HostConfig;
  readonly knowledge: Knowledge;
  readonly notices: Notices;
  /** Something changed; list again. */
  stale(): void;
}

/** Until the plugin's events end or `signal`. Never rejects. */
export async function followEvents(
  plugin: Plugin,
  on: Channel,
  context: EventsContext,
  signal: AbortSignal,
): Promise<void> {
  if (plugin.watch === undefined) return;
  const { config, knowledge, notices } = context;
  const id = `plugin:${config.name}:${plugin.type}:watch`;
  try {
    for await (const record of plugin.watch(on, { signal, quiet: true })) {
      if (signal.aborted) return;
      notices.clear(id);
      if (record === null) context.stale();
      else knowledge.event(record);
    }
  } catch (caught) {
    if (signal.aborted) return;
    const failure = toFailure(caught);
    const message = `Events of ${plugin.type} on ${config.name}: ${failure.message}`;
    notices.raise(id, 'info', { ...failure, message });
  }
}

/** Each plugin's events of one host, followed once while its connection lives. */
export class Followers {
  private readonly on: Channel;
  private readonly context: Omit<EventsContext, 'stale'>;
  private readonly live: AbortSignal;
  private readonly stale: (type: SessionType) => void;
  private readonly following = new Set<Plugin>();

  /** `stale`: its list is not true any more. */
  constructor(
    on: Channel,
    context: Omit<EventsContext, 'stale'>,
    live: AbortSignal,
    stale: (type: SessionType) => void,
  ) {
    this.on = on;
    this.context = context;
    this.live = live;
    this.stale = stale;
  }

  follow(plugin: Plugin): void {
    if (this.following.has(plugin)) return;
    this.following.add(plugin);
    const context = { ...this.context, stale: () => this.stale(plugin.type) };
    void followEvents(plugin, this.on, context, this.live).finally(() => this.following.delete(plugin));
  }
}
