/** Consoles that are wanted in a window: each is shown by one window, the one that came last. */
import { fail } from '../model/failure.ts';
import type { Showing } from '../model/showing.ts';
import { createFeed, type Feed } from './feed.ts';

export interface Showings {
  /** Resolves when a window has taken it. @throws Failure not-capable when none comes in time */
  show(showing: Showing, signal?: AbortSignal): Promise<void>;
  /** What a window is to show, as it is asked for. Ends with the signal or `return`. */
  follow(signal?: AbortSignal): AsyncIterableIterator<Showing, undefined>;
  /** Nobody waits any more, on either side. */
  close(): void;
}

interface Wanted {
  readonly showing: Showing;
  taken(): void;
  giveUp(why: unknown): void;
}

/** `patience`: ms a console waits for a window. */
export function createShowings(patience: number): Showings {
  const waiting: Wanted[] = [];
  const windows: Feed<Showing>[] = [];
  return {
    async show(showing, signal) {
      await new Promise<void>((done, failed) => {
        const giveUp = (why: unknown): void => {
          const at = waiting.indexOf(wanted);
          if (at !== -1) waiting.splice(at, 1);
          end();
          failed(why);
        };
        const timer = setTimeout(() => giveUp(noWindow()), patience);
        const stop = (): void => giveUp(signal?.reason);
        const end = (): void => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', stop);
        };
        const wanted = {
          showing,
          giveUp,
          taken: () => {
            end();
            done();
          },
        };
        signal?.addEventListener('abort', stop, { once: true });
        waiting.push(wanted);
        windows.at(-1)?.wake();
      });
    },
    follow(signal) {
      const take = (): Showing | undefined => {
        if (windows.at(-1) !== window) return undefined;
        const wanted = waiting.shift();
        wanted?.taken();
        return wanted?.showing;
      };
      const leave = (): void => {
        windows.splice(windows.indexOf(window), 1);
        windows.at(-1)?.wake();
      };
      const window = createFeed(take, leave, signal);
      if (signal?.aborted !== true) windows.push(window);
      return window.iterator;
    },
    close() {
      for (const wanted of [...waiting]) wanted.giveUp(noWindow());
      for (const window of [...windows]) window.finish();
    },
  };
}

const noWindow = () =>
  fail(
    'not-capable',
    'No window is open to show it.',
    'Open the window, or use CONSOLE:CLI for this terminal.',
  );
