/**
 * How many requests go ahead of their answers: enough to keep a line busy, few enough that who shares it need not wait.
 * More, while answers come as quickly as the quickest did; fewer, once they wait for each other (as RFC 6817 has it).
 */

const LEAST = 2;
const FIRST = 4;
/** With requests of 32 KiB 2 MiB, which keeps a line of 200 ms busy at 10 MB/s. */
const MOST = 64;
/** ms that answers may wait for each other. */
const LATE = 250;

export class Ahead {
  #limit = FIRST;
  #quickest = Number.POSITIVE_INFINITY;
  /** Answers to what was asked before the limit sank: they say nothing of the new one. */
  #old = 0;
  #isFull = false;

  get limit(): number {
    return Math.floor(this.#limit);
  }

  /** An answer came, after so many ms. */
  heard(ms: number): void {
    this.#quickest = Math.min(this.#quickest, ms);
    if (this.#old > 0) {
      this.#old--;
      return;
    }
    if (ms <= this.#quickest + LATE) {
      // Twice as many each time round, until they first were too many; then one more.
      this.#limit = Math.min(MOST, this.#limit + (this.#isFull ? 1 / this.#limit : 1));
      return;
    }
    this.#isFull = true;
    this.#old = this.limit;
    this.#limit = Math.max(LEAST, this.#limit / 2);
  }
}
