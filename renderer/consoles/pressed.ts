/** Our keys in the console that is in front, wherever they come from: its keyboard, the palette. */
import { commonKey } from './common-keys.ts';
import type { ConsoleKey } from './console-keys.ts';

/** What terminals do with them, by panel. */
const takers = new Map<string, (key: ConsoleKey) => void>();

/** Returns how to stop. */
export function onConsoleKey(panel: string, take: (key: ConsoleKey) => void): () => void {
  takers.set(panel, take);
  return () => void takers.delete(panel);
}

export function pressInConsole(key: ConsoleKey, panel = ''): void {
  const take = takers.get(panel);
  if (take !== undefined) take(key);
  else commonKey(key, panel);
}
