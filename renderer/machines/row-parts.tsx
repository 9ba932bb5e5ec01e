/** What rows of every kind have in common. */
import type { CSSProperties } from 'react';
import { Icon } from '../ui/icons.tsx';
import { setWindow, toggled, useWindow } from '../window-state.ts';
import type { Column } from './columns.ts';
import type { RowRef } from './rows.ts';

export interface RowProps {
  readonly row: RowRef;
  readonly columns: readonly Column[];
  /** px from the top of the list. */
  readonly top: number;
  /** 1-based, for readers of the grid. */
  readonly number: number;
}

/** Without blanks, so that other elements can refer to it. */
export const rowElementId = (key: string): string => `row-${encodeURIComponent(key)}`;

export const place = (top: number): CSSProperties => ({ transform: `translateY(${top}px)` });

export function Fold({ row }: { readonly row: RowRef }) {
  const folded = useWindow((state) => state.folded.has(row.key));
  if (!row.parent) return <span className="fold" />;
  return (
    <button
      type="button"
      className="fold"
      tabIndex={-1}
      aria-label={folded ? 'Unfold' : 'Fold'}
      data-open={!folded}
      onClick={(event) => {
        event.stopPropagation();
        setWindow((state) => ({ folded: toggled(state.folded, row.key) }));
      }}
    >
      <Icon name="chevron" />
    </button>
  );
}
