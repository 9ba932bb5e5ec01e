/** What pointer and keys do in the table. */
import type { MouseEvent } from 'react';
import { focusConsole } from '../consoles/dock-state.ts';
import { machineOfRow, setWindow, targets, toggled, useWindow } from '../window-state.ts';
import { openMachine, openMachineMenu, runVerb } from './commands.tsx';
import type { TableCommand } from './keys.ts';
import { rowElementId } from './row-parts.tsx';
import { useRows } from './row-source.ts';

const keyAt = (target: EventTarget): string | null =>
  target instanceof Element ? (target.closest('[data-key]')?.getAttribute('data-key') ?? null) : null;

/** Plain click: this one alone. Ctrl/Cmd: one more or less. Shift: all from the cursor to here. */
export function choose(event: MouseEvent): void {
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

export function openRow(event: MouseEvent): void {
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

export function showMenu(event: MouseEvent): void {
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

/** `scrollTo` brings the row of that number, from 0, into sight. */
export function obey(command: TableCommand, scrollTo: (index: number) => void): void {
  const { rows } = useRows.getState();
  const { cursor } = useWindow.getState();
  const go = (to: number): void => {
    const index = Math.max(0, Math.min(to, rows.length - 1));
    const row = rows[index];
    if (row === undefined) return;
    setWindow({ cursor: row.key });
    scrollTo(index);
  };
  if (command.do === 'move') {
    const at = rows.findIndex(({ key }) => key === cursor);
    go(at < 0 ? 0 : at + command.by);
  } else if (command.do === 'first') go(0);
  else if (command.do === 'last') go(rows.length - 1);
  else if (command.do === 'fold') fold(cursor, command.open);
  else act(command.do, cursor);
}

type Act = Exclude<TableCommand['do'], 'move' | 'first' | 'last' | 'fold'>;

function act(command: Act, cursor: string | null): void {
  const machine = machineOfRow(cursor);
  if (command === 'filter') focusFilter();
  else if (command === 'escape') setWindow({ selected: new Set() });
  else if (command === 'start') void runVerb(machine?.state === 'suspended' ? 'resume' : 'start', targets());
  else if (command === 'stop') void runVerb('shutdown', targets());
  else if (cursor === null) return;
  else if (command === 'open') openKey(cursor);
  else if (command === 'menu') {
    const box = document.getElementById(rowElementId(cursor))?.getBoundingClientRect();
    if (box !== undefined) openMachineMenu({ x: box.left + 48, y: box.bottom }, targets());
  } else if (machine !== undefined)
    setWindow(({ selected }) => ({ selected: toggled(selected, machine.id) }));
}

export function focusFilter(): void {
  const field = document.getElementById('filter');
  if (field instanceof HTMLInputElement) field.select();
}
