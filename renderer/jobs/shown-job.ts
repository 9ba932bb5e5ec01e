/** Which job is looked at, and what can be done with it from anywhere. */
import { isOver, type Job } from '../../core/model/job.ts';
import { useChosenJob } from '../consoles/dock-state.ts';
import { theCore } from '../core.ts';
import { report } from '../machines/commands.tsx';
import { tables } from '../store.ts';

/** Newest first. */
export const newestFirst = (jobs: ReadonlyMap<string, Job>): readonly Job[] =>
  [...jobs.values()].sort((a, b) => b.started - a.started);

/** The chosen one, where it is such a one, else the newest that is. */
function jobThat(fits: (job: Job) => boolean): Job | undefined {
  const { job: chosen } = useChosenJob.getState();
  const fitting = newestFirst(tables.getState().jobs).filter(fits);
  return fitting.find(({ id }) => id === chosen) ?? fitting[0];
}

export const jobToAbort = (): Job | undefined => jobThat((job) => !isOver(job));
export const jobToRetry = (): Job | undefined => jobThat(isOver);

export const abortJob = ({ id }: Job): void => void theCore().api.abort({ job: id }).catch(report);
