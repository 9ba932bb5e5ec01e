/** What a command said on many hosts: a row a host, all of it below the row that is opened. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { MachineAction } from '../../core/model/action.ts';
import { csv } from '../machines/export.ts';
import { saveText } from '../settings/text-file.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { formatDuration } from '../ui/format.ts';
import { Icon } from '../ui/icons.tsx';
import { Switch } from '../ui/field.tsx';
import { closeDialog, type OpenDialog, setWindow } from '../window-state.ts';
import { useWords } from '../words/words.ts';
import { type CommandResult, hostOf, recordOf, runCommand } from './command-results.ts';

type Results = ReadonlyMap<string, CommandResult>;

/** Begun once, when it is opened; `again` runs some of them anew. Closing leaves what runs running. */
function useCommands(actions: readonly MachineAction[]) {
  const [results, setResults] = useState<Results>(new Map());
  const stop = useRef(new AbortController());
  const run = useCallback((some: readonly MachineAction[]) => {
    stop.current = new AbortController();
    for (const action of some)
      void runCommand(action, stop.current.signal, (result, job) => {
        setResults((all) => new Map(all).set(result.host, result));
        if (job !== undefined) showsJob(job);
      });
  }, []);
  const begun = useRef(false);
  useEffect(() => {
    if (!begun.current) run(actions);
    begun.current = true;
  }, [actions, run]);
  const again = (hosts: ReadonlySet<string>): void => run(actions.filter((one) => hosts.has(hostOf(one))));
  return { results: [...results.values()], again, abort: () => stop.current.abort() };
}

/** Its end is told here, so nowhere else. */
function showsJob(job: string): void {
  setWindow(({ dialog }) =>
    dialog?.kind !== 'commands' || dialog.jobs.includes(job)
      ? { dialog }
      : { dialog: { ...dialog, jobs: [...dialog.jobs, job] } },
  );
}

export function CommandsDialog({ dialog }: { readonly dialog: Extract<OpenDialog, { kind: 'commands' }> }) {
  const w = useWords();
  const { results, again, abort } = useCommands(dialog.actions);
  const [failedOnly, setFailedOnly] = useState(false);
  const failed = results.filter(({ state }) => state === 'failed');
  const runs = results.filter(({ state }) => state === 'running').length;
  const shown = failedOnly ? failed : results;
  const records = shown.map(recordOf);
  return (
    <Dialog
      title={w.calls.answer}
      wide
      testId="commands"
      onCancel={closeDialog}
      onSubmit={closeDialog}
      actions={
        <>
          <Button data-testid="commands-csv" onClick={() => saveText('commands.csv', csv(records))}>
            {w.calls.asCsv}
          </Button>
          <Button onClick={() => saveText('commands.json', `${JSON.stringify(records, null, 2)}\n`)}>
            {w.calls.asJson}
          </Button>
          {runs > 0 && (
            <Button look="danger" onClick={abort}>
              {w.calls.stop}
            </Button>
          )}
          {runs === 0 && failed.length > 0 && (
            <Button
              icon="retry"
              data-testid="commands-again"
              onClick={() => again(new Set(failed.map(({ host }) => host)))}
            >
              {w.calls.retryFailed(failed.length)}
            </Button>
          )}
          <Button type="submit" look="primary" autoFocus>
            {w.common.close}
          </Button>
        </>
      }
    >
      <code className="mono selectable muted">{dialog.call}</code>
      <div className="commands-sum">
        <span className="muted grow" data-testid="commands-sum">
          {w.calls.sum(results.length - runs, results.length, failed.length)}
        </span>
        <Switch label={w.calls.failedOnly} on={failedOnly} onChange={setFailedOnly} />
      </div>
      <div className="commands-list">
        {shown.map((result) => (
          <ResultRow key={result.host} result={result} />
        ))}
      </div>
    </Dialog>
  );
}

function ResultRow({ result }: { readonly result: CommandResult }) {
  const w = useWords();
  const { host, state, code, why, took, lines } = result;
  const said = why ?? lines[0] ?? '';
  return (
    <details className="command-row" data-testid={`command-${host}`} data-state={state}>
      <summary>
        <Icon name={state === 'running' ? 'jobs' : state === 'done' ? 'check' : 'close'} />
        <span className="cut">{host}</span>
        <span className="muted figures">{code ?? (state === 'running' ? w.jobs.states.running : '–')}</span>
        <span className="muted figures">{took === undefined ? '' : formatDuration(took)}</span>
        <span className="mono cut">{said}</span>
      </summary>
      <pre className="mono selectable result-text">
        {[...lines, ...(why === undefined ? [] : [why])].join('\n')}
      </pre>
    </details>
  );
}
