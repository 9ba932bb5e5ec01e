/** A host that was just added, as it answers: reached or not and why, what it can do, what is missing on it. */
import { useTables } from '../store.ts';
import { hostWord } from '../machines/host-line.tsx';
import { refreshHost } from '../machines/commands.tsx';
import { ReadinessLine } from '../machines/readiness-line.tsx';
import { Button } from '../ui/button.tsx';
import { useClock } from '../ui/clock.ts';
import { Dialog } from '../ui/dialog.tsx';
import { FailureView } from '../ui/failure.tsx';
import { count } from '../ui/format.ts';
import { StateMark } from '../ui/state-mark.tsx';
import { closeDialog } from '../window-state.ts';
import { removeHosts } from './import-all.ts';
import { told, useWords } from '../words/words.ts';

interface TestProps {
  readonly name: string;
  /** Back to the fields. */
  readonly onChange: () => void;
}

export function HostTest({ name, onChange }: TestProps) {
  const w = useWords();
  const host = useTables((state) => state.hosts.get(name));
  const guests = useTables(
    (state) => [...state.machines.values()].filter((one) => one.host === name && one.type !== 'PM').length,
  );
  const word = useClock((now) => (host === undefined ? w.hosts.beingAdded : hostWord(host, now)));
  const state = host?.state ?? 'new';
  const isOver = state === 'up' || state === 'lost' || state === 'denied';
  const usable = host?.readiness?.filter((one) => one.usable) ?? [];
  const missing = host?.readiness?.filter((one) => !one.usable && one.missing.length > 0) ?? [];
  const again = (): void => {
    void removeHosts([name]).then(onChange);
  };
  return (
    <Dialog
      title={w.hosts.testOf(name)}
      testId="host-test"
      onCancel={closeDialog}
      onSubmit={closeDialog}
      actions={
        <>
          <Button className="to-start" onClick={again} data-testid="host-change">
            {w.hosts.change}
          </Button>
          {isOver && state !== 'up' && (
            <Button icon="retry" onClick={() => refreshHost(name)}>
              {w.hosts.tryAgain}
            </Button>
          )}
          <Button type="submit" look="primary" autoFocus data-testid="host-done">
            {state === 'up' ? w.common.done : w.hosts.keep}
          </Button>
        </>
      }
    >
      <p className="state-line" data-testid="host-state" data-state={state} aria-live="polite">
        <StateMark state={state} />
        <span>{state === 'up' ? w.hosts.answers(name) : word}</span>
        {host?.transport !== undefined && <span className="muted cut">{told(host.transport)}</span>}
      </p>
      {host?.failure !== undefined && state !== 'up' && <FailureView failure={host.failure} />}
      {state === 'up' && host?.readiness === undefined && <p className="muted">{w.hosts.looking}</p>}
      {usable.map((one) => (
        <ReadinessLine key={one.type} readiness={one} />
      ))}
      {missing.length > 0 && <h3>{w.hosts.missing}</h3>}
      {missing.map((one) => (
        <ReadinessLine key={one.type} readiness={one} />
      ))}
      {state === 'up' && guests > 0 && <p className="muted">{w.hosts.found(count(guests, 'guest'))}</p>}
    </Dialog>
  );
}
