/** The bar at the top: filter, what is shown of how many, what runs, what is lost. */
import { openJobs } from '../consoles/dock-state.ts';
import { menuKeys, withKeys } from '../commands/shown-keys.ts';
import { changeSettings, useSettings } from '../settings/settings.ts';
import { useTables } from '../store.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icons.tsx';
import { openMenuBelow } from '../ui/menu.tsx';
import { MessagesButton } from '../ui/message-list.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import { chosenHosts, sessionItems } from '../sessions/session-menu.ts';
import { setWindow, useWindow } from '../window-state.ts';
import { language, useWords } from '../words/words.ts';
import { FilterField } from './filter-field.tsx';
import { useRows } from './row-source.ts';
import { columnMenu } from './table-menu.ts';
import { isDown } from './views.ts';

export function Header() {
  const sidebar = useSettings((state) => state.sidebar);
  const { bar, commands } = useWords();
  const details = useSettings((state) => state.details);
  return (
    <header className="header">
      <Button
        look="ghost"
        icon="side"
        hint={withKeys(commands['pane.sidebar'], 'pane.sidebar')}
        aria-pressed={sidebar}
        onClick={() => changeSettings({ sidebar: !sidebar })}
      />
      <FilterField />
      <SourceSwitch />
      <Counts />
      <span className="grow" />
      <CoreStatus />
      <LostHosts />
      <RunningJobs />
      <MessagesButton />
      <Button
        look="ghost"
        icon="plus"
        hint={bar.addHosts}
        data-testid="add-hosts"
        onClick={({ currentTarget }) =>
          openMenuBelow(currentTarget, () => [
            {
              label: bar.addHost,
              icon: 'plus',
              ...menuKeys('host.add'),
              onPick: () => setWindow({ dialog: { kind: 'add-host' } }),
            },
            {
              label: bar.importHosts,
              icon: 'import',
              ...menuKeys('hosts.import'),
              onPick: () => setWindow({ dialog: { kind: 'import' } }),
            },
            'line',
            ...sessionItems(chosenHosts()),
          ])
        }
      />
      <Button
        look="ghost"
        icon="columns"
        hint={bar.columns}
        id="columns"
        data-testid="columns"
        onClick={({ currentTarget }) => openMenuBelow(currentTarget, columnMenu)}
      />
      <Button
        look="ghost"
        icon="settings"
        hint={withKeys(commands['settings.open'], 'settings.open')}
        data-testid="open-settings"
        onClick={() => setWindow({ dialog: { kind: 'settings' } })}
      />
      <Button
        look="ghost"
        icon="details"
        hint={withKeys(commands['pane.details'], 'pane.details')}
        aria-pressed={details}
        data-testid="toggle-details"
        onClick={() => changeSettings({ details: !details })}
      />
    </header>
  );
}

const SOURCES = ['all', 'list', 'enumerate'] as const;

/** What of the machines is told: the switch between LIST and ENUMERATE. */
function SourceSwitch() {
  const { bar } = useWords();
  const source = useWindow((state) => state.source);
  return (
    <div className="segments source" role="radiogroup" aria-label={bar.sources}>
      {SOURCES.map((value) => (
        // biome-ignore lint/a11y/useSemanticElements: a native radio button cannot be drawn as a segment
        <button
          key={value}
          type="button"
          role="radio"
          aria-checked={source === value}
          data-tip={bar[`${value}Hint`]}
          data-testid={`source-${value}`}
          onClick={() => setWindow({ source: value })}
        >
          {bar[value]}
        </button>
      ))}
    </div>
  );
}

function Counts() {
  const { bar } = useWords();
  const total = useTables((state) => state.machines.size);
  const matching = useRows((state) => state.matching);
  const selected = useWindow((state) => state.selected.size);
  const text =
    matching === total
      ? bar.machines(total)
      : bar.some(matching.toLocaleString(language()), total.toLocaleString(language()));
  return (
    <span className="counts muted" data-testid="counts" aria-live="polite">
      {selected > 0 ? bar.selected(text, selected) : text}
    </span>
  );
}

function CoreStatus() {
  const { bar } = useWords();
  const core = useTables((state) => state.core);
  const tries = useTables((state) => state.tries);
  if (core === 'up' || (core === 'connecting' && tries < 2)) return null;
  return (
    <span className="status" data-testid="reconnecting">
      <StateMark state="connecting" />
      <span className="bar-text">{core === 'reconnecting' ? bar.reconnecting : bar.silent}</span>
    </span>
  );
}

function LostHosts() {
  const { bar } = useWords();
  const lost = useTables((state) => [...state.hosts.values()].filter(isDown).length);
  if (lost === 0) return null;
  return (
    <Button
      look="ghost"
      small
      aria-label={bar.lost(lost)}
      data-testid="lost-count"
      onClick={() => setWindow({ view: { kind: 'lost' } })}
    >
      <StateMark state="lost" />
      <span className="bar-text">{bar.lost(lost)}</span>
    </Button>
  );
}

function RunningJobs() {
  const { bar, commands } = useWords();
  const running = useTables(
    (state) =>
      [...state.jobs.values()].filter((job) => job.state === 'running' || job.state === 'queued').length,
  );
  const text = running > 0 ? bar.running(running) : commands['jobs.open'];
  return (
    <Button
      look="ghost"
      small
      aria-label={text}
      data-testid="open-jobs"
      hint={withKeys(commands['jobs.open'], 'jobs.open')}
      onClick={() => openJobs()}
    >
      {running > 0 ? <StateMark state="starting" /> : <Icon name="jobs" />}
      <span className="bar-text">{text}</span>
    </Button>
  );
}
