/** Where what runs and what is configured differ. Pure. */
import type { Machine } from './machine.ts';

/** unstored: it runs, and nothing stored could start it again. idle: stored, not running. twice: its UUID or MAC is another's too. */
export const DRIFTS = ['unstored', 'idle', 'twice'] as const;
export type Drift = (typeof DRIFTS)[number];

/** By machine id. A host itself is no difference; of what is lost nothing is known. */
export function driftOf(machines: Iterable<Machine>): ReadonlyMap<string, Drift> {
  const guests = [...machines].filter(({ type, state }) => type !== 'PM' && state !== 'lost');
  const twice = repeated(guests);
  const found = new Map<string, Drift>();
  for (const { id, state, configured } of guests) {
    const runs = state !== 'off' && state !== 'suspended';
    if (twice.has(id)) found.set(id, 'twice');
    else if (runs && !configured) found.set(id, 'unstored');
    else if (!runs && configured) found.set(id, 'idle');
  }
  return found;
}

/** Ids of machines that share a UUID or a MAC with another. */
function repeated(machines: readonly Machine[]): ReadonlySet<string> {
  const owners = new Map<string, string>();
  const twice = new Set<string>();
  for (const { id, uuid, macs = [] } of machines)
    for (const key of new Set(
      [...(uuid === undefined ? [] : [uuid]), ...macs].map((one) => one.toLowerCase()),
    )) {
      const other = owners.get(key);
      if (other === undefined) owners.set(key, id);
      else if (other !== id) for (const one of [id, other]) twice.add(one);
    }
  return twice;
}
