/** What a person chose, kept in this browser or window. Read strictly: anything unreadable is the default. */
import { create } from 'zustand';
import type { ColumnId, Widths } from '../machines/columns.ts';
import { COLUMNS, MOST_WIDTH } from '../machines/columns.ts';
import type { Grouping } from '../machines/rows.ts';
import { SORT_KEYS, type SortKey } from '../machines/search.ts';

export const THEMES = ['system', 'light', 'dark', 'contrast'] as const;
export const DENSITIES = ['normal', 'compact'] as const;
export const SCALINGS = ['fit', 'actual', 'guest'] as const;
const GROUPINGS = ['host', 'stack', 'type', 'none'] as const satisfies readonly Grouping[];

export interface Settings {
  readonly theme: (typeof THEMES)[number];
  readonly density: (typeof DENSITIES)[number];
  /** CSS font family. */
  readonly terminalFont: string;
  /** px */
  readonly terminalSize: number;
  /** lines */
  readonly scrollback: number;
  readonly copyOnSelect: boolean;
  /** Ask before several lines are pasted. */
  readonly pasteGuard: boolean;
  /** What was open is opened again at the next start. */
  readonly restoreConsoles: boolean;
  /** Small pictures of guests' screens in the table and the details. */
  readonly previews: boolean;
  readonly scaling: (typeof SCALINGS)[number];
  readonly grouping: Grouping;
  readonly sort: SortKey;
  readonly descending: boolean;
  readonly hiddenColumns: readonly ColumnId[];
  /** Columns it does not name follow in their first order. */
  readonly columnOrder: readonly ColumnId[];
  readonly widths: Widths;
  readonly sidebar: boolean;
  readonly details: boolean;
  /** px */
  readonly sidebarWidth: number;
  /** px */
  readonly detailsWidth: number;
  /** Share of the height the table gets beside open consoles. */
  readonly tableShare: number;
}

export const DEFAULTS: Settings = {
  theme: 'system',
  density: 'normal',
  terminalFont: '',
  terminalSize: 13,
  scrollback: 5_000,
  copyOnSelect: false,
  pasteGuard: true,
  restoreConsoles: true,
  previews: false,
  scaling: 'fit',
  grouping: 'host',
  sort: 'machine',
  descending: false,
  hiddenColumns: [],
  columnOrder: [],
  widths: {},
  sidebar: true,
  details: true,
  sidebarWidth: 208,
  detailsWidth: 304,
  tableShare: 0.4,
};

const oneOf = <T>(options: readonly T[], value: unknown, otherwise: T): T =>
  options.find((option) => option === value) ?? otherwise;
const within = (least: number, most: number, value: unknown, otherwise: number): number =>
  typeof value === 'number' && value >= least && value <= most ? value : otherwise;
const bool = (value: unknown, otherwise: boolean): boolean =>
  typeof value === 'boolean' ? value : otherwise;

/** Settings from stored text of any origin. */
export function parseSettings(text: string | null): Settings {
  let raw: unknown;
  try {
    raw = JSON.parse(text ?? '{}');
  } catch {
    return DEFAULTS;
  }
  if (typeof raw !== 'object' || raw === null) return DEFAULTS;
  const was = raw as Readonly<Record<string, unknown>>;
  const d = DEFAULTS;
  return {
    theme: oneOf(THEMES, was.theme, d.theme),
    density: oneOf(DENSITIES, was.density, d.density),
    terminalFont: typeof was.terminalFont === 'string' ? was.terminalFont.slice(0, 200) : d.terminalFont,
    terminalSize: within(6, 48, was.terminalSize, d.terminalSize),
    scrollback: within(0, 200_000, was.scrollback, d.scrollback),
    copyOnSelect: bool(was.copyOnSelect, d.copyOnSelect),
    pasteGuard: bool(was.pasteGuard, d.pasteGuard),
    restoreConsoles: bool(was.restoreConsoles, d.restoreConsoles),
    previews: bool(was.previews, d.previews),
    scaling: oneOf(SCALINGS, was.scaling, d.scaling),
    grouping: oneOf<Grouping>(GROUPINGS, was.grouping, d.grouping),
    sort: oneOf(SORT_KEYS, was.sort, d.sort),
    descending: bool(was.descending, d.descending),
    hiddenColumns: columns(was.hiddenColumns),
    columnOrder: order(was.columnOrder),
    widths: widths(was.widths),
    sidebar: bool(was.sidebar, d.sidebar),
    details: bool(was.details, d.details),
    sidebarWidth: within(140, 480, was.sidebarWidth, d.sidebarWidth),
    detailsWidth: within(220, 640, was.detailsWidth, d.detailsWidth),
    tableShare: within(0.1, 0.9, was.tableShare, d.tableShare),
  };
}

const columns = (value: unknown): readonly ColumnId[] =>
  Array.isArray(value) ? COLUMNS.map(({ id }) => id).filter((id) => value.includes(id)) : [];

/** Each column once; the first one, which rows are named by, stays first. */
function order(value: unknown): readonly ColumnId[] {
  const named: readonly unknown[] = Array.isArray(value) ? value : [];
  const place = new Map(named.map((id, at) => [id, at]));
  const known = COLUMNS.map(({ id }) => id).filter((id) => place.has(id));
  known.sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0));
  const [first] = COLUMNS.map(({ id }) => id);
  return known.length === 0 || first === undefined ? [] : [first, ...known.filter((id) => id !== first)];
}

function widths(value: unknown): Widths {
  if (typeof value !== 'object' || value === null) return {};
  const given = value as Readonly<Record<string, unknown>>;
  const kept = COLUMNS.map(({ id, least }) => [id, within(least, MOST_WIDTH, given[id], -1)] as const);
  return Object.fromEntries(kept.filter(([, width]) => width > 0));
}

const PLACE = 'ctys.settings';
const stored = (): string | null =>
  typeof localStorage === 'undefined' ? null : localStorage.getItem(PLACE);

/** A small window begins without the details, which one can open. */
const NARROW = 1_200;

export const useSettings = create<Settings>(() => {
  const text = stored();
  const settings = parseSettings(text);
  const narrow = text === null && typeof innerWidth === 'number' && innerWidth < NARROW;
  return narrow ? { ...settings, details: false } : settings;
});

export function changeSettings(change: Partial<Settings>): void {
  // Through the parser again: what is shown is what the next start will read.
  const next = parseSettings(JSON.stringify({ ...useSettings.getState(), ...change }));
  useSettings.setState(next, true);
  localStorage.setItem(PLACE, JSON.stringify(next));
}
