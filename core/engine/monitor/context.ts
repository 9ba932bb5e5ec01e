/** What the monitors of all hosts share. */
import type { Machine } from '../../model/machine.ts';
import type { Around, Pins, Plugin } from '../../plugins/plugin.ts';
import type { Notices } from '../notices.ts';
import type { Pool, Timings } from '../ports.ts';
import type { Tables } from '../tables.ts';

export interface MonitorContext {
  readonly tables: Tables;
  readonly notices: Notices;
  readonly pool: Pool;
  readonly plugins: readonly Plugin[];
  readonly timings: Timings;
  readonly pins: Pins;
  /** What plugins may use beyond a host. */
  around(host: string): Around;
  /** The row with what the person put on it. */
  marked(row: Machine): Machine;
  /** Something worth caching changed. */
  changed(): void;
  /** Hosts are contacted only once somebody refreshes them. */
  readonly onDemand?: boolean;
}
