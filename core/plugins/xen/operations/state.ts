/** Waiting until a domain is what it should be: seen, not hoped for. */
import type { RunOptions } from '../../plugin.ts';
import type { MachineRecord } from '../../../model/machine.ts';
import { delay } from '../../wait.ts';
import type { Hub } from '../hub.ts';
import type { Running } from '../record.ts';

/** ms between two looks. */
export const BEAT = 500;

/** undefined: not within the time. */
export async function until(
  hub: Hub,
  machine: MachineRecord,
  wanted: (domain: Running | undefined) => boolean,
  seconds: number,
  o: RunOptions,
): Promise<boolean> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    if (wanted(await hub.find(machine, o))) return true;
    if (Date.now() >= end) return false;
    await delay(BEAT, o.signal);
  }
}

export const isGone = (domain: Running | undefined): boolean => domain === undefined;

/** Neither paused nor on its way out or in. */
export const isUp = (domain: Running | undefined): boolean =>
  domain !== undefined && /^[-rb]{2}-{4}$/.test(domain.listed.flags);

export const isPaused = (domain: Running | undefined): boolean => domain?.listed.flags.includes('p') ?? false;
