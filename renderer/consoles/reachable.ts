/** Signs that a host which was lost may be reached again, sooner than the next try or after the last. */
import { tables } from '../store.ts';

/** Calls back once: the network is back, this machine is awake again, or the core has reached the host. */
export function whenReachable(host: string, call: () => void): () => void {
  const stop = new AbortController();
  const state = (): string | undefined => tables.getState().hosts.get(host)?.state;
  let away = state() !== 'up';
  const once = (): void => {
    if (stop.signal.aborted) return;
    end();
    call();
  };
  const unfollow = tables.subscribe(() => {
    if (state() !== 'up') away = true;
    else if (away) once();
  });
  const beat = setInterval(noticeSleep(once), BEAT);
  const end = (): void => {
    stop.abort();
    unfollow();
    clearInterval(beat);
  };
  addEventListener('online', once, { signal: stop.signal });
  return end;
}

/** ms */
const BEAT = 2_000;
const SLEPT = 10_000;

/** Clocks go on while timers stand still. */
function noticeSleep(woken: () => void): () => void {
  let last = Date.now();
  return () => {
    const now = Date.now();
    if (now - last > SLEPT) woken();
    last = now;
  };
}

/** ms a console that was open before waits for the core to tell of its machine. */
const PATIENCE = 15_000;

/** Resolves when the machine is known here, or is not for long: opening it then says why. */
export function machineKnown(machine: string, signal: AbortSignal): Promise<void> {
  if (tables.getState().machines.has(machine)) return Promise.resolve();
  return new Promise((known) => {
    const end = (): void => {
      unfollow();
      clearTimeout(timer);
      known();
    };
    const unfollow = tables.subscribe(({ machines }) => machines.has(machine) && end());
    const timer = setTimeout(end, PATIENCE);
    signal.addEventListener('abort', end, { once: true });
  });
}
