/** Column heads: click sorts, the edge resizes, dragging the head moves the column, a right click opens the menu. */
// biome-ignore-all lint/a11y/useSemanticElements: the head is part of a grid whose rows cannot be table elements
// biome-ignore-all lint/a11y/useFocusableInteractive: the buttons inside are what is focused
import { type DragEvent, type MouseEvent, type PointerEvent, useState } from 'react';
import { Icon } from '../ui/icons.tsx';
import { openMenu } from '../ui/menu.tsx';
import { headKey, headMenu, moveColumn, shownNameWidth, sizeColumn } from './table-menu.ts';
import { useWords } from '../words/words.ts';
import type { ColumnTable } from './table-model.ts';

type Header = ReturnType<ColumnTable['getLeafHeaders']>[number];

interface HeadProps {
  readonly table: ColumnTable;
  readonly header: Header;
}

/** Marks what is dragged as a column of ours; its data is the column's id. */
const DRAGGED = 'application/x-ctys-column';

export function Head({ table }: { readonly table: ColumnTable }) {
  const onContextMenu = (event: MouseEvent): void => {
    event.preventDefault();
    const cell = event.target instanceof Element ? event.target.closest('[data-column]') : null;
    const id = cell?.getAttribute('data-column') ?? '';
    openMenu({ at: { x: event.clientX, y: event.clientY }, items: () => headMenu(table, id) });
  };
  return (
    <div id="table-head" className="table-head" role="row" onContextMenu={onContextMenu}>
      {table.getLeafHeaders().map((header) => (
        <ColumnHead key={header.id} table={table} header={header} />
      ))}
    </div>
  );
}

function ColumnHead({ table, header }: HeadProps) {
  const { column } = header;
  const { id, align } = column.columnDef.meta ?? { id: 'machine' };
  const [title, hint] = useWords().table.columns[id];
  const sorted = column.getIsSorted();
  const { target, ...drop } = useDropTarget(table, header);
  return (
    <div
      className={align === 'end' ? 'head-cell end' : 'head-cell'}
      role="columnheader"
      aria-sort={sorted === false ? undefined : sorted === 'desc' ? 'descending' : 'ascending'}
      data-column={column.id}
      data-drop={target || undefined}
      {...drop}
    >
      {column.getCanHide() ? <Edge header={header} /> : <NameEdge header={header} />}
      <button
        type="button"
        className="head-button"
        data-tip={hint}
        draggable={column.getCanHide()}
        onDragStart={({ dataTransfer }) => dataTransfer.setData(DRAGGED, column.id)}
        aria-keyshortcuts={
          column.getCanHide()
            ? 'Shift+ArrowLeft Shift+ArrowRight Control+ArrowLeft Control+ArrowRight'
            : 'Shift+ArrowLeft Shift+ArrowRight'
        }
        onKeyDown={(event) => headKey(table, column.id, event)}
        onClick={column.getToggleSortingHandler()}
      >
        <span className="cut">{title}</span>
        {sorted !== false && (
          <span className={sorted === 'desc' ? 'sorted descending' : 'sorted'}>
            <Icon name="up" />
          </span>
        )}
      </button>
    </div>
  );
}

/** What makes a head take the column dropped on it; `target`: one is held over it. */
function useDropTarget(table: ColumnTable, { column }: Header) {
  const [target, setTarget] = useState(false);
  const onDragOver = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes(DRAGGED)) return;
    event.preventDefault();
    setTarget(true);
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setTarget(false);
    moveColumn(table, event.dataTransfer.getData(DRAGGED), column.id);
  };
  return { target, onDragOver, onDragLeave: () => setTarget(false), onDrop };
}

/** The left edge of a column: the name takes what is left, so dragging it left widens this column. */
function Edge({ header }: { readonly header: Header }) {
  const { column } = header;
  const resize = header.getResizeHandler();
  return (
    <span
      className="head-edge"
      aria-hidden="true"
      data-resizing={column.getIsResizing() || undefined}
      // Until it is let go, nothing else is pointed at.
      onPointerDown={({ currentTarget, pointerId }) => currentTarget.setPointerCapture(pointerId)}
      onMouseDown={(event) => {
        event.preventDefault();
        resize(event);
      }}
      onTouchStart={resize}
      onDoubleClick={() => column.resetSize()}
    />
  );
}

/** The right edge of the names, which may stand still beside what is scrolled; once sized, they take no more what is left. */
function NameEdge({ header: { column } }: { readonly header: Header }) {
  const [from, setFrom] = useState<{ readonly x: number; readonly width: number } | null>(null);
  const { meta } = column.columnDef;
  const onPointerMove = ({ clientX }: PointerEvent): void => {
    if (from !== null && meta !== undefined) sizeColumn(meta, from.width + clientX - from.x);
  };
  return (
    <span
      className="head-edge name-edge"
      aria-hidden="true"
      data-resizing={from !== null || undefined}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        setFrom({ x: event.clientX, width: shownNameWidth() });
      }}
      onPointerMove={onPointerMove}
      onPointerUp={() => setFrom(null)}
      onPointerCancel={() => setFrom(null)}
      onDoubleClick={() => column.resetSize()}
    />
  );
}
