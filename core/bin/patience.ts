/** What takes more than a second is said to be under way, where somebody watches. */
import type { Io } from './io.ts';

const QUIET_MS = 1_000;

/** `text` names what is waited for: `waiting for lab00`. */
export async function patiently<T>(call: Promise<T>, text: string, io: Io): Promise<T> {
  if (!io.watched) return await call;
  const timer = setTimeout(() => io.error(`${text} ...\n`), QUIET_MS);
  try {
    return await call;
  } finally {
    clearTimeout(timer);
  }
}
