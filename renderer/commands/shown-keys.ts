/** Keys as they stand on the keyboard of who reads them. */
import { preferencesOf } from '../../core/model/stored-settings.ts';
import { useStored } from '../settings/stored.ts';
import { words } from '../words/words.ts';
import type { CommandId } from './command-table.ts';
import type { Leader } from './chords.ts';
import { keysOf } from './shortcuts.ts';

export const leaderNow = (): Leader => preferencesOf(useStored.getState().stored).leader;

/** `Strg+Umschalt+M` */
export function showKeys(keys: string, leader: Leader = leaderNow()): string {
  const { keyNames } = words();
  return keys
    .replace(/^Leader/, leader)
    .split(' ')
    .map((chord) =>
      chord
        .split(/\+(?=.)/)
        .map((part) => (part in keyNames ? keyNames[part as keyof typeof keyNames] : part))
        .join('+'),
    )
    .join(' ');
}

/** The first keys of a command; undefined: it has none. */
export function shownKeys(id: CommandId): string | undefined {
  const [first] = keysOf(id, useStored.getState().stored.keys);
  return first === undefined ? undefined : showKeys(first);
}

/** For a menu's entry: the command that does the same, and its keys. */
export function menuKeys(id: CommandId): { readonly command: CommandId; readonly keys?: string } {
  const keys = shownKeys(id);
  return { command: id, ...(keys !== undefined && { keys }) };
}

/** `Search (Ctrl+Shift+F)` */
export function withKeys(hint: string, id: CommandId): string {
  const keys = shownKeys(id);
  return keys === undefined ? hint : `${hint} (${keys})`;
}
