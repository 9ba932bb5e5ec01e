/** At most so many jobs a host at a time; more wait in their order. */

export interface Slots {
  /** Resolves with the release once there is room. @throws the signal's reason */
  take(host: string, signal: AbortSignal): Promise<() => void>;
}

export function createSlots(most: number): Slots {
  const used = new Map<string, number>();
  const queues = new Map<string, (() => void)[]>();
  const release = (host: string): void => {
    const next = queues.get(host)?.shift();
    if (next !== undefined) {
      next();
      return;
    }
    const left = (used.get(host) ?? 1) - 1;
    if (left > 0) used.set(host, left);
    else {
      used.delete(host);
      queues.delete(host);
    }
  };
  const once = (host: string): (() => void) => {
    let open = true;
    return () => {
      if (open) release(host);
      open = false;
    };
  };
  return {
    async take(host, signal) {
      signal.throwIfAborted();
      const count = used.get(host) ?? 0;
      if (count < most) {
        used.set(host, count + 1);
        return once(host);
      }
      const queue = queues.get(host) ?? [];
      queues.set(host, queue);
      await new Promise<void>((go, stop) => {
        const turn = (): void => {
          signal.removeEventListener('abort', quit);
          go();
        };
        const quit = (): void => {
          queue.splice(queue.indexOf(turn), 1);
          stop(signal.reason);
        };
        queue.push(turn);
        signal.addEventListener('abort', quit, { once: true });
      });
      return once(host);
    },
  };
}
