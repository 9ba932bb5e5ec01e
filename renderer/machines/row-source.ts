/** Keeps the table's rows up to date: at once when the person changes something, at most 5 times a second for data. */
import { create } from 'zustand';
import { type Settings, useSettings } from '../settings/settings.ts';
import { type Tables, tables } from '../store.ts';
import { useWindow, type WindowState } from '../window-state.ts';
import { createMatching } from './matching.ts';
import { buildRows, holdOrder, type RowRef, type RowsInput, sameRows } from './rows.ts';

export const useRows = create<{ readonly rows: readonly RowRef[]; readonly matching: number }>(() => ({
  rows: [],
  matching: 0,
}));

const PERIOD = 200;

/** Settings that rows follow from. */
const LOOKS = ['grouping', 'sort', 'descending', 'favouritesFirst'] as const;

const inputOf = (data: Tables, window: WindowState, settings: Settings): RowsInput => ({
  machines: data.machines,
  hosts: data.hosts,
  sessions: data.sessions,
  view: window.view,
  source: window.source,
  filter: window.filter,
  folded: window.folded,
  grouping: settings.grouping,
  sort: settings.sort,
  descending: settings.descending,
  favouritesFirst: settings.favouritesFirst,
});

const match = createMatching();

/** As the table would be if nothing was folded. */
export const unfoldedRows = (): readonly RowRef[] =>
  buildRows(
    { ...inputOf(tables.getState(), useWindow.getState(), useSettings.getState()), folded: new Set() },
    match,
  ).rows;

/** free: the true order. still: what is there stays where it is. kept: and stays at all, though it matches no more. */
type Hold = 'free' | 'still' | 'kept';

function refresh(hold: Hold): void {
  const data = tables.getState();
  const { rows, matching } = buildRows(inputOf(data, useWindow.getState(), useSettings.getState()), match);
  const before = useRows.getState();
  const exists = (row: RowRef): boolean =>
    hold === 'kept' && row.kind === 'machine' && data.machines.has(row.id);
  const next = hold === 'free' ? rows : holdOrder(before.rows, rows, exists);
  if (sameRows(before.rows, next) && before.matching === matching) return;
  useRows.setState({ rows: sameRows(before.rows, next) ? before.rows : next, matching });
}

/** `isBusy`: the pointer, focus or a selection is in the table, so nothing may move. Returns how to stop. */
export function followRows(isBusy: () => boolean): {
  readonly settle: () => void;
  readonly stop: () => void;
} {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const settle = (): void => {
    if (!isBusy()) refresh('free');
  };
  const dataChanged = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      refresh(isBusy() ? 'kept' : 'free');
    }, PERIOD);
  };
  const stops = [
    tables.subscribe((now, was) => {
      if (now.machines === was.machines && now.hosts === was.hosts && now.sessions === was.sessions) return;
      // The first rows come at once.
      if (!was.loaded || was.sessions !== now.sessions) refresh(isBusy() ? 'kept' : 'free');
      else dataChanged();
    }),
    useWindow.subscribe((now, was) => {
      if (now.view !== was.view || now.source !== was.source || now.filter !== was.filter) refresh('free');
      else if (now.folded !== was.folded) refresh('still');
      else if (now.selected !== was.selected && now.selected.size === 0) settle();
    }),
    useSettings.subscribe((now, was) => {
      if (LOOKS.some((key) => now[key] !== was[key])) refresh('free');
    }),
  ];
  refresh('free');
  return {
    settle,
    stop: () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    },
  };
}
