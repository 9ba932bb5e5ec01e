/** When a lost host is tried again. */

/** ms until try number `attempt` (1 is the first after a loss): doubling from `first` to `most`, less up to half of it
 * by chance, so that many hosts behind one broken link do not come back at the same moment. `chance`: 0..1. */
export function backoff(attempt: number, first: number, most: number, chance: number): number {
  const full = Math.min(most, first * 2 ** Math.min(attempt - 1, 30));
  return Math.max(first, Math.round(full * (1 - chance / 2)));
}
