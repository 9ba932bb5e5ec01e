/** A count that only grows, as a rate between two looks. */

/** ms; what comes sooner after the last look tells more of chance than of use. */
const LEAST = 1_000;

export class Meter {
  #before: { readonly at: number; readonly total: number } | undefined;
  /** A second, whole; undefined before the second look of a count, and where nothing is counted. */
  rate: number | undefined;

  /** `at`: ms of any steady clock. A count that fell has begun anew: no rate until the next look. */
  see(total: number | undefined, at: number): void {
    const before = this.#before;
    if (total === undefined || before === undefined || total < before.total) {
      this.#before = total === undefined ? undefined : { at, total };
      this.rate = undefined;
    } else if (at - before.at >= LEAST) {
      this.rate = Math.round(((total - before.total) * 1000) / (at - before.at));
      this.#before = { at, total };
    }
  }
}
