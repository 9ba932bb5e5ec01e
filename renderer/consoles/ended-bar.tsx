/** Below a console that has ended: why, and the way back. */
import { Button } from '../ui/button.tsx';
import { useClock } from '../ui/clock.ts';
import { formatSpan } from '../ui/format.ts';
import { Icon } from '../ui/icons.tsx';
import { showFailure } from '../machines/host-line.tsx';
import type { Console, Phase } from './use-console.ts';

export function EndedBar({ console, title }: { readonly console: Console; readonly title: string }) {
  const { phase, reconnect, takeOver } = console;
  if (phase.at !== 'ended') return null;
  const { failure } = phase;
  return (
    <div className="ended" role="status" data-testid="ended">
      <Icon name="warn" />
      <div className="grow">
        <div>{failure?.message ?? 'The console has ended.'}</div>
        {failure?.remedy !== undefined && <div className="muted">{failure.remedy}</div>}
      </div>
      <NextTry phase={phase} />
      {failure?.data !== undefined && (
        <Button small look="ghost" onClick={() => showFailure(title, failure)}>
          Why…
        </Button>
      )}
      {failure?.data?.takeable === true && (
        <Button small data-testid="take-over" onClick={takeOver}>
          Take over
        </Button>
      )}
      <Button small look="primary" data-testid="reconnect" onClick={reconnect}>
        Reconnect
      </Button>
    </div>
  );
}

function NextTry({ phase }: { readonly phase: Phase & { at: 'ended' } }) {
  const text = useClock((now) =>
    phase.retryAt === undefined ? '' : `Reconnecting, next try in ${formatSpan(phase.retryAt - now + 999)}`,
  );
  return text === '' ? null : <span className="muted">{text}</span>;
}
