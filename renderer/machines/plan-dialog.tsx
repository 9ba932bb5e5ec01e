import { howText } from '../../core/model/plan-lines.ts';
import { tables } from '../store.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { closeDialog, type OpenDialog } from '../window-state.ts';
import { runAction } from './commands.tsx';

/** What an action would do, in its order; nothing has been done. */
export function PlanDialog({ dialog }: { readonly dialog: OpenDialog & { kind: 'plan' } }) {
  const { plan, call, action } = dialog;
  const machine = tables.getState().machines.get(plan[0]?.machine ?? '');
  const run = (): void => {
    closeDialog();
    if (machine !== undefined) runAction(action, machine);
  };
  return (
    <Dialog
      title="Plan"
      wide
      testId="plan-dialog"
      onCancel={closeDialog}
      onSubmit={run}
      actions={
        <>
          <Button onClick={closeDialog}>Close</Button>
          <Button type="submit" look="primary">
            Run
          </Button>
        </>
      }
    >
      <code className="mono selectable">{call}</code>
      <ol className="plan">
        {plan.map((step) => (
          <li key={step.text}>
            {step.text}
            {howText(step) !== '' && <span className="muted">{howText(step)}</span>}
          </li>
        ))}
      </ol>
      <p className="muted">Nothing has been done yet.</p>
    </Dialog>
  );
}
