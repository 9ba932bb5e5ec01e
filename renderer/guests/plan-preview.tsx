/** What the call of a form does, step by step, and every file it would write. */
import { FailureView } from '../ui/failure.tsx';
import type { Planned } from './new-guest.tsx';
import { told } from '../words/words.ts';

export function PlanPreview({
  planned,
  problem,
}: {
  readonly planned: Planned;
  readonly problem: string | undefined;
}) {
  if (problem !== undefined) return <p className="muted">{problem}</p>;
  if (planned === null) return <p className="muted">…</p>;
  if ('code' in planned) return <FailureView failure={planned} />;
  return (
    <div className="guest-plan">
      <ol className="plan" data-testid="guest-steps">
        {planned.steps.map((step) => (
          <li key={step}>{told(step)}</li>
        ))}
      </ol>
      {planned.files.map(({ name, text }) => (
        <details key={name} data-testid="guest-file">
          <summary>{name}</summary>
          <pre className="mono selectable">{text}</pre>
        </details>
      ))}
    </div>
  );
}
