/** What rows of every kind have in common. */
import type { CSSProperties } from 'react';
import { Icon } from '../ui/icons.tsx';
import { setWindow, toggled, useWindow } from '../window-state.ts';
import type { Column } from './columns.ts';
import type { RowRef } from './rows.ts';
import { useWords } from '../words/words.ts';

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

/** Not by a transform: dozens of them cost more to paint than the rows do. */
export const place = (top: number): CSSProperties => ({ top });

/** Where the name begins: as deep as its row is, with a button where rows below it can be folded away. */
export function Fold({ row }: { readonly row: RowRef }) {
  return row.parent ? <FoldButton row={row} /> : <span className="fold" style={indented(row)} />;
}

const indented = ({ depth }: RowRef): CSSProperties => ({ marginInlineStart: depth * 16 });

function FoldButton({ row }: { readonly row: RowRef }) {
  const w = useWords();
  const folded = useWindow((state) => state.folded.has(row.key));
  return (
    <button
      type="button"
      className="fold"
      tabIndex={-1}
      aria-label={folded ? w.table.unfold : w.table.fold}
      data-open={!folded}
      style={indented(row)}
      onClick={(event) => {
        event.stopPropagation();
        setWindow((state) => ({ folded: toggled(state.folded, row.key) }));
      }}
    >
      <Icon name="chevron" />
    </button>
  );
}
