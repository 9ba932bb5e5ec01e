/** Takes the keys that a person presses as a command's own, and says what they would be in the way of. */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { changeStored, useStored } from '../settings/stored.ts';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/words.ts';
import { chordOf, isPlain, isTaken, physicalName } from './chords.ts';
import { type CommandId, scopeOf } from './command-table.ts';
import { showKeys } from './shown-keys.ts';
import { conflictsOf, keysOf } from './shortcuts.ts';

interface KeyRecorderProps {
  readonly id: CommandId;
  readonly onDone: () => void;
}

export function KeyRecorder({ id, onDone }: KeyRecorderProps) {
  const { keyboard, commands } = useWords();
  const stored = useStored((state) => state.stored.keys);
  /** Pressed and not kept yet: the first of two, or what somebody else has. */
  const [keys, setKeys] = useState('');
  const [taken, setTaken] = useState('');
  const box = useRef<HTMLDivElement>(null);
  const before = useRef(document.activeElement);
  useEffect(() => {
    box.current?.focus();
    return () => (before.current as HTMLElement | null)?.focus();
  }, []);
  const inConsole = scopeOf(id) === 'console';
  const has = (other: CommandId, one: string): boolean => keysOf(other, stored).includes(one);
  const conflicts = keys === '' ? [] : conflictsOf(id, keys, stored);

  const keep = (pressed: string, from: readonly CommandId[] = []): void => {
    const others = from.map((other) => ({
      path: ['keys', other],
      value: keysOf(other, stored).filter((one) => one !== pressed),
    }));
    const mine = { path: ['keys', id], value: [...new Set([...keysOf(id, stored), pressed])] };
    void changeStored([...others, mine]);
    onDone();
  };
  const take = (pressed: string, plain: boolean): void => {
    setTaken('');
    // Others may begin with the same key; who has it alone is in the way.
    const first = keys !== '' && !keys.includes(' ') && !conflicts.some((id) => has(id, keys));
    const next = first && !inConsole ? `${keys} ${pressed}` : pressed;
    setKeys(next);
    // A letter alone may be the first of two.
    const complete = inConsole || next.includes(' ') || !plain;
    if (complete && conflictsOf(id, next, stored).length === 0) keep(next);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    event.preventDefault();
    event.stopPropagation();
    const chord = chordOf(event);
    if (chord === null) return;
    if (chord === 'Escape') onDone();
    else if (keys !== '' && chord === 'Enter') {
      if (conflicts.length === 0) keep(keys);
    } else if (inConsole) take(`Leader+${physicalName(event.nativeEvent.code)}`, false);
    else if (isTaken(chord)) setTaken(chord);
    else take(chord, isPlain(chord));
  };
  const help = inConsole
    ? keyboard.recordingConsole
    : keys === '' || conflicts.some((other) => has(other, keys))
      ? keyboard.recording
      : keyboard.recordingMore;
  return (
    <div className="key-recorder">
      {/* biome-ignore lint/a11y/useSemanticElements: it takes any key, which a field would type */}
      <div
        ref={box}
        className="key-box"
        role="textbox"
        tabIndex={0}
        aria-label={keyboard.add(commands[id])}
        aria-describedby="key-help"
        data-testid="key-recorder"
        onKeyDown={press}
      >
        {keys === '' ? '…' : showKeys(keys)}
      </div>
      <span id="key-help" className="muted" role="status">
        {taken === '' ? help : keyboard.taken(showKeys(taken))}
      </span>
      {conflicts.length > 0 && (
        <span className="key-conflict" role="alert" data-testid="key-conflict">
          {keyboard.conflict(
            showKeys(keys),
            conflicts.map((other) => commands[other]),
          )}
          <Button small data-testid="key-take-over" onClick={() => keep(keys, conflicts)}>
            {keyboard.takeOver}
          </Button>
        </span>
      )}
      <Button small onClick={onDone}>
        {keyboard.cancel}
      </Button>
    </div>
  );
}
