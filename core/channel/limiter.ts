/** At most so many at once; the others wait in order. */
import { fail } from '../model/failure.ts';

export class Limiter {
  readonly max: number;
  #used = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(max: number) {
    this.max = max;
  }

  /** Resolves with the function that gives the place back (once). @throws Failure aborted */
  take(signal?: AbortSignal): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const go = (): void => {
        signal?.removeEventListener('abort', stop);
        this.#used++;
        let back = false;
        resolve(() => {
          if (back) return;
          back = true;
          this.#used--;
          this.#waiting.shift()?.();
        });
      };
      const stop = (): void => {
        const index = this.#waiting.indexOf(go);
        if (index >= 0) this.#waiting.splice(index, 1);
        reject(fail('aborted', 'Stopped on request.'));
      };
      if (signal?.aborted) return stop();
      signal?.addEventListener('abort', stop);
      if (this.#used < this.max) go();
      else this.#waiting.push(go);
    });
  }
}

/** Wait a random part of `most` ms. @throws Failure aborted */
export function jitter(most: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(fail('aborted', 'Stopped on request.'));
    };
    const timer = setTimeout(
      () => {
        signal?.removeEventListener('abort', stop);
        resolve();
      },
      most * (0.5 + Math.random() / 2),
    );
    signal?.addEventListener('abort', stop, { once: true });
    if (signal?.aborted) stop();
  });
}

/** One piece of work shared by all who ask for it; given up only when the last of them does. */
export class Shared<T> {
  readonly #abort = new AbortController();
  readonly #work: Promise<T>;
  #waiting = 0;

  constructor(work: (signal: AbortSignal) => Promise<T>) {
    this.#work = work(this.#abort.signal);
    this.#work.catch(() => {});
  }

  get promise(): Promise<T> {
    return this.#work;
  }

  get abandoned(): boolean {
    return this.#abort.signal.aborted;
  }

  stop(): void {
    this.#abort.abort();
  }

  wait(signal?: AbortSignal): Promise<T> {
    if (signal?.aborted) return Promise.reject(fail('aborted', 'Stopped on request.'));
    this.#waiting++;
    return new Promise<T>((resolve, reject) => {
      const leave = (): void => signal?.removeEventListener('abort', stop);
      const stop = (): void => {
        leave();
        if (--this.#waiting === 0) this.#abort.abort();
        reject(fail('aborted', 'Stopped on request.'));
      };
      signal?.addEventListener('abort', stop);
      this.#work.then(resolve, reject).finally(leave);
    });
  }
}
