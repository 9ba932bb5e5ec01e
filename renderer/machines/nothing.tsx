/** The table without rows: before the first data, with a filter that matches nothing, and on the first day. */
import { useEffect, useState } from 'react';
import { openLocalShell } from '../consoles/new-console.ts';
import { theCore } from '../core.ts';
import { useTables } from '../store.ts';
import { Button } from '../ui/button.tsx';
import { Icon, type IconName } from '../ui/icons.tsx';
import { copyText } from '../ui/clipboard.ts';
import { setWindow, useWindow } from '../window-state.ts';
import { useWords } from '../words/words.ts';

type About = Awaited<ReturnType<ReturnType<typeof theCore>['api']['about']>>;

const SKELETON_ROWS = Array.from({ length: 8 }, (_, at) => at);

/** Only ever before the very first data. */
export function Skeleton() {
  const w = useWords();
  return (
    <div className="skeleton" aria-label={w.table.loading} role="status">
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
  const w = useWords();
  const filter = useWindow((state) => state.filter);
  const view = useWindow((state) => state.view);
  if (filter === '' && view.kind === 'all') return <FirstRun />;
  return (
    <div className="nothing">
      <p>{filter === '' ? w.table.emptyView : w.table.noMatch}</p>
      <Button onClick={() => setWindow({ filter: '', view: { kind: 'all' } })}>{w.table.showAll}</Button>
    </div>
  );
}

/** Nothing but this machine is known: the ways to get more. */
export function FirstRun({ onDismiss }: { readonly onDismiss?: () => void }) {
  const w = useWords();
  const known = useTables((state) => state.hosts.size);
  return (
    <div className="first-run" data-testid="first-run">
      <h2>{known > 0 ? w.table.first : w.table.yours}</h2>
      <div className="cards">
        <Card
          icon="import"
          title={w.hosts.importTitle}
          text={w.table.importText}
          button={w.table.chooseHosts}
          testId="card-import"
          onPick={() => setWindow({ dialog: { kind: 'import' } })}
        />
        <Card
          icon="plus"
          title={w.hosts.add}
          text={w.table.addText}
          button={w.bar.addHost}
          testId="card-add"
          onPick={() => setWindow({ dialog: { kind: 'add-host' } })}
        />
        <PlaygroundCard />
      </div>
      {onDismiss !== undefined && (
        <Button look="ghost" small data-testid="first-run-dismiss" onClick={onDismiss}>
          {w.table.notAgain}
        </Button>
      )}
    </div>
  );
}

/** In a clone of the source. */
const COMMAND = 'npm start -- --demo';

/** One click where the lab is at hand; a package says where it is. */
function PlaygroundCard() {
  const w = useWords();
  const [about, setAbout] = useState<About | null>(null);
  useEffect(() => {
    theCore()
      .api.about()
      .then(setAbout, () => undefined);
  }, []);
  const playground = about?.playground;
  const common = { icon: 'flask', title: w.table.playground, testId: 'card-playground' } as const;
  if (playground !== undefined)
    return (
      <Card
        {...common}
        text={w.table.playgroundHere}
        button={w.table.openPlayground}
        onPick={() => openLocalShell({ label: w.table.playgroundTab, ...playground })}
      />
    );
  return (
    <Card
      {...common}
      text={w.table.playgroundText}
      command={COMMAND}
      button={w.table.copyCommand}
      onPick={() => void copyText(COMMAND)}
    />
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
