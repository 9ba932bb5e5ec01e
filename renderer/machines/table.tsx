/** The table: one row a machine, host or session; drawn only where it is in sight. */
// biome-ignore-all lint/a11y/useSemanticElements: rows are placed one by one as they scroll into sight, which table elements cannot be
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, useEffect, useRef } from 'react';
import { useSettings } from '../settings/settings.ts';
import { useTables } from '../store.ts';
import { useWindow } from '../window-state.ts';
import { tableCommand } from './keys.ts';
import { Nothing, Skeleton } from './nothing.tsx';
import { Row } from './row.tsx';
import { rowElementId } from './row-parts.tsx';
import { useRows } from './row-source.ts';
import { choose, obey, openRow, showMenu } from './table-actions.ts';
import { Head } from './table-head.tsx';
import { useHeldRows, useWidth } from './table-hooks.ts';
import { gridTracks, useColumnTable, useShownColumns } from './table-model.ts';

const ROW_HEIGHT = { normal: 28, compact: 22 } as const;
const OVERSCAN = 8;

export function MachineTable() {
  const rows = useRows((state) => state.rows);
  const loaded = useTables((state) => state.loaded);
  const cursor = useWindow((state) => state.cursor);
  const density = useSettings((state) => state.density);
  const list = useRef<HTMLDivElement>(null);
  const table = useColumnTable(useWidth(list));
  const columns = useShownColumns(table);
  useHeldRows(list);

  const height = ROW_HEIGHT[density];
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => list.current,
    estimateSize: () => height,
    overscan: OVERSCAN,
    getItemKey: (at) => rows[at]?.key ?? at,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew for another row height only
  useEffect(() => virtual.measure(), [height]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const page = Math.max(1, Math.floor((list.current?.clientHeight ?? height) / height) - 1);
    const command = tableCommand(event, page);
    if (command === null) return;
    event.preventDefault();
    obey(command, (index) => virtual.scrollToIndex(index));
  };

  return (
    <div className="table" style={{ '--columns': gridTracks(table) } as CSSProperties}>
      <Head table={table} />
      <div
        ref={list}
        className="rows"
        role="treegrid"
        aria-label="Machines"
        aria-multiselectable
        aria-rowcount={rows.length}
        aria-activedescendant={cursor === null ? undefined : rowElementId(cursor)}
        tabIndex={0}
        data-testid="machines"
        onKeyDown={onKeyDown}
        onClick={choose}
        onDoubleClick={openRow}
        onContextMenu={showMenu}
      >
        {!loaded && <Skeleton />}
        {loaded && rows.length === 0 && <Nothing />}
        <div className="rows-inner" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start, key }) => {
            const row = rows[index];
            return row && <Row key={key} row={row} columns={columns} top={start} number={index + 1} />;
          })}
        </div>
      </div>
    </div>
  );
}
