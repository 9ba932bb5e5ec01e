/** What is known of the hosts of the inventory by those that want to use one for another. */
import type { HostConfig } from '../../model/host.ts';
import type { Neighbour } from '../../plugins/plugin.ts';
import type { Tables } from '../tables.ts';

/** Of those that were not tried yet, too; not of those that do not answer, or let nobody in. */
export function neighboursOf(
  configs: readonly HostConfig[],
  { hosts, machines }: Tables,
): readonly Neighbour[] {
  const told = new Map<string, readonly string[]>();
  for (const { type, host, addresses } of machines.values())
    if (type === 'PM' && addresses !== undefined) told.set(host, addresses);
  return configs.flatMap(({ name, address }) => {
    const state = hosts.get(name)?.state ?? 'new';
    if (name === 'localhost' || state === 'lost' || state === 'denied') return [];
    const addresses = [...new Set([...(told.get(name) ?? []), ...(address === undefined ? [] : [address])])];
    return [{ name, addresses, up: state === 'up' }];
  });
}
