/**
 * What a person chose. Preferences are those of settings.yaml, which the core keeps; how this window is laid out is kept
 * in it alone. A copy of both is here for the first picture. Read strictly: anything unreadable is the default.
 */
import { create } from 'zustand';
import { INITIAL, isSetting, type Preferences, SETTING_IDS, soundValue } from '../../core/model/settings.ts';
import type { ColumnId, Widths } from '../machines/columns.ts';
import { COLUMNS, MOST_WIDTH } from '../machines/columns.ts';
import type { Grouping } from '../machines/rows.ts';
import { SORT_KEYS, type SortKey } from '../machines/search.ts';

export const GROUPINGS = [
  'host',
  'stack',
  'type',
  'group',
  'owner',
  'none',
] as const satisfies readonly Grouping[];

/** How one window is laid out. */
export interface Layout {
  readonly grouping: Grouping;
  readonly sort: SortKey;
  readonly descending: boolean;
  readonly favouritesFirst: boolean;
  readonly hiddenColumns: readonly ColumnId[];
  /** Columns it does not name follow in their first order. */
  readonly columnOrder: readonly ColumnId[];
  readonly widths: Widths;
  /** All columns are there, and what has no room is scrolled to; else those of least weight give way. */
  readonly sideways: boolean;
  /** The ways to the first hosts are shown as long as there is none. */
  readonly firstRun: boolean;
  readonly sidebar: boolean;
  readonly details: boolean;
  /** px */
  readonly sidebarWidth: number;
  /** px */
  readonly detailsWidth: number;
  /** Share of the height the table gets beside open consoles. */
  readonly tableShare: number;
}

export interface Settings extends Preferences, Layout {}

export const DEFAULTS: Settings = {
  ...INITIAL,
  grouping: 'host',
  sort: 'machine',
  descending: false,
  favouritesFirst: false,
  hiddenColumns: ['disk', 'net'],
  columnOrder: [],
  widths: {},
  sideways: false,
  firstRun: true,
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
    ...preferences(was),
    grouping: oneOf<Grouping>(GROUPINGS, was.grouping, d.grouping),
    sort: oneOf(SORT_KEYS, was.sort, d.sort),
    descending: bool(was.descending, d.descending),
    favouritesFirst: bool(was.favouritesFirst, d.favouritesFirst),
    hiddenColumns: was.hiddenColumns === undefined ? d.hiddenColumns : columns(was.hiddenColumns),
    columnOrder: order(was.columnOrder),
    widths: widths(was.widths),
    sideways: bool(was.sideways, d.sideways),
    firstRun: bool(was.firstRun, d.firstRun),
    sidebar: bool(was.sidebar, d.sidebar),
    details: bool(was.details, d.details),
    sidebarWidth: within(140, 480, was.sidebarWidth, d.sidebarWidth),
    detailsWidth: within(220, 640, was.detailsWidth, d.detailsWidth),
    tableShare: within(0.1, 0.9, was.tableShare, d.tableShare),
  };
}

/** Those that differ from the defaults, or all. */
const preferences = (was: Readonly<Record<string, unknown>>): Preferences => ({
  ...INITIAL,
  ...Object.fromEntries(
    SETTING_IDS.flatMap((id) => {
      const value = soundValue(id, was[id]);
      return value === undefined ? [] : [[id, value] as const];
    }),
  ),
});

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

/** Who keeps preferences beyond this window; told of what is changed here. */
let keeper: ((change: Partial<Preferences>) => void) | null = null;
export const keepPreferences = (keep: (change: Partial<Preferences>) => void): void => {
  keeper = keep;
};

export function changeSettings(change: Partial<Settings>): void {
  showSettings(change);
  const kept = Object.entries(change).filter(([id]) => isSetting(id));
  if (kept.length > 0) keeper?.(Object.fromEntries(kept));
}

/** Through the parser again: what is shown is what the next start will read. */
export function showSettings(change: Partial<Settings>): void {
  const next = parseSettings(JSON.stringify({ ...useSettings.getState(), ...change }));
  useSettings.setState(next, true);
  localStorage.setItem(PLACE, JSON.stringify(next));
}
