/** Writes to the log what the tables tell: jobs, hosts and notices, as they change. */
import type { HostState } from '../../model/host.ts';
import type { JobState } from '../../model/job.ts';
import type { Tables } from '../tables.ts';
import type { Log } from './log.ts';

/** Returns how to stop. */
export function followTables(tables: Tables, log: Log): () => void {
  const jobs = new Map<string, JobState>();
  const hosts = new Map<string, HostState>();
  const stops = [
    tables.follow('jobs', (id) => {
      const job = tables.jobs.get(id);
      if (job === undefined) jobs.delete(id);
      if (job === undefined || jobs.get(id) === job.state) return;
      jobs.set(id, job.state);
      const why = job.failure === undefined ? '' : `: ${job.failure.code}: ${job.failure.message}`;
      log.write(job.state === 'failed' ? 'error' : 'info', `job ${id} ${job.state}: ${job.call}${why}`);
    }),
    tables.follow('hosts', (name) => {
      const host = tables.hosts.get(name);
      if (host === undefined) hosts.delete(name);
      if (host === undefined || hosts.get(name) === host.state) return;
      hosts.set(name, host.state);
      const why = host.failure === undefined ? '' : `: ${host.failure.code}: ${host.failure.message}`;
      const level = host.state === 'lost' || host.state === 'denied' ? 'warning' : 'info';
      log.write(level, `host ${name} ${host.state}${why}`);
    }),
    tables.follow('notices', (id) => {
      const notice = tables.notices.get(id);
      if (notice !== undefined)
        log.write(
          notice.level,
          `${notice.failure.code}: ${notice.failure.message}${stackOf(notice.failure.data)}`,
        );
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

const stackOf = (data: Readonly<Record<string, unknown>> | undefined): string =>
  typeof data?.stack === 'string' ? `\n${data.stack}` : '';
