/**
 * Panels follow the size of the dock for certain. dockview lays one out with what it has measured in the frame before, if that
 * was its last change: a window made narrower in one step kept wide consoles, cut off at their right.
 */
import type { DockviewApi } from 'dockview-react';

/** ms after the last change. */
const QUIET = 100;

export function settleAfterResize(dock: DockviewApi): void {
  const place = document.querySelector('.dock');
  if (place === null) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  // It goes with the dock.
  new ResizeObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(() => dock.layout(dock.width, dock.height, true), QUIET);
  }).observe(place);
}
