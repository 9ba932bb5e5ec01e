/** The table: one row a machine, host or session; drawn only where it is in sight. */
// biome-ignore-all lint/a11y/useSemanticElements: rows are placed one by one as they scroll into sight, which table elements cannot be
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { focusConsole } from '../consoles/dock-state.ts';
import { useSettings } from '../settings/settings.ts';
import { useTables } from '../store.ts';
import { machineOfRow, setWindow, targets, toggled, useWindow } from '../window-state.ts';
import { Head } from './table-head.tsx';
import { fittingColumns, gridTracks } from './columns.ts';
import { openMachine, openMachineMenu, runVerb } from './commands.tsx';
import { tableCommand } from './keys.ts';
import { Row, rowElementId } from './row.tsx';
import { followRows, useRows } from './row-source.ts';
import { Nothing, Skeleton } from './nothing.tsx';

const ROW_HEIGHT = { normal: 28, compact: 22 } as const;
const OVERSCAN = 8;
/** px left and right of a row's cells (table.css). */
const ROW_PADDING = 20;

export function MachineTable() {
  const rows = useRows((state) => state.rows);
  const loaded = useTables((state) => state.loaded);
  const cursor = useWindow((state) => state.cursor);
  const { hiddenColumns, widths, density } = useSettings();
  const list = useRef<HTMLDivElement>(null);
  const room = useWidth(list);
  const columns = useMemo(() => fittingColumns(room, hiddenColumns, widths), [room, hiddenColumns, widths]);
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
    const at = rows.findIndex(({ key }) => key === cursor);
    const go = (to: number): void => {
      const row = rows[Math.max(0, Math.min(to, rows.length - 1))];
      if (row === undefined) return;
      setWindow({ cursor: row.key });
      virtual.scrollToIndex(rows.indexOf(row));
    };
    if (command.do === 'move') go(at < 0 ? 0 : at + command.by);
    else if (command.do === 'first') go(0);
    else if (command.do === 'last') go(rows.length - 1);
    else if (command.do === 'fold') fold(cursor, command.open);
    else act(command.do);
  };

  return (
    <div className="table" style={{ '--columns': gridTracks(columns, widths) } as CSSProperties}>
      <Head columns={columns} />
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

const keyAt = (target: EventTarget): string | null =>
  target instanceof Element ? (target.closest('[data-key]')?.getAttribute('data-key') ?? null) : null;

/** Plain click: this one alone. Ctrl/Cmd: one more or less. Shift: all from the cursor to here. */
function choose(event: MouseEvent): void {
  const key = keyAt(event.target);
  if (key === null) return;
  const { selected, cursor } = useWindow.getState();
  const machine = machineOfRow(key);
  if (event.shiftKey) setWindow({ cursor: key, selected: machinesBetween(cursor, key) });
  else if ((event.ctrlKey || event.metaKey) && machine !== undefined)
    setWindow({ cursor: key, selected: toggled(selected, machine.id) });
  else setWindow({ cursor: key, selected: new Set() });
}

function machinesBetween(from: string | null, to: string): ReadonlySet<string> {
  const { rows } = useRows.getState();
  const ends = [from, to].map((key) => rows.findIndex((row) => row.key === key)).sort((a, b) => a - b);
  const [first = 0, last = 0] = ends;
  return new Set(
    rows.slice(Math.max(0, first), last + 1).flatMap(({ kind, id }) => (kind === 'machine' ? [id] : [])),
  );
}

function openRow(event: MouseEvent): void {
  const key = keyAt(event.target);
  if (key !== null && event.target instanceof Element && event.target.closest('button') === null)
    openKey(key);
}

function openKey(key: string): void {
  const machine = machineOfRow(key);
  if (key.startsWith('s:')) focusConsole(key.slice(2));
  else if (machine !== undefined) openMachine(machine);
  else setWindow(({ folded }) => ({ folded: toggled(folded, key) }));
}

function showMenu(event: MouseEvent): void {
  const key = keyAt(event.target);
  const machine = machineOfRow(key);
  if (machine === undefined) return;
  event.preventDefault();
  const { selected } = useWindow.getState();
  // A menu on a row outside the selection is about that row alone.
  setWindow({ cursor: key, ...(!selected.has(machine.id) && { selected: new Set<string>() }) });
  openMachineMenu({ x: event.clientX, y: event.clientY }, targets());
}

function fold(key: string | null, open: boolean): void {
  if (key === null) return;
  const { folded } = useWindow.getState();
  if (folded.has(key) === open) setWindow({ folded: toggled(folded, key) });
}

function act(command: 'open' | 'start' | 'stop' | 'menu' | 'filter' | 'select' | 'escape'): void {
  const { cursor, selected } = useWindow.getState();
  const machine = machineOfRow(cursor);
  if (command === 'open' && cursor !== null) openKey(cursor);
  else if (command === 'start') void runVerb(machine?.state === 'suspended' ? 'resume' : 'start', targets());
  else if (command === 'stop') void runVerb('shutdown', targets());
  else if (command === 'filter') focusFilter();
  else if (command === 'select' && machine !== undefined)
    setWindow({ selected: toggled(selected, machine.id) });
  else if (command === 'escape') setWindow({ selected: new Set() });
  else if (command === 'menu' && cursor !== null) {
    const box = document.getElementById(rowElementId(cursor))?.getBoundingClientRect();
    if (box !== undefined) openMachineMenu({ x: box.left + 48, y: box.bottom }, targets());
  }
}

export function focusFilter(): void {
  const field = document.getElementById('filter');
  if (field instanceof HTMLInputElement) field.select();
}

function useWidth(ref: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(900);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth - ROW_PADDING));
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return width;
}

/** Rows hold still while the pointer, the focus or a selection is in the table, and settle when they have left. */
function useHeldRows(ref: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    let inside = false;
    const busy = (): boolean =>
      inside || element.contains(document.activeElement) || useWindow.getState().selected.size > 0;
    const { settle, stop } = followRows(busy);
    const enter = (): void => {
      inside = true;
    };
    const leave = (): void => {
      inside = false;
      settle();
    };
    // Focus has moved only after the event.
    const blur = (): void => void setTimeout(settle);
    element.addEventListener('pointerenter', enter);
    element.addEventListener('pointerleave', leave);
    element.addEventListener('focusout', blur);
    return () => {
      stop();
      element.removeEventListener('pointerenter', enter);
      element.removeEventListener('pointerleave', leave);
      element.removeEventListener('focusout', blur);
    };
  }, [ref]);
}
