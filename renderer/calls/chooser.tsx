/** A call that names several machines: which one is meant is chosen here, never guessed. */
import { type KeyboardEvent, useState } from 'react';
import { create } from 'zustand';
import { formatAction } from '../../core/ctys/format.ts';
import type { MachineAction } from '../../core/model/action.ts';
import type { Machine } from '../../core/model/machine.ts';
import { tables } from '../store.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { oneLine } from '../ui/one-line.ts';
import { StateMark } from '../ui/state-mark.tsx';
import { candidates, narrowed } from './narrow.ts';
import { useWords, words } from '../words/words.ts';

interface Choice {
  readonly action: MachineAction;
  readonly onPick: (action: MachineAction) => void;
}

const useChoice = create<{ choice: Choice | null }>(() => ({ choice: null }));

/** Asks which machine `action` means; `onPick` gets the action that says so. */
export const openChooser = (choice: Choice): void => useChoice.setState({ choice });

const close = (): void => useChoice.setState({ choice: null });

/** More are no list to choose from. */
const MOST = 200;

export function ChooserLayer() {
  const choice = useChoice((state) => state.choice);
  return choice === null ? null : <Chooser choice={choice} />;
}

function Chooser({ choice: { action, onPick } }: { readonly choice: Choice }) {
  const w = useWords();
  const [machines] = useState(() => [...tables.getState().machines.values()]);
  const [found] = useState(() => candidates(action, machines));
  const [active, setActive] = useState(0);
  const shown = found.slice(0, MOST);
  const chosen = shown[active];
  const meant = chosen === undefined ? undefined : narrowed(action, chosen, machines);
  const pick = (picked: MachineAction | undefined): void => {
    close();
    if (picked !== undefined) onPick(picked);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    setActive((before) => (before + by + shown.length) % shown.length);
  };
  return (
    <Dialog
      title={w.calls.which}
      wide
      testId="chooser"
      onCancel={close}
      onSubmit={() => pick(meant)}
      actions={
        <>
          <Button onClick={close}>{w.common.cancel}</Button>
          <Button type="submit" look="primary" data-testid="chooser-yes">
            {w.calls.choose}
          </Button>
        </>
      }
    >
      <p>{w.calls.match(found.length)}</p>
      <div
        className="choices"
        role="listbox"
        aria-label={w.common.machines}
        tabIndex={0}
        data-autofocus
        aria-activedescendant={`choice-${active}`}
        onKeyDown={onKeyDown}
      >
        {shown.map((machine, at) => (
          <ChoiceLine
            key={machine.id}
            machine={machine}
            id={`choice-${at}`}
            active={at === active}
            onActive={() => setActive(at)}
            onPick={() => pick(narrowed(action, machine, machines))}
          />
        ))}
      </div>
      {found.length > MOST && <p className="muted">{w.calls.tooMany(found.length - MOST)}</p>}
      {meant !== undefined && <code className="mono selectable preview">{formatAction(meant)}</code>}
    </Dialog>
  );
}

interface ChoiceLineProps {
  readonly machine: Machine;
  readonly id: string;
  readonly active: boolean;
  readonly onActive: () => void;
  readonly onPick: () => void;
}

function ChoiceLine({ machine, id, active, onActive, onPick }: ChoiceLineProps) {
  const { state, path, config, uuid } = machine;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the focus and the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names its active option
    <div
      id={id}
      className="choice"
      role="option"
      aria-selected={active}
      data-testid="choice"
      onClick={onActive}
      onDoubleClick={onPick}
      ref={(line) => {
        if (active) line?.scrollIntoView({ block: 'nearest' });
      }}
    >
      <StateMark state={state} />
      <span className="choice-state">{words().states.machine[state]}</span>
      <span className="cut choice-path">{oneLine(path)}</span>
      <span className="mono muted cut grow">{oneLine(config ?? uuid ?? '')}</span>
    </div>
  );
}
