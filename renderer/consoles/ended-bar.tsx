/** Below a console that has ended, or that others have: why, and the way on. */
import { useEffect, useRef } from 'react';
import type { FailureData } from '../../core/model/failure.ts';
import { Button } from '../ui/button.tsx';
import { useClock } from '../ui/clock.ts';
import { formatSpan } from '../ui/format.ts';
import { Icon } from '../ui/icons.tsx';
import { showFailure } from '../machines/host-line.tsx';
import { closePanel, takeFocus } from './dock-state.ts';
import type { Console, Phase } from './use-console.ts';
import { told, useWords } from '../words/words.ts';

interface Props {
  readonly console: Console;
  readonly title: string;
  readonly panel: string;
}

export function EndedBar({ console, title, panel }: Props) {
  const w = useWords();
  const { phase, reconnect } = console;
  if (phase.at !== 'ended') return null;
  const { failure } = phase;
  if (failure !== undefined && isOthers(failure))
    return <OthersBar console={console} failure={failure} panel={panel} />;
  return (
    <div className="ended" role="status" data-testid="ended">
      <Icon name="warn" />
      <Reason failure={failure} />
      <NextTry phase={phase} />
      {failure?.data !== undefined && (
        <Button small look="ghost" onClick={() => showFailure(title, failure)}>
          {w.common.why}
        </Button>
      )}
      <Button small look="primary" data-testid="reconnect" onClick={reconnect}>
        {w.consoles.reconnect}
      </Button>
    </div>
  );
}

function Reason({ failure }: { readonly failure: FailureData | undefined }) {
  const w = useWords();
  return (
    <div className="grow">
      <div>{told(failure?.message) ?? w.consoles.ended}</div>
      {failure?.remedy !== undefined && <div className="muted">{told(failure.remedy)}</div>}
    </div>
  );
}

const isOthers = ({ code, data }: FailureData): boolean =>
  code === 'busy' && (data?.takeable === true || data?.shareable === true);

/** Before anything is shared with others or taken from them it is said who they are. */
function OthersBar({ console, failure, panel }: Omit<Props, 'title'> & { readonly failure: FailureData }) {
  const w = useWords();
  const { reconnect, takeOver } = console;
  const { takeable, shareable, since } = failure.data ?? {};
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => takeFocus(panel, true, () => first.current?.focus()), [panel]);
  return (
    <div className="ended others" role="status" data-testid="ended">
      <Icon name="share" />
      <Reason failure={failure} />
      {typeof since === 'number' && <Since at={since} />}
      <Button small look="ghost" data-testid="others-cancel" onClick={() => closePanel(panel)}>
        {w.common.cancel}
      </Button>
      {takeable === true && (
        <Button small data-testid="take-over" onClick={takeOver}>
          {w.consoles.takeOver}
        </Button>
      )}
      <Button
        small
        ref={first}
        look="primary"
        data-testid={shareable === true ? 'share-screen' : 'reconnect'}
        onClick={reconnect}
      >
        {shareable === true ? w.consoles.share : w.consoles.again}
      </Button>
    </div>
  );
}

function Since({ at }: { readonly at: number }) {
  const w = useWords();
  const span = useClock((now) => formatSpan(now - at));
  return (
    <span className="muted" data-testid="others-since">
      {w.consoles.heldFor(span)}
    </span>
  );
}

function NextTry({ phase }: { readonly phase: Phase & { at: 'ended' } }) {
  const w = useWords();
  const text = useClock((now) =>
    phase.retryAt === undefined ? '' : w.consoles.reconnecting(formatSpan(phase.retryAt - now + 999)),
  );
  return text === '' ? null : <span className="muted">{text}</span>;
}
