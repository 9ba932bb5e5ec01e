/** This window's core. Set once by main.tsx before anything is shown. */
import type { Core } from './client.ts';

let core: Core | null = null;

export function setCore(next: Core): void {
  core = next;
}

export function theCore(): Core {
  if (core === null) throw new Error('The core is used before the window is connected.');
  return core;
}
