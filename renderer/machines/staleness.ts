/** How old what is shown is. */
import type { HostStatus } from '../../core/model/host.ts';
import type { Machine } from '../../core/model/machine.ts';

/** Shown faded when not seen for so long, or for longer than all hosts take to have their turn: 600 ms each, and half more. */
const STALE_MS = 90_000;
const TURN_MS = 900;

/**
 * When the machine was last known to be as shown, epoch ms. A host that is up tells of changes only, so its last
 * answer counts for all its machines.
 */
export function lastSeen(machine: Machine, host: HostStatus | undefined): number {
  return host?.state === 'up' ? Math.max(machine.seen, host.seen ?? 0) : machine.seen;
}

/** `hosts`: how many there are. */
export function isStale(machine: Machine, host: HostStatus | undefined, hosts: number, now: number): boolean {
  if (machine.state === 'lost' || host?.state === 'lost') return true;
  return now - lastSeen(machine, host) > Math.max(STALE_MS, hosts * TURN_MS);
}
