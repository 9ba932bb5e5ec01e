/** All hosts of the inventory, each by itself. */
import type { Channel } from '../../channel/channel.ts';
import { Failure, fail } from '../../model/failure.ts';
import type { HostConfig } from '../../model/host.ts';
import type { MachineRecord, MachineState } from '../../model/machine.ts';
import type { Neighbour, Pins } from '../../plugins/plugin.ts';
import type { Snapshot } from '../cache.ts';
import type { InventoryHost } from '../inventory/inventory.ts';
import { same } from '../same.ts';
import type { RefreshOptions } from './waiters.ts';
import type { MonitorContext } from './context.ts';
import { HostMonitor } from './host-monitor.ts';
import { Knowledge } from './knowledge.ts';
import { neighboursOf } from './neighbours.ts';
import { Stacking } from './stacking.ts';

export interface Monitor {
  /** Follows the inventory: new hosts are watched, removed ones go with their machines. */
  follow(hosts: readonly InventoryHost[]): void;
  /** Resolves after a full look at the host that starts after this call. @throws Failure why there was none */
  refresh(host: string, signal?: AbortSignal, options?: RefreshOptions): Promise<void>;
  /** The host's channel, connected if need be. @throws Failure */
  channel(host: string, signal?: AbortSignal): Promise<Channel>;
  config(host: string): HostConfig | undefined;
  /** The same with what ssh_config adds of where it is reached: jump hosts that the inventory has. */
  place(host: string, signal?: AbortSignal): Promise<HostConfig>;
  /** Hosts that may be used for others: all but those that are known not to let us in. */
  known(): readonly Neighbour[];
  /** What its plugin last said of a machine, whatever a job shows. */
  record(host: string, id: string): MachineRecord | undefined;
  /** What a job came to know of a machine. */
  told(host: string, record: MachineRecord): void;
  /** Shows a job's state for its machine; undefined: as it is. */
  showVia(host: string, id: string, state: MachineState | undefined): void;
  snapshot(): Snapshot;
  /** Certificates of management controllers. */
  readonly pins: Pins;
  close(): Promise<void>;
}

/** What decides where a connection goes and as whom: a change of it connects anew. */
const connection = ({ config, failure }: InventoryHost): unknown => {
  const { address, user, port, jump, identity, elevation, transport } = config;
  return { address, user, port, jump, identity, elevation, transport, failure };
};

export function createMonitor(context: MonitorContext, cached: Snapshot): Monitor {
  const hosts = new Map<string, HostMonitor>();
  let closing = false;
  const stacking = new Stacking({
    machines: () => context.tables.machines.values(),
    row: (id) => context.tables.machines.get(id),
    identities: () => [...hosts.values()].map(({ entry }) => entry.config),
    moved: (names) => {
      for (const name of names) hosts.get(name)?.knowledge.moved();
      context.changed();
    },
  });
  const ending = new Set<Promise<void>>();
  const end = (monitor: HostMonitor, disconnect: boolean): void => {
    const stopped: Promise<void> = monitor.stop(disconnect).finally(() => ending.delete(stopped));
    ending.add(stopped);
  };
  const add = (entry: InventoryHost): void => {
    const { name } = entry.config;
    const known = cached.hosts.find((host) => host.config.name === name);
    const machines = cached.machines.filter((machine) => machine.host === name);
    const { tables, notices } = context;
    const knowledge = new Knowledge(
      name,
      { table: tables.machines, notices, stacking, marked: context.marked },
      machines,
    );
    hosts.set(name, new HostMonitor(entry, knowledge, context, known?.seen, known?.readiness));
  };
  const change = (monitor: HostMonitor, entry: InventoryHost): void => {
    if (same(connection(monitor.entry), connection(entry))) {
      monitor.update(entry);
      return;
    }
    end(monitor, true);
    const seen = context.tables.hosts.get(entry.config.name)?.seen;
    context.tables.hosts.drop(entry.config.name);
    hosts.set(entry.config.name, new HostMonitor(entry, monitor.knowledge, context, seen));
  };
  const remove = (name: string, monitor: HostMonitor): void => {
    hosts.delete(name);
    end(monitor, true);
    monitor.knowledge.forget();
    context.tables.hosts.drop(name);
    context.notices.clearOthers(`plugin:${name}:`, new Set());
    context.notices.clearOthers(`records:${name}:`, new Set());
  };
  const get = (name: string): HostMonitor => {
    const monitor = hosts.get(name);
    if (monitor === undefined) throw fail('not-found', `No host is called ${name}.`, 'Check the inventory.');
    return monitor;
  };
  context.tables.onWatchers((count) => {
    if (count === 1) for (const monitor of hosts.values()) monitor.nudge();
  });
  return {
    follow(entries) {
      if (closing) return;
      const wanted = new Map(entries.map((entry) => [entry.config.name, entry]));
      for (const [name, monitor] of [...hosts]) if (!wanted.has(name)) remove(name, monitor);
      for (const [name, entry] of wanted) {
        const monitor = hosts.get(name);
        if (monitor === undefined) add(entry);
        else if (!same(monitor.entry, entry)) change(monitor, entry);
      }
      stacking.look();
      context.changed();
    },
    refresh: async (name, signal, options) => await get(name).refresh(signal, options),
    async channel(name, signal) {
      const { entry } = get(name);
      if (entry.failure !== undefined) throw new Failure(entry.failure);
      return await context.pool.channel(entry.config, signal);
    },
    pins: context.pins,
    config: (name) => hosts.get(name)?.entry.config,
    async place(name, signal) {
      const { config } = get(name).entry;
      const { jump = [], ...place } = await context.pool.place(config, signal);
      const known = jump.filter((hop) => hosts.has(hop));
      return known.length > 0 ? { ...place, jump: known } : place;
    },
    known: () =>
      neighboursOf(
        [...hosts.values()].map(({ entry }) => entry.config),
        context.tables,
      ),
    record: (name, id) => hosts.get(name)?.knowledge.record(id),
    told: (name, record) => hosts.get(name)?.knowledge.event(record),
    showVia: (name, id, state) => hosts.get(name)?.knowledge.showVia(id, state),
    snapshot: () => ({
      hosts: [...hosts.values()].map(({ entry }) => {
        const status = context.tables.hosts.get(entry.config.name);
        return {
          ...entry,
          ...(status?.seen !== undefined && { seen: status.seen }),
          ...(status?.readiness !== undefined && { readiness: status.readiness }),
        };
      }),
      machines: [...hosts.values()].flatMap(({ knowledge }) => knowledge.snapshot()),
    }),
    async close() {
      closing = true;
      for (const monitor of hosts.values()) end(monitor, false);
      await Promise.all(ending);
    },
  };
}
