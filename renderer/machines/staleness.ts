/** How old what is shown is. */
import type { HostStatus } from '../../core/model/host.ts';
import type { Machine } from '../../core/model/machine.ts';

/** Shown faded when not seen for so long. */
const STALE_MS = 90_000;

/**
 * When the machine was last known to be as shown, epoch ms. A host that is up tells of changes only, so its last
 * answer counts for all its machines.
 */
export function lastSeen(machine: Machine, host: HostStatus | undefined): number {
  return host?.state === 'up' ? Math.max(machine.seen, host.seen ?? 0) : machine.seen;
}

export function isStale(machine: Machine, host: HostStatus | undefined, now: number): boolean {
  return machine.state === 'lost' || host?.state === 'lost' || now - lastSeen(machine, host) > STALE_MS;
}
