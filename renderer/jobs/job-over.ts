/** Waiting for the end of a job that was begun here. */
import { isOver, type Job } from '../../core/model/job.ts';
import { tables } from '../store.ts';

/** The job once it is over; undefined: it has left the table, or the core has. */
export function jobOver(id: string): Promise<Job | undefined> {
  return new Promise((done) => {
    const look = (): void => {
      const { jobs, core } = tables.getState();
      const job = jobs.get(id);
      if (job !== undefined ? !isOver(job) : core === 'up' && !seen) return;
      stop();
      done(job);
    };
    let seen = false;
    const stop = tables.subscribe(({ jobs }) => {
      seen ||= jobs.has(id);
      look();
    });
    look();
  });
}
