/** Keys that stay ours inside a console. All have the leader; every other key belongs to the guest. */
import { leaderChordOf } from '../commands/chords.ts';
import { commandFor } from '../commands/shortcuts.ts';
import type { CommandId } from '../commands/command-table.ts';
import { leaderNow } from '../commands/shown-keys.ts';
import { useStored } from '../settings/stored.ts';

/** The part of a console's commands after the point. */
export type ConsoleKey = CommandId extends infer Id
  ? Id extends `console.${infer Key}`
    ? Key
    : never
  : never;

type Press = Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>;

export function consoleKey(press: Press): ConsoleKey | null {
  const chord = leaderChordOf(press, leaderNow());
  if (chord === null) return null;
  const id = commandFor(chord, 'console', useStored.getState().stored.keys);
  return id === undefined ? null : (id.slice('console.'.length) as ConsoleKey);
}

/** Font size after a zoom key, px. */
export const zoomed = (size: number, key: 'larger' | 'smaller' | 'normal'): number =>
  key === 'normal' ? 13 : Math.min(48, Math.max(6, size + (key === 'larger' ? 1 : -1)));
