/** Whether a person looks at this page or one of its windows; other tabs of the same host learn of it by a lock. */
import { here } from '../ui/here.tsx';

const WATCHED = 'ctys.watched';

export const isWatched = (): boolean => document.hasFocus() || here().document.hasFocus();

/** `seen`: called whenever somebody comes back. */
export function followWatching(seen: () => void): void {
  let hold = new AbortController();
  const enter = (): void => {
    seen();
    hold.abort();
    hold = new AbortController();
    const { signal } = hold;
    void navigator.locks.request(WATCHED, { mode: 'shared' }, () => held(signal));
  };
  addEventListener('focus', enter);
  addEventListener('blur', () => hold.abort());
  if (document.hasFocus()) enter();
}

const held = (signal: AbortSignal): Promise<void> | undefined =>
  signal.aborted
    ? undefined
    : new Promise((free) => signal.addEventListener('abort', () => free(), { once: true }));

/** By any tab. */
export async function isWatchedAnywhere(): Promise<boolean> {
  const { held: locks = [] } = await navigator.locks.query();
  return locks.some(({ name }) => name === WATCHED);
}
