/** Keys of the window as a whole, wherever the focus is but in a console, a dialog or a menu. */
import { chordOf, isPlain } from './commands/chords.ts';
import { runCommand } from './commands/run.ts';
import { begins, commandFor } from './commands/shortcuts.ts';
import { useStored } from './settings/stored.ts';

const within = (target: EventTarget | null, selector: string): boolean =>
  target instanceof Element && target.closest(selector) !== null;

/** Before all others, so that the second of two keys is not taken for one alone. Returns how to stop. */
export function followWindowKeys(): () => void {
  let before = '';
  const onKeyDown = (event: KeyboardEvent): void => {
    const chord = chordOf(event);
    if (chord === null) return;
    const keys = before === '' ? chord : `${before} ${chord}`;
    before = '';
    if (within(event.target, '.console, dialog, .menu')) return;
    if (isPlain(chord) && within(event.target, 'input, textarea, select, [contenteditable]')) return;
    const stored = useStored.getState().stored.keys;
    const id = commandFor(keys, 'window', stored);
    if (id !== undefined) runCommand(id);
    else if (begins(keys, 'window', stored)) before = keys;
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener('keydown', onKeyDown, { capture: true });
  return () => removeEventListener('keydown', onKeyDown, { capture: true });
}
