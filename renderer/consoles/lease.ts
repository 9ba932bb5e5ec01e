/** Few of a kind, lent to who needs one now. */

export interface Lease {
  dispose(): void;
}

/** Who has contexts, the one seen longest ago first. */
export class Leases<Holder> {
  readonly #held = new Map<Holder, Lease>();
  readonly #most: number;
  constructor(most: number) {
    this.#most = most;
  }
  get size(): number {
    return this.#held.size;
  }
  has(holder: Holder): boolean {
    return this.#held.has(holder);
  }
  /** Takes one, from who has had it longest where none is left. Who has one already is the newest again. */
  take(holder: Holder, make: () => Lease): void {
    const had = this.#held.get(holder);
    this.#held.delete(holder);
    if (had === undefined && this.#held.size >= this.#most) {
      const [oldest] = this.#held.keys();
      if (oldest !== undefined) this.giveBack(oldest);
    }
    this.#held.set(holder, had ?? make());
  }
  giveBack(holder: Holder): void {
    const lease = this.#held.get(holder);
    this.#held.delete(holder);
    lease?.dispose();
  }
}
