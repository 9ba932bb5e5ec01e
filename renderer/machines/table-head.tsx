/** Column heads: click sorts, the edge drags, a right click or the button chooses columns. */
// biome-ignore-all lint/a11y/useSemanticElements: the head is part of a grid whose rows cannot be table elements
// biome-ignore-all lint/a11y/useFocusableInteractive: the buttons inside are what is focused
import type { PointerEvent } from 'react';
import { changeSettings, useSettings } from '../settings/settings.ts';
import { Icon } from '../ui/icons.tsx';
import { type MenuItem, openMenu } from '../ui/menu.tsx';
import { toggled } from '../window-state.ts';
import { COLUMNS, type Column, draggedWidth } from './columns.ts';

/** The menu of columns and groups. */
export function columnMenu(): readonly MenuItem[] {
  const { hiddenColumns, grouping } = useSettings.getState();
  const group = (value: typeof grouping, label: string): MenuItem => ({
    label,
    checked: grouping === value,
    onPick: () => changeSettings({ grouping: value }),
  });
  return [
    { title: 'Group by' },
    group('host', 'Host'),
    group('type', 'Type'),
    group('none', 'Nothing'),
    'line',
    { title: 'Columns' },
    ...COLUMNS.filter(({ priority }) => priority > 0).map(
      ({ id, title }): MenuItem => ({
        label: title,
        checked: !hiddenColumns.includes(id),
        onPick: () =>
          changeSettings({ hiddenColumns: [...toggled(new Set(useSettings.getState().hiddenColumns), id)] }),
      }),
    ),
    'line',
    { label: 'Reset widths', onPick: () => changeSettings({ widths: {} }) },
  ];
}

export function Head({ columns }: { readonly columns: readonly Column[] }) {
  return (
    <div
      className="table-head"
      role="row"
      onContextMenu={(event) => {
        event.preventDefault();
        openMenu({ at: { x: event.clientX, y: event.clientY }, items: columnMenu });
      }}
    >
      {columns.map((column, at) => (
        <ColumnHead key={column.id} column={column} resizable={at > 0} />
      ))}
    </div>
  );
}

function ColumnHead({ column, resizable }: { readonly column: Column; readonly resizable: boolean }) {
  const sort = useSettings((state) => state.sort);
  const descending = useSettings((state) => state.descending);
  const sorted = column.sort !== undefined && column.sort === sort;
  const direction = descending ? 'descending' : 'ascending';
  const onClick = (): void => {
    if (column.sort !== undefined) changeSettings({ sort: column.sort, descending: sorted && !descending });
  };
  return (
    <div
      className={column.align === 'end' ? 'head-cell end' : 'head-cell'}
      role="columnheader"
      aria-sort={sorted ? direction : undefined}
    >
      {resizable && <Edge column={column} />}
      <button type="button" className="head-button" data-tip={column.hint} onClick={onClick}>
        <span className="cut">{column.title}</span>
        {sorted && (
          <span className={descending ? 'sorted descending' : 'sorted'}>
            <Icon name="up" />
          </span>
        )}
      </button>
    </div>
  );
}

/** The left edge of a column: the name takes what is left, so dragging it left widens this column. */
function Edge({ column }: { readonly column: Column }) {
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    event.preventDefault();
    const edge = event.currentTarget;
    const before = edge.parentElement?.offsetWidth ?? column.width;
    const stop = new AbortController();
    const move = (moved: globalThis.PointerEvent): void => {
      const width = draggedWidth(column, before, event.clientX - moved.clientX);
      changeSettings({ widths: { ...useSettings.getState().widths, [column.id]: width } });
    };
    edge.setPointerCapture(event.pointerId);
    edge.addEventListener('pointermove', move, { signal: stop.signal });
    for (const end of ['pointerup', 'pointercancel'])
      edge.addEventListener(end, () => stop.abort(), { signal: stop.signal });
  };
  return (
    <span
      className="head-edge"
      aria-hidden="true"
      onPointerDown={onPointerDown}
      onDoubleClick={() => {
        const { [column.id]: _, ...rest } = useSettings.getState().widths;
        changeSettings({ widths: rest });
      }}
    />
  );
}
