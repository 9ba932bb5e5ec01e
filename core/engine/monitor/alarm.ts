/** A sleep that others may end. */

export class Alarm {
  private ringing: () => void = () => {};

  ring(): void {
    this.ringing();
  }

  /** Until it rings, the signal, or `ms`. */
  async sleep(ms: number | undefined, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    await new Promise<void>((done) => {
      const timer = ms === undefined ? undefined : setTimeout(() => this.ring(), ms);
      this.ringing = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', this.ringing);
        this.ringing = () => {};
        done();
      };
      signal.addEventListener('abort', this.ringing, { once: true });
    });
  }
}
