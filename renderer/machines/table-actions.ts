/** What pointer and keys do in the table. */
import type { MouseEvent, UIEvent } from 'react';
import { focusConsole } from '../consoles/dock-state.ts';
import { machineOfRow, setWindow, targets, toggled, useWindow } from '../window-state.ts';
import { toggleFavourite } from '../marks/mark.ts';
import { openMachine, openMarks, runVerb } from './commands.tsx';
import { openMachineMenu } from './machine-menu.ts';
import type { CommandId } from '../commands/command-table.ts';
import type { TableCommand } from './keys.ts';
import { rowElementId } from './row-parts.tsx';
import { useRows } from './row-source.ts';
import type { RowRef } from './rows.ts';

const keyAt = (target: EventTarget): string | null =>
  target instanceof Element ? (target.closest('[data-key]')?.getAttribute('data-key') ?? null) : null;

/** Plain click: this one alone. Ctrl/Cmd, or on its box: one more or less. Shift: all from the anchor to here. */
export function choose(event: MouseEvent): void {
  const key = keyAt(event.target);
  if (key === null) return;
  const { selected } = useWindow.getState();
  const machine = machineOfRow(key);
  const isBox = event.target instanceof Element && event.target.closest('.row-box') !== null;
  if (event.shiftKey) extend(key);
  else if ((isBox || event.ctrlKey || event.metaKey) && machine !== undefined)
    setWindow({ cursor: key, anchor: key, selected: toggled(selected, machine.id) });
  else setWindow({ cursor: key, anchor: key, selected: new Set() });
}

/** The selection is all from its anchor, which stays, to here. */
function extend(key: string): void {
  const { anchor, cursor } = useWindow.getState();
  const from = anchor ?? cursor ?? key;
  setWindow({ cursor: key, anchor: from, selected: machinesBetween(from, key) });
}

function machinesBetween(from: string, to: string): ReadonlySet<string> {
  const { rows } = useRows.getState();
  const ends = [from, to].map((key) => rows.findIndex((row) => row.key === key)).sort((a, b) => a - b);
  const [first = 0, last = 0] = ends;
  return idsOf(rows.slice(first < 0 ? last : first, last + 1));
}

/** A host that is shown only for what is below it was not meant. */
const idsOf = (rows: readonly RowRef[]): ReadonlySet<string> =>
  new Set(rows.flatMap(({ kind, id, context }) => (kind === 'machine' && !context ? [id] : [])));

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
  const go = (to: number, more = false): void => {
    const index = Math.max(0, Math.min(to, rows.length - 1));
    const row = rows[index];
    if (row === undefined) return;
    if (more) extend(row.key);
    else setWindow({ cursor: row.key, anchor: row.key });
    scrollTo(index);
  };
  if (command.do === 'move') {
    const at = rows.findIndex(({ key }) => key === cursor);
    go(at < 0 ? 0 : at + command.by, command.extend);
  } else if (command.do === 'first') go(0);
  else if (command.do === 'last') go(rows.length - 1);
  else if (command.do === 'all') setWindow({ selected: idsOf(rows), anchor: cursor });
  else if (command.do === 'fold') fold(cursor, command.open);
  else if (command.do !== 'run') act(command.do, cursor);
}

type Act = Exclude<TableCommand['do'], 'move' | 'all' | 'first' | 'last' | 'fold' | 'run'>;

function act(command: Act, cursor: string | null): void {
  const machine = machineOfRow(cursor);
  if (command === 'escape') setWindow({ selected: new Set() });
  else if (command === 'favourite') void toggleFavourite(targets());
  else if (command === 'tags' || command === 'note') openMarks(targets(), command);
  else if (command === 'start') void runVerb(machine?.state === 'suspended' ? 'resume' : 'start', targets());
  else if (command === 'stop') void runVerb('shutdown', targets());
  else if (cursor === null) return;
  else if (command === 'open') openKey(cursor);
  else if (command === 'menu') {
    const box = document.getElementById(rowElementId(cursor))?.getBoundingClientRect();
    if (box !== undefined) openMachineMenu({ x: box.left + 48, y: box.bottom }, targets());
  } else if (machine !== undefined)
    setWindow(({ selected }) => ({ selected: toggled(selected, machine.id), anchor: cursor }));
}

/** The head goes with the rows; the line beside the names is there once something lies under them. */
export function followSideways({ currentTarget }: UIEvent): void {
  const { scrollLeft, parentElement } = currentTarget;
  const head = document.getElementById('table-head');
  if (head === null || parentElement === null || head.scrollLeft === scrollLeft) return;
  head.scrollLeft = scrollLeft;
  parentElement.toggleAttribute('data-scrolled', scrollLeft > 0);
}

/** px */
const SIDESTEP = 120;
export const scrollSideways = (by: 1 | -1): void =>
  document.querySelector('.rows')?.scrollBy({ left: by * SIDESTEP });

export const focusTable = (): void => document.querySelector<HTMLElement>('.rows')?.focus();

/** The table's own part of a command; set while there is a table. */
let obeyer: ((id: CommandId) => void) | null = null;

/** Returns how to stop. */
export function onTableCommand(take: (id: CommandId) => void): () => void {
  obeyer = take;
  return () => {
    obeyer = null;
  };
}

/** From anywhere else than its keys. */
export const obeyTable = (id: CommandId): void => obeyer?.(id);

export function focusFilter(): void {
  const field = document.getElementById('filter');
  if (field instanceof HTMLInputElement) field.select();
}
