/** The call of what would be done next: every click is a call that can be copied, changed and typed. */
import { useState } from 'react';
import { formatCall } from '../../core/ctys/format.ts';
import type { MachineAction } from '../../core/model/action.ts';
import { availability } from '../../core/model/availability.ts';
import type { Machine } from '../../core/model/machine.ts';
import { CallInput, CallMistake } from '../calls/call-input.tsx';
import { carryOut } from '../calls/carry-out.tsx';
import { readCall } from '../calls/read-call.ts';
import { useTables } from '../store.ts';
import { Button } from '../ui/button.tsx';
import { copyText } from '../ui/clipboard.ts';
import { machineOfRow, setWindow, useWindow } from '../window-state.ts';
import { nextOf, reasonText, runAction, showPlan } from './commands.tsx';
import { useWords } from '../words/words.ts';

const stopEditing = (): void => setWindow({ editing: null });

export function CallBar() {
  const w = useWords();
  const pointed = useWindow((state) => state.pointed);
  const cursor = useWindow((state) => state.cursor);
  const editing = useWindow((state) => state.editing);
  // Looked up through the store, so that the bar follows the machine's state.
  const machine = useTables((state) =>
    pointed === null ? machineOfRow(cursor) : state.machines.get(pointed.machine),
  );
  return (
    <footer className="call-bar">
      {editing !== null ? (
        <CallEditor first={editing.text} />
      ) : machine === undefined ? (
        <button type="button" className="call-text muted grow cut" onClick={() => edit('ctys ')}>
          {w.machine.noCall}
        </button>
      ) : (
        <Call machine={machine} action={pointed?.action ?? nextOf(machine)} />
      )}
    </footer>
  );
}

const edit = (text: string): void => setWindow({ editing: { text } });

/** The call under the cursor, to be changed; without one a new call. */
export function editCall(): void {
  const { cursor, pointed } = useWindow.getState();
  const machine = machineOfRow(cursor);
  edit(machine === undefined ? 'ctys ' : formatCall(pointed?.action ?? nextOf(machine), machine));
}

/** Enter runs what can be read; what matters is asked about before. */
function CallEditor({ first }: { readonly first: string }) {
  const w = useWords();
  const [text, setText] = useState(first);
  const run = (): void => {
    const reading = readCall(text);
    if ('error' in reading) return;
    stopEditing();
    void carryOut(reading.actions, { call: text });
  };
  return (
    <>
      <CallMistake text={text} />
      <CallInput
        text={text}
        onText={setText}
        onSubmit={run}
        onCancel={stopEditing}
        label={w.machine.call}
        testId="call-editor"
        up
      />
      <Button small onClick={stopEditing}>
        {w.common.cancel}
      </Button>
      <Button small look="primary" data-testid="call-run" onClick={run}>
        {w.common.run}
      </Button>
    </>
  );
}

function Call({ machine, action }: { readonly machine: Machine; readonly action: MachineAction }) {
  const w = useWords();
  const text = formatCall(action, machine);
  return (
    <>
      <button
        type="button"
        className="call-text mono grow cut selectable"
        data-testid="call"
        data-tip={text}
        data-tip-cut=""
        onClick={() => edit(text)}
      >
        {text}
      </button>
      <Button small icon="copy" hint={w.common.copyCall} onClick={() => void copyText(text)}>
        {w.common.copy}
      </Button>
      <Button
        small
        icon="plan"
        hint={w.machine.planHint}
        data-testid="plan"
        onClick={() => void showPlan(action, machine)}
      >
        {w.common.plan}
      </Button>
      <Button
        small
        look="primary"
        reason={reasonText(availability(action.verb, machine))}
        data-testid="run"
        onClick={() => runAction(action, machine)}
      >
        {w.common.run}
      </Button>
    </>
  );
}
