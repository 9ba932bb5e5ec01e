/** The table's keys. Pure: a key press gives a command, or null when it is none of ours. */
import { chordOf, type KeyPress } from '../commands/chords.ts';
import type { CommandId } from '../commands/command-table.ts';
import { commandFor, type StoredKeys } from '../commands/shortcuts.ts';

export type TableCommand =
  /** `extend`: the selection goes along. */
  | { readonly do: 'move'; readonly by: number; readonly extend?: true }
  | { readonly do: 'all' }
  | { readonly do: 'first' | 'last' | 'open' | 'start' | 'stop' | 'menu' | 'select' | 'escape' }
  | { readonly do: 'favourite' | 'tags' | 'note' }
  | { readonly do: 'fold'; readonly open: boolean }
  /** One that is done the same from anywhere. */
  | { readonly do: 'run'; readonly id: CommandId };

/** `page`: rows in sight. */
export function tableCommand(press: KeyPress, page: number, stored: StoredKeys = {}): TableCommand | null {
  const chord = chordOf(press);
  const id = chord === null ? undefined : commandFor(chord, 'table', stored);
  return id === undefined ? null : asTableCommand(id, page);
}

const extend = (by: number): TableCommand => ({ do: 'move', by, extend: true });

export function asTableCommand(id: CommandId, page: number): TableCommand {
  switch (id) {
    case 'row.next':
      return { do: 'move', by: 1 };
    case 'row.previous':
      return { do: 'move', by: -1 };
    case 'row.page-down':
      return { do: 'move', by: page };
    case 'row.page-up':
      return { do: 'move', by: -page };
    case 'row.select-next':
      return extend(1);
    case 'row.select-previous':
      return extend(-1);
    case 'row.select-page-down':
      return extend(page);
    case 'row.select-page-up':
      return extend(-page);
    case 'row.select-first':
      return extend(Number.NEGATIVE_INFINITY);
    case 'row.select-last':
      return extend(Number.POSITIVE_INFINITY);
    case 'row.select-all':
      return { do: 'all' };
    case 'machine.favourite':
      return { do: 'favourite' };
    case 'machine.tags':
      return { do: 'tags' };
    case 'machine.note':
      return { do: 'note' };
    case 'row.unfold':
      return { do: 'fold', open: true };
    case 'row.fold':
      return { do: 'fold', open: false };
    case 'row.first':
      return { do: 'first' };
    case 'row.last':
      return { do: 'last' };
    case 'machine.open':
      return { do: 'open' };
    case 'machine.start':
      return { do: 'start' };
    case 'machine.shutdown':
      return { do: 'stop' };
    case 'row.menu':
      return { do: 'menu' };
    case 'row.select':
      return { do: 'select' };
    case 'row.unselect':
      return { do: 'escape' };
    default:
      return { do: 'run', id };
  }
}
