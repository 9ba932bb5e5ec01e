/** A line between two panes that can be dragged, or moved by the arrow keys. */
import type { KeyboardEvent, PointerEvent } from 'react';

interface SplitterProps {
  /** column: panes side by side; row: one above the other. */
  readonly direction: 'column' | 'row';
  readonly label: string;
  /** Size in px of the pane it changes. */
  readonly size: number;
  /** That pane is before the line (1) or behind it (-1). */
  readonly sign: 1 | -1;
  readonly onSize: (size: number) => void;
}

const STEP = 16;

export function Splitter({ direction, label, size, sign, onSize }: SplitterProps) {
  const along = (event: PointerEvent): number => (direction === 'column' ? event.clientX : event.clientY);
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    const start = along(event);
    const line = event.currentTarget;
    const stop = new AbortController();
    const move = (moved: globalThis.PointerEvent): void => {
      const now = direction === 'column' ? moved.clientX : moved.clientY;
      onSize(size + (now - start) * sign);
    };
    line.setPointerCapture(event.pointerId);
    line.addEventListener('pointermove', move, { signal: stop.signal });
    for (const end of ['pointerup', 'pointercancel'])
      line.addEventListener(end, () => stop.abort(), { signal: stop.signal });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const [less, more] = direction === 'column' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    if (event.key !== less && event.key !== more) return;
    event.preventDefault();
    onSize(size + (event.key === more ? STEP : -STEP) * sign);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule element cannot be focused and dragged
    <div
      className={`splitter ${direction}`}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={direction === 'column' ? 'vertical' : 'horizontal'}
      aria-valuenow={Math.round(size)}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  );
}
