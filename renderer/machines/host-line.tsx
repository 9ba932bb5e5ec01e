/** Why a host is not there, since when, when it is tried again, and what one can do: fills the rest of its row. */
// biome-ignore-all lint/a11y/useSemanticElements: rows are no table elements
// biome-ignore-all lint/a11y/useFocusableInteractive: the table has the focus and names its row
import type { ComponentProps } from 'react';
import type { FailureData } from '../../core/model/failure.ts';
import type { HostStatus } from '../../core/model/host.ts';
import { Button } from '../ui/button.tsx';
import { useClock } from '../ui/clock.ts';
import { Dialog } from '../ui/dialog.tsx';
import { FailureView } from '../ui/failure.tsx';
import { formatSpan } from '../ui/format.ts';
import { StateMark } from '../ui/state-mark.tsx';
import { create } from 'zustand';
import { refreshHost } from './commands.tsx';
import { told, useWords, words } from '../words/words.ts';

interface ShownFailure {
  readonly title: string;
  readonly failure: FailureData;
}

const useFailure = create<{ shown: ShownFailure | null }>(() => ({ shown: null }));
export const showFailure = (title: string, failure: FailureData): void =>
  useFailure.setState({ shown: { title, failure } });

/** `lost 3 min ago`, `denied`, `connecting`, `not contacted yet`. */
export function hostWord({ state, since }: HostStatus, now: number): string {
  if (state === 'lost' || state === 'denied')
    return words().table.ago(words().states.host[state], formatSpan(now - since));
  return state === 'new' ? words().table.notContacted : words().states.host[state];
}

/** `next try in 12 s`; empty when none is planned. */
export function retryWord({ retryAt, state }: HostStatus, now: number): string {
  if (state !== 'lost' || retryAt === undefined) return '';
  return retryAt <= now ? words().table.trying : words().table.nextTry(formatSpan(retryAt - now + 999));
}

export function HostLine({ host }: { readonly host: HostStatus }) {
  const w = useWords();
  const { config, failure, state } = host;
  const word = useClock((now) => hostWord(host, now));
  const retry = useClock((now) => retryWord(host, now));
  return (
    <div className="host-line" role="gridcell">
      <StateMark state={state} />
      <span className="host-word">{word}</span>
      <span className="host-word narrow">{w.states.host[state]}</span>
      <span
        className="grow cut"
        data-tip={told([failure?.message, failure?.remedy].filter(Boolean).join('\n'))}
      >
        {told(failure?.message)}
      </span>
      {retry !== '' && <span className="muted retry-word">{retry}</span>}
      {failure !== undefined && (
        <LineButton
          icon="info"
          look="ghost"
          hint={told(failure.message)}
          text={failure.code === 'host-key-changed' ? w.table.compare : w.common.why}
          onClick={() => showFailure(`${config.name}: ${word}`, failure)}
        />
      )}
      {(state === 'lost' || state === 'denied') && (
        <LineButton
          icon="retry"
          text={w.common.retry}
          hint={w.commands['machine.refresh']}
          data-testid="retry"
          onClick={() => refreshHost(config.name)}
        />
      )}
    </div>
  );
}

/** Its text, or its icon where there is no room. */
function LineButton({ text, ...rest }: ComponentProps<typeof Button> & { readonly text: string }) {
  return (
    <Button small aria-label={text} {...rest}>
      <span className="button-text">{text}</span>
    </Button>
  );
}

export function FailureLayer() {
  const w = useWords();
  const shown = useFailure((state) => state.shown);
  if (shown === null) return null;
  const close = (): void => useFailure.setState({ shown: null });
  return (
    <Dialog
      title={shown.title}
      wide
      testId="failure-dialog"
      onCancel={close}
      onSubmit={close}
      actions={
        <Button type="submit" look="primary">
          {w.common.close}
        </Button>
      }
    >
      <FailureView failure={shown.failure} />
    </Dialog>
  );
}
