/** What comes of a screen and how long its frames take, stretch by stretch. Times are given, ms. */
import type { Stretch } from './screen-pace.ts';

/** ms; a stretch is at least so long. */
const BEAT = 1_000;

export class Meter {
  #since: number | null = null;
  #begun: number | null = null;
  #bytes = 0;
  #busy = 0;
  #frames = 0;

  received(bytes: number): void {
    this.#bytes += bytes;
  }

  /** Of a frame that goes on, too. */
  begun(now: number): void {
    this.#since ??= now;
    this.#begun ??= now;
  }

  ended(now: number): void {
    if (this.#begun === null) return;
    this.#busy += now - this.#begun;
    this.#begun = null;
    this.#frames += 1;
  }

  /** null: too little time has gone by. */
  take(now: number): Stretch | null {
    if (this.#since === null || now - this.#since < BEAT) return null;
    if (this.#begun !== null) {
      this.#busy += now - this.#begun;
      this.#begun = now;
    }
    const stretch = { bytes: this.#bytes, busy: this.#busy, frames: this.#frames };
    this.#since = now;
    this.#bytes = this.#busy = this.#frames = 0;
    return stretch;
  }

  /** What was seen until now is no measure: the screen was not looked at. */
  forget(): void {
    this.#since = this.#begun = null;
    this.#bytes = this.#busy = this.#frames = 0;
  }
}
