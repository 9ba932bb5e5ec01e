/** The table without rows: before the first data, with a filter that matches nothing, and on the first day. */
import { useTables } from '../store.ts';
import { Button } from '../ui/button.tsx';
import { Icon, type IconName } from '../ui/icons.tsx';
import { copyText } from '../ui/clipboard.ts';
import { setWindow, useWindow } from '../window-state.ts';

const SKELETON_ROWS = Array.from({ length: 8 }, (_, at) => at);

/** Only ever before the very first data. */
export function Skeleton() {
  return (
    <div className="skeleton" aria-label="Loading" role="status">
      {SKELETON_ROWS.map((at) => (
        <div key={at} className="skeleton-row">
          <span style={{ width: `${14 + ((at * 7) % 12)}%` }} />
          <span style={{ width: '6%' }} />
          <span style={{ width: '9%' }} />
        </div>
      ))}
    </div>
  );
}

export function Nothing() {
  const filter = useWindow((state) => state.filter);
  const view = useWindow((state) => state.view);
  if (filter === '' && view.kind === 'all') return <FirstRun />;
  return (
    <div className="nothing">
      <p>{filter === '' ? 'No machine in this view.' : 'No machine matches the filter.'}</p>
      <Button onClick={() => setWindow({ filter: '', view: { kind: 'all' } })}>Show all machines</Button>
    </div>
  );
}

/** Nothing but this machine is known: the ways to get more. */
export function FirstRun() {
  const known = useTables((state) => state.hosts.size);
  return (
    <div className="first-run" data-testid="first-run">
      <h2>{known > 0 ? 'This machine is here. Add the others.' : 'Which machines are yours?'}</h2>
      <div className="cards">
        <Card
          icon="import"
          title="Import from SSH"
          text="Take hosts from your ~/.ssh/config. You choose which; nothing is changed there."
          button="Choose hosts…"
          testId="card-import"
          onPick={() => setWindow({ dialog: { kind: 'import' } })}
        />
        <Card
          icon="plus"
          title="Add a host"
          text="Any machine you reach by SSH. Its guests are found by themselves."
          button="Add a host…"
          testId="card-add"
          onPick={() => setWindow({ dialog: { kind: 'add-host' } })}
        />
        <Card
          icon="flask"
          title="Open the playground"
          text="A small lab of hosts and guests on this Linux machine, to try everything. Quit, then run:"
          command="npm start -- --demo"
          button="Copy command"
          testId="card-playground"
          onPick={() => void copyText('npm start -- --demo')}
        />
      </div>
    </div>
  );
}

interface CardProps {
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
  readonly command?: string;
  readonly button: string;
  readonly testId: string;
  readonly onPick: () => void;
}

function Card({ icon, title, text, command, button, testId, onPick }: CardProps) {
  return (
    <section className="card">
      <Icon name={icon} />
      <h3>{title}</h3>
      <p>{text}</p>
      {command !== undefined && <code className="mono selectable">{command}</code>}
      <Button data-testid={testId} onClick={onPick}>
        {button}
      </Button>
    </section>
  );
}
