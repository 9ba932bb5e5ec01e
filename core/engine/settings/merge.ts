/** Two sides of settings that were the same once, made the same again. Pure. */
import {
  flatten,
  gather,
  type SettingChange,
  type SettingPath,
  type StoredSettings,
  type StoredValue,
} from '../../model/stored-settings.ts';
import { same } from '../same.ts';

export interface Conflict {
  readonly path: SettingPath;
  readonly mine: StoredValue | null;
  readonly theirs: StoredValue | null;
}

export interface Merged {
  readonly mine: StoredSettings;
  readonly theirs: StoredSettings;
  /** What both sides have seen. */
  readonly base: StoredSettings;
  readonly conflicts: readonly Conflict[];
}

/** A value that one side changed goes to the other; one that both changed stays as it is on each, and is told. */
export function merge(base: StoredSettings, mine: StoredSettings, theirs: StoredSettings): Merged {
  const sides = [base, mine, theirs].map(index);
  const [was, here, there] = sides as [Index, Index, Index];
  const conflicts: Conflict[] = [];
  const next: Record<'mine' | 'theirs' | 'base', SettingChange[]> = { mine: [], theirs: [], base: [] };
  for (const key of new Set(sides.flatMap((side) => [...side.keys()]))) {
    const path = JSON.parse(key) as SettingPath;
    const value = (side: Index): StoredValue | null => side.get(key) ?? null;
    const [b, m, t] = [value(was), value(here), value(there)];
    if (same(m, t) || same(m, b) || same(t, b)) {
      const agreed = same(m, b) ? t : m;
      for (const side of [next.mine, next.theirs, next.base]) side.push({ path, value: agreed });
    } else {
      conflicts.push({ path, mine: m, theirs: t });
      next.mine.push({ path, value: m });
      next.theirs.push({ path, value: t });
      next.base.push({ path, value: b });
    }
  }
  return {
    mine: gather(next.mine),
    theirs: gather(next.theirs),
    base: gather(next.base),
    conflicts,
  };
}

type Index = ReadonlyMap<string, StoredValue>;

const index = (stored: StoredSettings): Index =>
  new Map(
    flatten(stored).flatMap(({ path, value }) => (value === null ? [] : [[JSON.stringify(path), value]])),
  );

/** What makes `to` of `from`. */
export function difference(from: StoredSettings, to: StoredSettings): readonly SettingChange[] {
  const [was, is] = [index(from), index(to)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((key) => !same(was.get(key), is.get(key)))
    .map((key) => ({ path: JSON.parse(key) as SettingPath, value: is.get(key) ?? null }));
}
