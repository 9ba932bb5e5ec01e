/** What a filter may ask of a machine that does not stand in it: the groups of its host, and how it differs from what is stored. */
import { type Drift, driftOf } from '../../model/drift.ts';
import type { HostStatus } from '../../model/host.ts';
import type { Machine } from '../../model/machine.ts';

export interface Around {
  /** Of the inventory. */
  groups(host: string): readonly string[];
  drift(id: string): Drift | undefined;
}

/** Differences are looked for once, when they are first asked for. */
export function aroundOf(
  machines: ReadonlyMap<string, Machine>,
  hosts: ReadonlyMap<string, HostStatus>,
): Around {
  let drift: ReadonlyMap<string, Drift> | undefined;
  return {
    groups: (host) => hosts.get(host)?.config.groups ?? [],
    drift: (id) => {
      drift ??= driftOf(machines.values());
      return drift.get(id);
    },
  };
}

/** For a filter that is only read. */
export const NOTHING_AROUND: Around = { groups: () => [], drift: () => undefined };
