/** What an action would do, in its order; once it runs, how each step fares, and what is left of it. */
import { useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { isOver, type Job } from '../../core/model/job.ts';
import type { Planned } from '../../core/model/plan.ts';
import type { Plan, Step } from '../../core/model/step.ts';
import { theCore } from '../core.ts';
import { useTables } from '../store.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { type Bulk, closeDialog, type OpenDialog, setWindow } from '../window-state.ts';
import { bulkCall, onlyFailed, plannedOf } from './bulk.ts';
import { BulkChoices, CallText, LeftOut } from './bulk-parts.tsx';
import { report } from './commands.tsx';
import { PlanTree } from './plan-tree.tsx';
import { VERB_WORDS } from './verbs.ts';
import { useWords, words } from '../words/words.ts';

/** More lines are no plan to read; all are in the list of jobs. */
const MOST_LINES = 300;

export type PlanDialogState = OpenDialog & { kind: 'plan' };

export function PlanDialog({ dialog }: { readonly dialog: PlanDialogState }) {
  return dialog.jobs === undefined ? <Before dialog={dialog} /> : <Live dialog={dialog} ids={dialog.jobs} />;
}

/** Nothing is done before somebody says so. */
function Before({ dialog }: { readonly dialog: PlanDialogState }) {
  const w = useWords();
  const { plan, call } = dialog;
  const [busy, setBusy] = useState(false);
  const hard = plan.find(isHard);
  const run = (): void => {
    setBusy(true);
    void runPlan(dialog).finally(() => setBusy(false));
  };
  return (
    <Dialog
      title={dialog.title ?? w.common.plan}
      wide
      testId="plan-dialog"
      onCancel={closeDialog}
      onSubmit={run}
      actions={
        <>
          <Button autoFocus={hard !== undefined} onClick={closeDialog}>
            {dialog.title === undefined ? w.common.close : w.common.cancel}
          </Button>
          <Button
            type="submit"
            look={hard === undefined ? 'primary' : 'danger'}
            data-testid="plan-run"
            autoFocus={hard === undefined}
            reason={busy ? w.plans.begun : plan.length === 0 ? w.plans.nothing : undefined}
          >
            {dialog.title ?? w.common.run}
          </Button>
        </>
      }
    >
      <CallText call={call} />
      {dialog.bulk !== undefined && <BulkChoices dialog={dialog} bulk={dialog.bulk} />}
      <PlanTree plan={plan} most={MOST_LINES} />
      {dialog.bulk !== undefined && <LeftOut bulk={dialog.bulk} />}
      {hard !== undefined && <p>{VERB_WORDS[hard.action.verb].warning}</p>}
      <p className="muted">{plan.length === 0 ? w.calls.nothingRuns : w.plans.notYet(told(plan))}</p>
    </Dialog>
  );
}

const isHard = ({ action }: Step): boolean => VERB_WORDS[action.verb].hard === true;

/** A host that stops by its own system counts down first. */
const told = (plan: Plan): string =>
  plan.some(({ action, ways }) => action.self === true && ways.some(({ by }) => by === 'ssh'))
    ? words().plans.countdown
    : '';

/** Closing leaves it running: its jobs are in their pane. */
function Live({ dialog, ids }: { readonly dialog: PlanDialogState; readonly ids: readonly string[] }) {
  const w = useWords();
  const jobs = useTables(useShallow((state) => ids.flatMap((id) => state.jobs.get(id) ?? [])));
  const left = jobs.filter((job) => !isOver(job));
  const undone = jobs.filter((job) => isOver(job) && job.state !== 'done');
  const stop = (): void => {
    for (const { id } of left) theCore().api.abort({ job: id }).catch(report);
  };
  return (
    <Dialog
      title={dialog.title ?? w.common.plan}
      wide
      testId="plan-dialog"
      onCancel={closeDialog}
      onSubmit={closeDialog}
      actions={
        <>
          {left.length > 0 && (
            <Button look="danger" data-testid="plan-stop" onClick={stop}>
              {w.plans.stop}
            </Button>
          )}
          {left.length === 0 && undone.length > 0 && (
            <Button icon="retry" data-testid="plan-retry" onClick={() => void replan(dialog, undone)}>
              {w.plans.retryFailed(undone.length)}
            </Button>
          )}
          <Button type="submit" look="primary" data-testid="plan-close" autoFocus>
            {left.length > 0 ? w.plans.background : w.common.close}
          </Button>
        </>
      }
    >
      <CallText call={dialog.call} />
      <progress className="plan-progress" value={jobs.length - left.length} max={Math.max(1, ids.length)} />
      <PlanTree plan={dialog.plan} jobs={new Map(jobs.map((job) => [job.machine, job]))} most={MOST_LINES} />
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
  const done = words().plans.stepsDone(jobs.length - left.length - undone.length, jobs.length);
  if (left.length > 0) return `${done}.`;
  return undone.length === 0 ? words().plans.allDone : words().plans.someNot(done, undone.length);
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

/** Again, planned on what is there now: what is done already is no step of it. Of several machines those that failed. */
async function replan(dialog: PlanDialogState, undone: readonly Job[]): Promise<void> {
  const { jobs: _jobs, bulk, ...before } = dialog;
  const failed = new Set(undone.map(({ machine }) => machine));
  const left = bulk === undefined ? undefined : onlyFailed(bulk, failed);
  const next =
    left === undefined || left.members.length === 0
      ? await openPlan(dialog.action, before.call, before.title)
      : await openBulk(left, before.title);
  if (next !== null && next.plan.length > 0) await runPlan(next);
}

/** The plan of an action on many machines, as one call. */
export const openBulk = (bulk: Bulk, title: string | undefined): Promise<PlanDialogState | null> =>
  openPlan(plannedOf(bulk), bulkCall(bulk), title, bulk.members.length > 1 ? bulk : undefined);

/** Shows what it would do; null: it cannot be planned, which is said. */
export async function openPlan(
  action: Planned,
  call: string,
  title: string | undefined,
  bulk?: Bulk,
): Promise<PlanDialogState | null> {
  try {
    const plan = await theCore().api.plan(structuredClone(action) as never);
    const dialog = {
      kind: 'plan',
      ...{ action, call, plan },
      ...(title !== undefined && { title }),
      ...(bulk !== undefined && { bulk }),
    } as const;
    setWindow({ dialog });
    return dialog;
  } catch (caught) {
    report(caught);
    return null;
  }
}
