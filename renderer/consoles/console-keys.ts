/** Keys that stay ours inside a console. All begin with Ctrl+Shift; every other key belongs to the guest. */

export type ConsoleKey =
  | 'copy'
  | 'paste'
  | 'find'
  | 'larger'
  | 'smaller'
  | 'normal'
  | 'table'
  | 'strip'
  | 'next-tab'
  | 'previous-tab'
  | 'close'
  | 'split-right'
  | 'split-below'
  | 'detach'
  | 'full'
  | 'share'
  | 'snippets'
  | 'local-shell';

/** By physical key, so that layouts do not matter. */
const KEYS: Readonly<Record<string, ConsoleKey>> = {
  KeyC: 'copy',
  KeyV: 'paste',
  KeyF: 'find',
  Equal: 'larger',
  NumpadAdd: 'larger',
  Minus: 'smaller',
  NumpadSubtract: 'smaller',
  Digit0: 'normal',
  KeyM: 'table',
  Backquote: 'strip',
  ArrowRight: 'next-tab',
  ArrowLeft: 'previous-tab',
  KeyX: 'close',
  KeyD: 'split-right',
  KeyS: 'split-below',
  KeyO: 'detach',
  Enter: 'full',
  KeyB: 'share',
  KeyY: 'snippets',
  KeyL: 'local-shell',
};

export function consoleKey(
  press: Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>,
): ConsoleKey | null {
  if (!press.ctrlKey || !press.shiftKey || press.altKey || press.metaKey) return null;
  return KEYS[press.code] ?? null;
}

/** Font size after a zoom key, px. */
export const zoomed = (size: number, key: 'larger' | 'smaller' | 'normal'): number =>
  key === 'normal' ? 13 : Math.min(48, Math.max(6, size + (key === 'larger' ? 1 : -1)));
