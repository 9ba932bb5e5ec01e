/**
 * An async iterator over state that is pulled when the reader is ready, so a slow reader makes no queue. Unlike an
 * async generator its `return` ends a waiting `next` at once, which is what a client that goes away needs.
 */
export interface Feed<T> {
  readonly iterator: AsyncIterableIterator<T, undefined>;
  /** There may be something to take. */
  wake(): void;
  /** Nothing more will come; what is there is still taken. */
  finish(): void;
}

/** `take` gives the next item or undefined for none now; `onEnd` runs once, however it ends;
 * never with a signal that was aborted before. */
export function createFeed<T>(take: () => T | undefined, onEnd: () => void, signal?: AbortSignal): Feed<T> {
  const waiting: ((result: IteratorResult<T, undefined>) => void)[] = [];
  let finished = false;
  let stopped = false;
  const stop = (): void => {
    if (stopped) return;
    stopped = true;
    signal?.removeEventListener('abort', stop);
    for (const give of waiting.splice(0)) give({ done: true, value: undefined });
    onEnd();
  };
  const wake = (): void => {
    while (waiting.length > 0 && !stopped) {
      const value = take();
      if (value === undefined) break;
      waiting.shift()?.({ done: false, value });
    }
    if (finished && waiting.length > 0) stop();
  };
  if (signal?.aborted) stopped = true;
  else signal?.addEventListener('abort', stop, { once: true });
  const iterator: AsyncIterableIterator<T, undefined> = {
    next: () =>
      new Promise((give) => {
        if (stopped) return give({ done: true, value: undefined });
        waiting.push(give);
        wake();
      }),
    return: async () => {
      stop();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => iterator,
  };
  return {
    iterator,
    wake,
    finish: () => {
      finished = true;
      wake();
    },
  };
}
