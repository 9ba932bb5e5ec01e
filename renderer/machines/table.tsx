/** The table: one row a machine, host or session; drawn only where it is in sight. */
// biome-ignore-all lint/a11y/useFocusableInteractive: the table has the focus and names its row
// biome-ignore-all lint/a11y/useSemanticElements: rows are placed one by one as they scroll into sight, which table elements cannot be
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, useEffect, useRef } from 'react';
import { useSettings } from '../settings/settings.ts';
import { runCommand } from '../commands/run.ts';
import { useStored } from '../settings/stored.ts';
import { useTables } from '../store.ts';
import './sideways.css';
import { useWindow } from '../window-state.ts';
import { asTableCommand, type TableCommand, tableCommand } from './keys.ts';
import { Nothing, Skeleton } from './nothing.tsx';
import { Row } from './row.tsx';
import { rowElementId } from './row-parts.tsx';
import type { RowRef } from './rows.ts';
import { useRows } from './row-source.ts';
import { SelectionBar } from './selection-bar.tsx';
import { choose, followSideways, obey, onTableCommand, openRow, showMenu } from './table-actions.ts';
import { Head } from './table-head.tsx';
import { useHeldRows, useSlots, useWidth } from './table-hooks.ts';
import { type Frozen, frozenColumns, gridTracks, useColumnTable, useShownColumns } from './table-model.ts';
import { useWords } from '../words/words.ts';

const ROW_HEIGHT = { normal: 28, compact: 22 } as const;
const OVERSCAN = 6;

export function MachineTable() {
  const w = useWords();
  const rows = useRows((state) => state.rows);
  const loaded = useTables((state) => state.loaded);
  const cursor = useWindow((state) => state.cursor);
  const selecting = useWindow((state) => state.selected.size > 0);
  const density = useSettings((state) => state.density);
  const list = useRef<HTMLDivElement>(null);
  const room = useWidth(list);
  const table = useColumnTable(room);
  const columns = useShownColumns(table);
  useHeldRows(list);
  const sideways = useSettings((state) => state.sideways);
  const frozen = sideways ? frozenColumns(table, room) : null;

  const height = ROW_HEIGHT[density];
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => list.current,
    estimateSize: () => height,
    overscan: OVERSCAN,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew for another row height only
  useEffect(() => virtual.measure(), [height]);

  const inSight = virtual.getVirtualItems().flatMap(({ index, start }) => {
    const row = rows[index];
    return row === undefined ? [] : [{ row, index, start }];
  });
  const slots = useSlots(inSight.map(({ row }) => row.key));
  const slotOf = ({ row }: { readonly row: RowRef }): number => slots.get(row.key) ?? 0;
  // While it scrolls no element changes its place in the page; readers find them in order when it stands.
  const items = virtual.isScrolling ? inSight.toSorted((a, b) => slotOf(a) - slotOf(b)) : inSight;
  const page = (): number => Math.max(1, Math.floor((list.current?.clientHeight ?? height) / height) - 1);
  const carryOut = (command: TableCommand): void => {
    if (command.do === 'run') runCommand(command.id);
    else obey(command, (index) => virtual.scrollToIndex(index));
  };
  useEffect(() => onTableCommand((id) => carryOut(asTableCommand(id, page()))));
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const command = tableCommand(event, page(), useStored.getState().stored.keys);
    if (command === null) return;
    event.preventDefault();
    carryOut(command);
  };

  return (
    <div
      className="table"
      data-selecting={selecting || undefined}
      data-sideways={frozen !== null || undefined}
      style={
        { '--columns': gridTracks(table, frozen), ...(frozen !== null && widthsOf(frozen)) } as CSSProperties
      }
    >
      <Head table={table} />
      <div
        ref={list}
        className="rows"
        role="treegrid"
        aria-label={w.common.machines}
        aria-owns="table-head"
        aria-multiselectable
        aria-rowcount={rows.length}
        aria-activedescendant={cursor === null ? undefined : rowElementId(cursor)}
        tabIndex={0}
        data-testid="machines"
        onKeyDown={onKeyDown}
        onScroll={followSideways}
        onClick={choose}
        onDoubleClick={openRow}
        onContextMenu={showMenu}
      >
        {rows.length === 0 && (
          <div role="row" className="plain-row">
            <div role="gridcell">{loaded ? <Nothing /> : <Skeleton />}</div>
          </div>
        )}
        <div className="rows-inner" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => (
            <Row
              key={slotOf(item)}
              row={item.row}
              columns={columns}
              top={item.start}
              number={item.index + 1}
            />
          ))}
        </div>
      </div>
      {selecting && <SelectionBar />}
    </div>
  );
}

/** As sideways.css has them. */
const widthsOf = ({ first, others }: Frozen): object => ({
  '--first': `${first}px`,
  '--others': `${others}px`,
});
