/** A plan as a tree of places: turns, ways and times; while it runs, each line as its job is. */
import type { Job } from '../../core/model/job.ts';
import { planLines } from '../../core/model/plan-lines.ts';
import type { Plan, Step } from '../../core/model/step.ts';
import { stepHow, stepText } from './step-words.ts';
import { StateMark } from '../ui/state-mark.tsx';
import { told, useWords, words } from '../words/words.ts';

interface PlanTreeProps {
  readonly plan: Plan;
  /** By machine; absent: nothing has begun. */
  readonly jobs?: ReadonlyMap<string, Job>;
  readonly most?: number;
}

export function PlanTree({ plan, jobs, most = Number.POSITIVE_INFINITY }: PlanTreeProps) {
  const w = useWords();
  const lines = planLines(plan);
  return (
    <>
      <ol className="plan" data-testid="plan-tree">
        {lines.slice(0, most).map(({ step, depth, turn }) => (
          <li
            key={step.id}
            style={{ paddingInlineStart: depth * 16 }}
            data-testid="plan-line"
            data-state={jobs?.get(step.machine)?.state}
          >
            <Line step={step} turn={turn} job={jobs?.get(step.machine)} />
          </li>
        ))}
      </ol>
      {lines.length > most && <p className="muted">{w.common.more(lines.length - most)}</p>}
    </>
  );
}

function Line({
  step,
  turn,
  job,
}: {
  readonly step: Step;
  readonly turn: number;
  readonly job: Job | undefined;
}) {
  return (
    <>
      {job === undefined ? (
        <span className="plan-turn muted">{`${turn}.`}</span>
      ) : (
        <StateMark state={job.state} />
      )}
      <span className="plan-text">
        <span className="selectable">{stepText(step)}</span>
        <span className="muted">{job === undefined ? stepHow(step) : nowText(job)}</span>
        {step.note !== undefined && job === undefined && <span className="plan-note">{told(step.note)}</span>}
        {job?.failure !== undefined && <span className="plan-failure">{told(job.failure.message)}</span>}
      </span>
    </>
  );
}

/** `done, by force`; `running by its hypervisor: power button pressed`. */
function nowText({ state, way, progress }: Job): string {
  const word = words().jobs.states[state];
  const how = way === undefined ? '' : ` ${words().plans.ways[way]}`;
  const what = state === 'running' && progress !== undefined ? `: ${told(progress)}` : '';
  return state === 'queued' ? (told(progress) ?? word) : `${word}${how}${what}`;
}
