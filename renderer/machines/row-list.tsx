/** The rows of the table: drawn only where they are in sight, and alone while they are scrolled. */
// biome-ignore-all lint/a11y/useFocusableInteractive: the table has the focus and names its row
// biome-ignore-all lint/a11y/useSemanticElements: rows are placed one by one as they scroll into sight, which table elements cannot be
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type RefObject, useEffect } from 'react';
import { runCommand } from '../commands/run.ts';
import { useSettings } from '../settings/settings.ts';
import { useStored } from '../settings/stored.ts';
import { useTables } from '../store.ts';
import { useWindow } from '../window-state.ts';
import { useWords } from '../words/words.ts';
import type { Column } from './columns.ts';
import { asTableCommand, type TableCommand, tableCommand } from './keys.ts';
import { Nothing, Skeleton } from './nothing.tsx';
import { Row } from './row.tsx';
import { rowElementId } from './row-parts.tsx';
import { useRows } from './row-source.ts';
import { choose, followSideways, obey, onTableCommand, openRow, showMenu } from './table-actions.ts';
import { useElementOrder, useHeldRows, useSlots, useSought, useStanding } from './table-hooks.ts';

const ROW_HEIGHT = { normal: 28, compact: 22 } as const;
const OVERSCAN = 6;

interface RowListProps {
  readonly list: RefObject<HTMLDivElement | null>;
  readonly columns: readonly Column[];
}

export function RowList({ list, columns }: RowListProps) {
  const w = useWords();
  const rows = useRows((state) => state.rows);
  const loaded = useTables((state) => state.loaded);
  const cursor = useWindow((state) => state.cursor);
  const density = useSettings((state) => state.density);
  useHeldRows(list);

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
  const bySlot = new Map(inSight.map((item) => [slots.get(item.row.key) ?? 0, item]));
  const standing = useStanding(rows) && !virtual.isScrolling;
  const order = useElementOrder([...bySlot.keys()], standing);
  const page = (): number => Math.max(1, Math.floor((list.current?.clientHeight ?? height) / height) - 1);
  const carryOut = (command: TableCommand): void => {
    if (command.do === 'run') runCommand(command.id);
    else obey(command, (index) => virtual.scrollToIndex(index));
  };
  useSought(rows, (index) => virtual.scrollToIndex(index));
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
        {order.map((slot) => {
          const item = bySlot.get(slot);
          if (item === undefined) return null;
          const { row, start, index } = item;
          return <Row key={slot} row={row} columns={columns} top={start} number={index + 1} />;
        })}
      </div>
    </div>
  );
}
