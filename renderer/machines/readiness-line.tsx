/** What one technology can do on a host, and what is missing for it. */
import type { Readiness } from '../../core/model/host.ts';
import { FailureView } from '../ui/failure.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import { useWords } from '../words/words.ts';

export function ReadinessLine({
  readiness: { type, usable, version, missing },
}: {
  readonly readiness: Readiness;
}) {
  const w = useWords();
  return (
    <div className="readiness">
      <p className="state-line">
        <StateMark state={usable ? 'done' : 'denied'} />
        {type}
        <span className="muted cut">{usable ? (version ?? '') : w.details.notUsable}</span>
      </p>
      {missing.map((failure) => (
        <FailureView key={failure.message} failure={failure} />
      ))}
    </div>
  );
}
