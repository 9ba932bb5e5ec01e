/** Tells how each job ended: what happened, to what, how long it took, and what can be done now. */
import { readCreateWords } from '../../core/ctys/templates/order.ts';
import { isOver, type Job } from '../../core/model/job.ts';
import { asFailure } from '../client.ts';
import { openJobs } from '../consoles/dock-state.ts';
import { theCore } from '../core.ts';
import { tables } from '../store.ts';
import { formatDuration } from '../ui/format.ts';
import { type Toast, toast } from '../ui/toast.tsx';
import { useWindow } from '../window-state.ts';
import { verbWord } from '../words/verbs.ts';
import { told, words } from '../words/words.ts';

/** Jobs seen running before and over now; what was over when this window came is no news. */
export function justEnded(was: ReadonlyMap<string, Job>, now: ReadonlyMap<string, Job>): readonly Job[] {
  return [...now.values()].filter((job) => {
    const before = was.get(job.id);
    return isOver(job) && before !== undefined && !isOver(before);
  });
}

/** `Shut down tst100`, `Create tst100`: what the job is called. */
function jobName({ action, path }: Job): string {
  const { verbs } = words();
  const name = path.split('/').at(-1) ?? path;
  return action.verb === 'tool' ? verbs.created(name) : verbs.act(action.verb, verbWord(action.verb), name);
}

/** `shutdown`, `create`: the same in one word. */
export const jobVerb = ({ action }: Job): string =>
  action.verb === 'tool' ? words().verbs.create : words().verbs.short(action.verb);

async function again({ action }: Job): Promise<unknown> {
  if (action.verb !== 'tool') return await theCore().api.run(action);
  const { order } = readCreateWords(action.words);
  return order && (await theCore().api.guests.create(structuredClone(order) as never));
}

export function retryJob(job: Job): void {
  again(job).catch((caught: unknown) => {
    const { message, remedy } = asFailure(caught);
    toast({ title: message, text: remedy, failed: true });
  });
}

export function outcome(job: Job): Toast {
  const what = jobName(job);
  const took = job.ended === undefined ? '' : formatDuration(job.ended - job.started);
  const { jobs, common } = words();
  const log = { label: common.log, onPick: () => openJobs(job.id) };
  if (job.state === 'done') return { title: jobs.done(what, took), text: job.call };
  if (job.state === 'aborted') return { title: jobs.stopped(what, took), actions: [log] };
  return {
    title: jobs.failed(what, told(job.failure?.message) ?? jobs.noReason),
    text: job.failure?.remedy,
    failed: true,
    actions: [{ label: common.retry, onPick: () => retryJob(job) }, log],
  };
}

/** What became of a plan, in one line; while its dialog shows it nothing more is said. null: it goes on. */
function planOutcome(run: string, jobs: ReadonlyMap<string, Job>): Toast | null {
  const all = [...jobs.values()].filter((job) => job.run === run);
  const [first] = all;
  if (first === undefined || !all.every(isOver)) return null;
  const undone = all.filter(({ state }) => state !== 'done');
  const shown = undone[0] ?? all.at(-1) ?? first;
  const { common, jobs: said } = words();
  const log = { label: common.log, onPick: () => openJobs(shown.id) };
  if (undone.length === 0) return { title: said.allDone(all.length), text: shown.call, actions: [log] };
  return {
    title: said.undone(
      undone.length,
      all.length,
      shown.path,
      told(shown.failure?.message) ?? said.states[shown.state],
    ),
    text: shown.failure?.remedy,
    failed: true,
    actions: [log],
  };
}

const isShown = ({ id }: Job): boolean => {
  const { dialog } = useWindow.getState();
  return (dialog?.kind === 'plan' || dialog?.kind === 'commands') && dialog.jobs?.includes(id) === true;
};

export function reportOutcomes(): void {
  tables.subscribe((now, was) => {
    if (now.jobs === was.jobs) return;
    const ended = justEnded(was.jobs, now.jobs);
    for (const job of ended) if (job.run === undefined && !isShown(job)) toast(outcome(job));
    for (const run of new Set(ended.flatMap((job) => job.run ?? []))) {
      const told = planOutcome(run, now.jobs);
      if (told !== null && !ended.some(isShown)) toast(told);
    }
  });
}
