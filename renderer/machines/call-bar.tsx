/** The call of what would be done next: every click is a call that can be copied and typed. */
import { formatCall } from '../../core/ctys/format.ts';
import type { MachineAction } from '../../core/model/action.ts';
import { availability } from '../../core/model/availability.ts';
import type { Machine } from '../../core/model/machine.ts';
import { useTables } from '../store.ts';
import { Button } from '../ui/button.tsx';
import { copyText } from '../ui/clipboard.ts';
import { machineOfRow, useWindow } from '../window-state.ts';
import { nextOf, reasonText, runAction, showPlan } from './commands.tsx';

export function CallBar() {
  const pointed = useWindow((state) => state.pointed);
  const cursor = useWindow((state) => state.cursor);
  // Looked up through the store, so that the bar follows the machine's state.
  const machine = useTables((state) =>
    pointed === null ? machineOfRow(cursor) : state.machines.get(pointed.machine),
  );
  return (
    <footer className="call-bar">
      {machine === undefined ? (
        <span className="muted grow cut">The call of the chosen machine’s next action stands here.</span>
      ) : (
        <Call machine={machine} action={pointed?.action ?? nextOf(machine)} />
      )}
    </footer>
  );
}

function Call({ machine, action }: { readonly machine: Machine; readonly action: MachineAction }) {
  const text = formatCall(action, machine);
  return (
    <>
      <code className="mono grow cut selectable" data-testid="call" data-tip={text} data-tip-cut="">
        {text}
      </code>
      <Button small icon="copy" hint="Copy the call" onClick={() => void copyText(text)}>
        Copy
      </Button>
      <Button
        small
        icon="plan"
        hint="What it would do, step by step"
        data-testid="plan"
        onClick={() => void showPlan(action, machine)}
      >
        Plan
      </Button>
      <Button
        small
        look="primary"
        reason={reasonText(availability(action.verb, machine))}
        data-testid="run"
        onClick={() => runAction(action, machine)}
      >
        Run
      </Button>
    </>
  );
}
