/** One row of the table. It looks up its own values, so that only a row whose values changed is drawn again. */
// biome-ignore-all lint/a11y/useSemanticElements: rows are placed one by one as they scroll into sight, which table elements cannot be
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
import { type CSSProperties, memo, useState } from 'react';
import { availability } from '../../core/model/availability.ts';
import type { Machine } from '../../core/model/machine.ts';
import { isTransition } from '../../core/model/machine.ts';
import type { Verb } from '../../core/model/verb.ts';
import { focusConsole } from '../consoles/dock-state.ts';
import { useTables } from '../store.ts';
import { Button } from '../ui/button.tsx';
import { useClock } from '../ui/clock.ts';
import { formatSpan } from '../ui/format.ts';
import { Icon } from '../ui/icons.tsx';
import { setWindow, toggled, useWindow } from '../window-state.ts';
import { Cell } from './cells.tsx';
import type { Column } from './columns.ts';
import { openMachine, openMachineMenu, reasonText, runVerb } from './commands.tsx';
import { HostLine } from './host-line.tsx';
import { isDown, type RowRef } from './rows.ts';
import { isStale } from './staleness.ts';
import { actionOn, preferredConsole, verbsOf } from './verbs.ts';

export interface RowProps {
  readonly row: RowRef;
  readonly columns: readonly Column[];
  /** px from the top of the list. */
  readonly top: number;
  /** 1-based, for readers of the grid. */
  readonly number: number;
}

export const rowElementId = (key: string): string => `row ${key}`;

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

const place = (top: number): CSSProperties => ({ transform: `translateY(${top}px)` });

function Fold({ row }: { readonly row: RowRef }) {
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

function MachineRow({ row, columns, top, number }: RowProps) {
  const machine = useTables((state) => state.machines.get(row.id));
  const host = useTables((state) => (machine === undefined ? undefined : state.hosts.get(machine.host)));
  const cursor = useWindow((state) => state.cursor === row.key);
  const selected = useWindow((state) => state.selected.has(row.id));
  const folded = useWindow((state) => row.parent && state.folded.has(row.key));
  const stale = useClock((now) => machine !== undefined && isStale(machine, host, now));
  const [hovered, setHovered] = useState(false);
  if (machine === undefined) return null;
  const explained = machine.type === 'PM' && isDown(host) ? host : undefined;
  const shown =
    explained === undefined ? columns : columns.filter(({ id }) => id === 'machine' || id === 'type');
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
      {shown.map(({ id, align }) => (
        <div key={id} role="gridcell" className={align === 'end' ? 'cell end' : 'cell'}>
          {id === 'machine' ? (
            <NameCell row={row} machine={machine} folded={folded} />
          ) : (
            <Cell column={id} machine={machine} />
          )}
        </div>
      ))}
      {explained !== undefined && <HostLine host={explained} />}
      {(hovered || cursor) && explained === undefined && <RowActions machine={machine} />}
    </div>
  );
}

function NameCell({ row, machine, folded }: { row: RowRef; machine: Machine; folded: boolean }) {
  return (
    <span className="name" style={{ paddingInlineStart: row.depth * 16 }}>
      <Fold row={row} />
      <span className="cut" data-tip={machine.label} data-tip-cut="">
        {oneLine(machine.label)}
      </span>
      {folded && row.below > 0 && <span className="muted below">{row.below}</span>}
      {machine.note !== undefined && (
        <span className="note-mark" data-tip={machine.note}>
          <Icon name="info" />
        </span>
      )}
    </span>
  );
}

/** Labels come from hosts: control characters are shown as such, not obeyed. */
export const oneLine = (label: string): string =>
  label
    .slice(0, 300)
    .replace(/\p{Cc}/gu, (char) =>
      char === '\x7f' ? '␡' : String.fromCodePoint(0x2400 + ((char.codePointAt(0) ?? 0) % 0x20)),
    )
    .replace(/\p{Bidi_Control}/gu, '�');

/** The three things one mostly wants, at the end of the row the pointer or keyboard is on. */
function RowActions({ machine }: { readonly machine: Machine }) {
  const capable = verbsOf(machine);
  const up = availability('shutdown', machine) === null || isTransition(machine.state);
  const power = up
    ? 'shutdown'
    : machine.state === 'suspended'
      ? 'resume'
      : machine.state === 'paused'
        ? 'unpause'
        : 'start';
  const point = (verb: Verb) => () => {
    const offer = verb === 'connect' ? preferredConsole(machine)?.id : undefined;
    setWindow({ pointed: { machine: machine.id, action: actionOn(verb, machine, offer) } });
  };
  const leave = (): void => setWindow({ pointed: null });
  const label = { shutdown: 'Shut down', start: 'Start', resume: 'Resume', unpause: 'Continue' }[power];
  return (
    <div className="row-actions">
      {capable.includes(power) && (
        <Button
          look="ghost"
          small
          icon={up ? 'stop' : 'play'}
          hint={label}
          tabIndex={-1}
          reason={reasonText(availability(power, machine))}
          data-testid={`action-${power}`}
          onPointerEnter={point(power)}
          onPointerLeave={leave}
          onClick={() => void runVerb(power, [machine])}
        />
      )}
      <Button
        look="ghost"
        small
        icon="terminal"
        hint="Open console"
        tabIndex={-1}
        reason={reasonText(availability('connect', machine))}
        data-testid="action-connect"
        onPointerEnter={point('connect')}
        onPointerLeave={leave}
        onClick={() => openMachine(machine)}
      />
      <Button
        look="ghost"
        small
        icon="more"
        hint="More actions"
        tabIndex={-1}
        data-testid="action-more"
        onClick={({ currentTarget }) => {
          const { left, bottom } = currentTarget.getBoundingClientRect();
          openMachineMenu({ x: left, y: bottom + 2 }, [machine]);
        }}
      />
    </div>
  );
}

const ROLES = { C: 'client', S: 'server', T: 'tunnel' } as const;

function SessionRow({ row, columns, top, number }: RowProps) {
  const session = useTables((state) => state.sessions.get(row.id));
  const cursor = useWindow((state) => state.cursor === row.key);
  const up = useClock((now) => (session === undefined ? '' : formatSpan(now - session.since)));
  if (session === undefined) return null;
  const cells: Partial<Record<Column['id'], string>> = {
    type: session.kind === 'tty' ? 'CLI' : 'VNC',
    state: session.state,
    cst: session.role,
    up,
  };
  return (
    <div
      id={rowElementId(row.key)}
      className="row session"
      role="row"
      aria-rowindex={number}
      aria-level={row.depth + 1}
      data-key={row.key}
      data-cursor={cursor || undefined}
      data-testid={`session-${session.id}`}
      style={place(top)}
      onDoubleClick={() => focusConsole(session.id)}
    >
      {columns.map(({ id, align }) => (
        <div key={id} role="gridcell" className={align === 'end' ? 'cell end' : 'cell'}>
          {id === 'machine' ? (
            <span className="name" style={{ paddingInlineStart: row.depth * 16 }}>
              <span className="fold" />
              <Icon name={session.kind === 'tty' ? 'terminal' : 'screen'} />
              <span className="cut">{session.title}</span>
            </span>
          ) : (
            <span className="cut" data-tip={id === 'cst' ? ROLES[session.role] : undefined}>
              {cells[id] ?? ''}
            </span>
          )}
        </div>
      ))}
    </div>
  );
}

function HostRow({ row, columns, top, number }: RowProps) {
  const host = useTables((state) => state.hosts.get(row.id));
  const cursor = useWindow((state) => state.cursor === row.key);
  return (
    <div
      id={rowElementId(row.key)}
      className="row"
      role="row"
      aria-rowindex={number}
      aria-level={1}
      data-key={row.key}
      data-cursor={cursor || undefined}
      data-testid={`row-${row.id}`}
      style={place(top)}
    >
      <div role="gridcell" className="cell">
        <span className="name">
          <Fold row={row} />
          <span className="cut">{row.id}</span>
        </span>
      </div>
      {columns.some(({ id }) => id === 'type') && (
        <div role="gridcell" className="cell muted">
          PM
        </div>
      )}
      {host !== undefined && <HostLine host={host} />}
    </div>
  );
}

function GroupRow({ row, top, number }: RowProps) {
  const cursor = useWindow((state) => state.cursor === row.key);
  return (
    <div
      id={rowElementId(row.key)}
      className="row group"
      role="row"
      aria-rowindex={number}
      aria-level={1}
      data-key={row.key}
      data-cursor={cursor || undefined}
      style={place(top)}
    >
      <div role="gridcell" className="cell">
        <span className="name">
          <Fold row={row} />
          <span>{row.id}</span>
          <span className="muted below">{row.below}</span>
        </span>
      </div>
    </div>
  );
}
