/** Over a terminal while its size changes: columns and lines. */
import { useEffect, useRef, useState } from 'react';
import type { TerminalSize } from '../../core/model/console.ts';

/** ms behind the last change. */
const SHOWN = 1_000;
/** ms in which a terminal that has just been opened finds its size. */
const OPENING = 500;

export function SizeNote({ size: { cols, rows } }: { readonly size: TerminalSize }) {
  const [shown, setShown] = useState(false);
  const since = useRef(Date.now());
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change shows it anew
  useEffect(() => {
    if (Date.now() - since.current < OPENING) return;
    setShown(true);
    const timer = setTimeout(() => setShown(false), SHOWN);
    return () => clearTimeout(timer);
  }, [cols, rows]);
  // The head of the console tells it to readers of the screen.
  return shown ? (
    <div className="size-note figures" aria-hidden="true" data-testid="size-note">
      {cols} × {rows}
    </div>
  ) : null;
}
