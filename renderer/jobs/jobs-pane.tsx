/** What was done and is being done, newest first, with the log of the chosen one beside it. */
import { useMemo } from 'react';
import { isOver, type Job } from '../../core/model/job.ts';
import { useChosenJob } from '../consoles/dock-state.ts';
import { useTables } from '../store.ts';
import { Button } from '../ui/button.tsx';
import { copyText } from '../ui/clipboard.ts';
import { useClock } from '../ui/clock.ts';
import { FailureView } from '../ui/failure.tsx';
import { formatDuration, formatTime } from '../ui/format.ts';
import { StateMark } from '../ui/state-mark.tsx';
import { told, useWords } from '../words/words.ts';
import { JobLog } from './job-log.tsx';
import { jobVerb, retryJob } from './outcomes.ts';
import { abortJob, newestFirst } from './shown-job.ts';
import './jobs.css';

export function JobsPane() {
  const words = useWords();
  const jobs = useTables((state) => state.jobs);
  const chosen = useChosenJob((state) => state.job);
  const sorted = useMemo(() => newestFirst(jobs), [jobs]);
  const shown = sorted.find(({ id }) => id === chosen) ?? sorted[0];
  if (shown === undefined) return <p className="jobs-empty muted">{words.jobs.none}</p>;
  return (
    <div className="jobs" data-testid="jobs">
      <ul className="job-list">
        {sorted.map((job) => (
          <JobRow key={job.id} job={job} chosen={job.id === shown.id} />
        ))}
      </ul>
      <JobDetails key={shown.id} job={shown} />
    </div>
  );
}

const useDuration = (job: Job): string =>
  useClock((now) =>
    job.state === 'queued' ? '' : formatDuration((job.ended ?? Math.max(now, job.started)) - job.started),
  );

function JobRow({ job, chosen }: { readonly job: Job; readonly chosen: boolean }) {
  const { jobs } = useWords();
  const duration = useDuration(job);
  const state = jobs.states[job.state];
  return (
    <li>
      <button
        type="button"
        className="job-row"
        aria-current={chosen || undefined}
        data-testid="job-row"
        data-state={job.state}
        onClick={() => useChosenJob.setState({ job: job.id })}
      >
        <StateMark state={job.state} />
        <span className="job-verb cut" data-tip={jobVerb(job)} data-tip-cut="">
          {jobVerb(job)}
        </span>
        <span className="cut job-path" data-tip={job.path} data-tip-cut="">
          {job.path}
        </span>
        <span className="muted cut job-progress">
          {told(job.failure?.message ?? (isOver(job) ? state : (job.progress ?? state)))}
        </span>
        <span className="muted number">{duration}</span>
      </button>
    </li>
  );
}

function JobDetails({ job }: { readonly job: Job }) {
  const { jobs, common } = useWords();
  const duration = useDuration(job);
  return (
    <div className="job-details">
      <div className="job-head">
        <StateMark state={job.state} />
        <span className="grow cut">
          {`${jobs.states[job.state]}${job.progress !== undefined && !isOver(job) ? `: ${told(job.progress)}` : ''}`}
          <span className="muted">{` · ${formatTime(job.started)} · ${duration}`}</span>
        </span>
        {isOver(job) ? (
          <Button small icon="retry" data-testid="job-retry" onClick={() => retryJob(job)}>
            {job.state === 'done' ? jobs.again : common.retry}
          </Button>
        ) : (
          <Button small icon="close" data-testid="job-abort" onClick={() => abortJob(job)}>
            {jobs.abort}
          </Button>
        )}
      </div>
      <div className="job-call">
        <code className="mono selectable grow cut" data-tip={job.call} data-tip-cut="">
          {job.call}
        </code>
        <Button
          look="ghost"
          small
          icon="copy"
          hint={common.copyCall}
          onClick={() => void copyText(job.call)}
        />
      </div>
      {job.failure !== undefined && <FailureView failure={job.failure} />}
      <JobLog job={job.id} />
    </div>
  );
}
