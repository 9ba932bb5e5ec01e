/** What an action would do, in its order; once it runs, how each step fares, and what is left of it. */
import { useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { Job } from '../../core/model/job.ts';
import type { Planned } from '../../core/model/plan.ts';
import { theCore } from '../core.ts';
import { isOver } from '../jobs/outcomes.ts';
import { useTables } from '../store.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { closeDialog, type OpenDialog, setWindow } from '../window-state.ts';
import { report } from './commands.tsx';
import { PlanTree } from './plan-tree.tsx';
import { VERB_WORDS } from './verbs.ts';

type PlanDialogState = OpenDialog & { kind: 'plan' };

export function PlanDialog({ dialog }: { readonly dialog: PlanDialogState }) {
  return dialog.jobs === undefined ? <Before dialog={dialog} /> : <Live dialog={dialog} ids={dialog.jobs} />;
}

/** Nothing is done before somebody says so. */
function Before({ dialog }: { readonly dialog: PlanDialogState }) {
  const { plan, call } = dialog;
  const [busy, setBusy] = useState(false);
  const hard = plan.some(({ action }) => VERB_WORDS[action.verb].hard === true);
  const run = (): void => {
    setBusy(true);
    void runPlan(dialog).finally(() => setBusy(false));
  };
  return (
    <Dialog
      title={dialog.title ?? 'Plan'}
      wide
      testId="plan-dialog"
      onCancel={closeDialog}
      onSubmit={run}
      actions={
        <>
          <Button onClick={closeDialog}>{dialog.title === undefined ? 'Close' : 'Cancel'}</Button>
          <Button
            type="submit"
            look={hard ? 'danger' : 'primary'}
            data-testid="plan-run"
            reason={busy ? 'It is being begun.' : plan.length === 0 ? 'There is nothing to do.' : undefined}
          >
            {dialog.title ?? 'Run'}
          </Button>
        </>
      }
    >
      <code className="mono selectable">{call}</code>
      <PlanTree plan={plan} />
      <p className="muted">{plan.length === 0 ? 'Nothing runs there.' : 'Nothing has been done yet.'}</p>
    </Dialog>
  );
}

/** Closing leaves it running: its jobs are in their pane. */
function Live({ dialog, ids }: { readonly dialog: PlanDialogState; readonly ids: readonly string[] }) {
  const jobs = useTables(useShallow((state) => ids.flatMap((id) => state.jobs.get(id) ?? [])));
  const left = jobs.filter((job) => !isOver(job));
  const undone = jobs.filter((job) => isOver(job) && job.state !== 'done');
  const stop = (): void => {
    for (const { id } of left) theCore().api.abort({ job: id }).catch(report);
  };
  return (
    <Dialog
      title={dialog.title ?? 'Plan'}
      wide
      testId="plan-dialog"
      onCancel={closeDialog}
      onSubmit={closeDialog}
      actions={
        <>
          {left.length > 0 && (
            <Button look="danger" data-testid="plan-stop" onClick={stop}>
              Stop
            </Button>
          )}
          {left.length === 0 && undone.length > 0 && (
            <Button icon="retry" data-testid="plan-retry" onClick={() => void replan(dialog)}>
              {`Retry what failed (${undone.length})`}
            </Button>
          )}
          <Button type="submit" look="primary" data-testid="plan-close">
            {left.length > 0 ? 'Go on in the background' : 'Close'}
          </Button>
        </>
      }
    >
      <code className="mono selectable">{dialog.call}</code>
      <PlanTree plan={dialog.plan} jobs={new Map(jobs.map((job) => [job.machine, job]))} />
      <p
        className={undone.length > 0 && left.length === 0 ? 'plan-failure' : 'muted'}
        data-testid="plan-outcome"
      >
        {outcome(jobs, left, undone)}
      </p>
    </Dialog>
  );
}

function outcome(jobs: readonly Job[], left: readonly Job[], undone: readonly Job[]): string {
  const done = `${jobs.length - left.length - undone.length} of ${jobs.length} steps done`;
  if (left.length > 0) return `${done}.`;
  return undone.length === 0 ? 'All is done.' : `${done}; ${undone.length} not.`;
}

/** Begins it, and shows the lines live. */
export async function runPlan(dialog: PlanDialogState): Promise<void> {
  try {
    const jobs = await theCore().api.run(structuredClone(dialog.action) as never);
    setWindow({ dialog: { ...dialog, jobs } });
  } catch (caught) {
    report(caught);
  }
}

/** The same action again, planned on what is there now: what is done already is no step of it. */
async function replan(dialog: PlanDialogState): Promise<void> {
  const { jobs: _jobs, ...before } = dialog;
  const next = await openPlan(dialog.action, before.call, before.title);
  if (next !== null && next.plan.length > 0) await runPlan(next);
}

/** Shows what it would do; null: it cannot be planned, which is said. */
export async function openPlan(
  action: Planned,
  call: string,
  title: string | undefined,
): Promise<PlanDialogState | null> {
  try {
    const plan = await theCore().api.plan(structuredClone(action) as never);
    const dialog = { kind: 'plan', action, call, plan, ...(title !== undefined && { title }) } as const;
    setWindow({ dialog });
    return dialog;
  } catch (caught) {
    report(caught);
    return null;
  }
}
