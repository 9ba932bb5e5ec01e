/** The table: its columns' heads over one row a machine, host or session. */
import { type CSSProperties, useRef } from 'react';
import { useSettings } from '../settings/settings.ts';
import { useWindow } from '../window-state.ts';
import { RowList } from './row-list.tsx';
import { SelectionBar } from './selection-bar.tsx';
import './sideways.css';
import { Head } from './table-head.tsx';
import { useWidth } from './table-hooks.ts';
import { type Frozen, frozenColumns, gridTracks, useColumnTable, useShownColumns } from './table-model.ts';

export function MachineTable() {
  const selecting = useWindow((state) => state.selected.size > 0);
  const list = useRef<HTMLDivElement>(null);
  const room = useWidth(list);
  const table = useColumnTable(room);
  const columns = useShownColumns(table);
  const sideways = useSettings((state) => state.sideways);
  const frozen = sideways ? frozenColumns(table, room) : null;

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
      <RowList list={list} columns={columns} />
      {selecting && <SelectionBar />}
    </div>
  );
}

/** As sideways.css has them. */
const widthsOf = ({ first, others }: Frozen): object => ({
  '--first': `${first}px`,
  '--others': `${others}px`,
});
