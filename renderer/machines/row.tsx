/**
 * One row of the table. It looks up its own values, so that only a row whose values changed is drawn again. Its element is
 * another row's a moment later (`useSlots`): what can have the focus in it has the key of what it acts on.
 */
// biome-ignore-all lint/a11y/useSemanticElements: rows are placed one by one as they scroll into sight, which table elements cannot be
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
import { told } from '../words/words.ts';
import { memo, useState } from 'react';
import type { Machine } from '../../core/model/machine.ts';
import { ColourMark, RowMarks } from '../marks/row-marks.tsx';
import { Preview } from '../previews/preview.tsx';
import { useTables } from '../store.ts';
import { useClock } from '../ui/clock.ts';
import { Icon } from '../ui/icons.tsx';
import { oneLine } from '../ui/one-line.ts';
import { useWindow } from '../window-state.ts';
import { Cell } from './cells.tsx';
import { HostLine } from './host-line.tsx';
import { GroupRow, HostRow, SessionRow } from './other-rows.tsx';
import { NameField } from './name-field.tsx';
import { RowActions } from './row-actions.tsx';
import { Fold, place, type RowProps, rowElementId } from './row-parts.tsx';
import type { RowRef } from './rows.ts';
import { isStale } from './staleness.ts';
import { isDown } from './views.ts';

export const Row = memo(function Row(props: RowProps) {
  switch (props.row.kind) {
    case 'machine':
      return <MachineRow {...props} />;
    case 'session':
      return <SessionRow {...props} />;
    case 'host':
      return <HostRow {...props} />;
    case 'group':
      return <GroupRow {...props} />;
  }
});

function MachineRow({ row, columns, top, number }: RowProps) {
  const machine = useTables((state) => state.machines.get(row.id));
  const host = useTables((state) => (machine === undefined ? undefined : state.hosts.get(machine.host)));
  const cursor = useWindow((state) => state.cursor === row.key);
  const selected = useWindow((state) => state.selected.has(row.id));
  const folded = useWindow((state) => row.parent && state.folded.has(row.key));
  const hosts = useTables((state) => state.hosts.size);
  const stale = useClock((now) => machine !== undefined && isStale(machine, host, hosts, now));
  const [hovered, setHovered] = useState(false);
  if (machine === undefined) return null;
  const explained = machine.type === 'PM' && isDown(host) ? host : undefined;
  const shown =
    explained === undefined
      ? columns
      : // The reason takes the rest of the row, so the type is shown only where it stands before it.
        columns.filter(({ id }, at) => id === 'machine' || (id === 'type' && at === 1));
  return (
    <div
      id={rowElementId(row.key)}
      className={`row${stale ? ' stale' : ''}${row.context ? ' context' : ''}`}
      role="row"
      aria-rowindex={number}
      aria-level={row.depth + 1}
      aria-selected={selected}
      aria-expanded={row.parent ? !folded : undefined}
      data-key={row.key}
      data-cursor={cursor || undefined}
      data-state={machine.state}
      data-testid={`row-${machine.label}`}
      style={place(top)}
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
    >
      {shown.map((column) =>
        column.id === 'machine' ? (
          <NameCell key={column.id} row={row} machine={machine} folded={folded} />
        ) : (
          <Cell key={column.id} column={column} machine={machine} />
        ),
      )}
      {explained !== undefined && <HostLine key={machine.host} host={explained} />}
      {(hovered || cursor) && explained === undefined && <RowActions key={machine.id} machine={machine} />}
    </div>
  );
}

function NameCell({ row, machine, folded }: { row: RowRef; machine: Machine; folded: boolean }) {
  const renaming = useWindow((state) => state.renaming === machine.id);
  return (
    <div role="gridcell" className="cell name">
      <span className="row-box" aria-hidden="true">
        <span className="box">
          <Icon name="check" />
        </span>
      </span>
      <Fold row={row} />
      <ColourMark marks={machine.marks} />
      {renaming ? (
        <NameField key={machine.id} machine={machine} />
      ) : (
        <span className="cut" data-tip={machine.label} data-tip-cut="">
          {oneLine(machine.label)}
        </span>
      )}
      {machine.marks !== undefined && <RowMarks marks={machine.marks} />}
      <Preview machine={machine} />
      {folded && row.below > 0 && <span className="muted below">{row.below}</span>}
      {machine.note !== undefined && (
        <span className="note-mark" data-tip={told(machine.note)}>
          <Icon name="info" />
        </span>
      )}
    </div>
  );
}
