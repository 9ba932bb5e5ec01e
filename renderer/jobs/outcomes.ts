/** Tells how each job ended: what happened, to what, how long it took, and what can be done now. */
import { readCreateWords } from '../../core/ctys/templates/order.ts';
import type { Job } from '../../core/model/job.ts';
import { asFailure } from '../client.ts';
import { openJobs } from '../consoles/dock-state.ts';
import { theCore } from '../core.ts';
import { VERB_WORDS } from '../machines/verbs.ts';
import { tables } from '../store.ts';
import { formatDuration } from '../ui/format.ts';
import { type Toast, toast } from '../ui/toast.tsx';
import { useWindow } from '../window-state.ts';

export const isOver = ({ state }: Job): boolean =>
  state === 'done' || state === 'failed' || state === 'aborted';

/** Jobs seen running before and over now; what was over when this window came is no news. */
export function justEnded(was: ReadonlyMap<string, Job>, now: ReadonlyMap<string, Job>): readonly Job[] {
  return [...now.values()].filter((job) => {
    const before = was.get(job.id);
    return isOver(job) && before !== undefined && !isOver(before);
  });
}

/** `Shut down`, `Create`: what the job is called. */
export const jobWord = ({ action }: Job): string =>
  action.verb === 'tool' ? 'Create' : VERB_WORDS[action.verb].label;

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
  const what = `${jobWord(job)} ${job.path.split('/').at(-1) ?? job.path}`;
  const took = job.ended === undefined ? '' : formatDuration(job.ended - job.started);
  const log = { label: 'Log', onPick: () => openJobs(job.id) };
  if (job.state === 'done') return { title: `${what}: done in ${took}`, text: job.call };
  if (job.state === 'aborted') return { title: `${what}: stopped after ${took}`, actions: [log] };
  return {
    title: `${what} failed: ${job.failure?.message ?? 'no reason given.'}`,
    text: job.failure?.remedy,
    failed: true,
    actions: [{ label: 'Retry', onPick: () => retryJob(job) }, log],
  };
}

/** What became of a plan, in one line; while its dialog shows it nothing more is said. null: it goes on. */
function planOutcome(run: string, jobs: ReadonlyMap<string, Job>): Toast | null {
  const all = [...jobs.values()].filter((job) => job.run === run);
  const [first] = all;
  if (first === undefined || !all.every(isOver)) return null;
  const undone = all.filter(({ state }) => state !== 'done');
  const told = undone[0] ?? all.at(-1) ?? first;
  const log = { label: 'Log', onPick: () => openJobs(told.id) };
  if (undone.length === 0) return { title: `All ${all.length} steps done`, text: told.call, actions: [log] };
  return {
    title: `${undone.length} of ${all.length} steps not done: ${told.path}: ${told.failure?.message ?? told.state}`,
    text: told.failure?.remedy,
    failed: true,
    actions: [log],
  };
}

const isShown = ({ id }: Job): boolean => {
  const { dialog } = useWindow.getState();
  return dialog?.kind === 'plan' && dialog.jobs?.includes(id) === true;
};

export function reportOutcomes(): void {
  tables.subscribe((now, was) => {
    if (now.jobs === was.jobs) return;
    const ended = justEnded(was.jobs, now.jobs);
    for (const job of ended) if (job.run === undefined) toast(outcome(job));
    for (const run of new Set(ended.flatMap((job) => job.run ?? []))) {
      const told = planOutcome(run, now.jobs);
      if (told !== null && !ended.some(isShown)) toast(told);
    }
  });
}
