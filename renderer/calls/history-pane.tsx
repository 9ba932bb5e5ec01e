/** The last calls and how they ended, newest first. */
import { useEffect, useState } from 'react';
import type { HistoryEntry } from '../../core/model/history.ts';
import type { FailureData } from '../../core/model/failure.ts';
import { asFailure } from '../client.ts';
import { theCore } from '../core.ts';
import { asMacroText } from '../library/library.ts';
import { useTables } from '../store.ts';
import { Button } from '../ui/button.tsx';
import { copyText } from '../ui/clipboard.ts';
import { FailureView } from '../ui/failure.tsx';
import { formatDuration, formatTime } from '../ui/format.ts';
import { StateMark } from '../ui/state-mark.tsx';
import { setWindow } from '../window-state.ts';
import { runText } from './carry-out.tsx';
import './calls.css';
import { told, useWords } from '../words/words.ts';

const MOST = 500;

export function HistoryPane() {
  const w = useWords();
  // A job that began or ended is a line that is new or changed.
  const jobs = useTables((state) => state.jobs);
  const [entries, setEntries] = useState<readonly HistoryEntry[] | null>(null);
  const [failure, setFailure] = useState<FailureData | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again whenever jobs change
  useEffect(() => {
    let over = false;
    theCore()
      .api.history({ limit: MOST })
      .then(
        (read) => {
          if (over) return;
          setEntries(read);
          setFailure(null);
        },
        (caught: unknown) => {
          if (!over) setFailure(asFailure(caught));
        },
      );
    return () => {
      over = true;
    };
  }, [jobs]);
  if (failure !== null) return <FailureView failure={failure} />;
  if (entries === null) return null;
  if (entries.length === 0) return <p className="jobs-empty muted">{w.calls.noHistory}</p>;
  return (
    <div className="history" data-testid="history">
      {entries.map((entry) => (
        <HistoryRow key={entry.id} entry={entry} />
      ))}
    </div>
  );
}

function HistoryRow({
  entry: { call, at, machine, state, duration, failure },
}: {
  readonly entry: HistoryEntry;
}) {
  const w = useWords();
  return (
    <div className="history-row" data-testid="history-row" data-state={state}>
      {state === undefined ? <span /> : <StateMark state={state} />}
      <code className="mono cut selectable" data-tip={told(failure?.message) ?? call}>
        {call}
      </code>
      <span className="muted cut">{machine}</span>
      <span className="muted number">{formatTime(at)}</span>
      <span className="muted number">{duration === undefined ? '' : formatDuration(duration)}</span>
      <span>
        <Button look="ghost" small icon="retry" hint={w.common.runAgain} onClick={() => runText(call)} />
        <Button look="ghost" small icon="copy" hint={w.common.copyCall} onClick={() => void copyText(call)} />
        <Button
          look="ghost"
          small
          icon="plus"
          hint={w.calls.saveCall}
          onClick={() =>
            setWindow({ dialog: { kind: 'macro', macro: { name: '', text: asMacroText(call) } } })
          }
        />
      </span>
    </div>
  );
}
