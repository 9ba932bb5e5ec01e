/** The bar at the top: filter, what is shown of how many, what runs, what is lost. */
import type { KeyboardEvent } from 'react';
import { openJobs } from '../consoles/dock-state.ts';
import { changeSettings, useSettings } from '../settings/settings.ts';
import { useTables } from '../store.ts';
import { Button } from '../ui/button.tsx';
import { count } from '../ui/format.ts';
import { Icon } from '../ui/icons.tsx';
import { openMenuBelow } from '../ui/menu.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import { setWindow, useWindow } from '../window-state.ts';
import { FILTER_KEYS } from '../../core/ctys/filter.ts';
import { useRows } from './row-source.ts';
import { columnMenu } from './table-menu.ts';
import { isDown } from './views.ts';

const FILTER_HINT = `Words are looked for anywhere; key:value in one fact, * is any text, - turns a word around.\nKeys: ${FILTER_KEYS.join(' ')}`;

export function Header() {
  const sidebar = useSettings((state) => state.sidebar);
  const details = useSettings((state) => state.details);
  return (
    <header className="header">
      <Button
        look="ghost"
        icon="side"
        hint="Side bar"
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
      <Button
        look="ghost"
        icon="plus"
        hint="Add hosts"
        data-testid="add-hosts"
        onClick={({ currentTarget }) =>
          openMenuBelow(currentTarget, () => [
            { label: 'Add a host…', icon: 'plus', onPick: () => setWindow({ dialog: { kind: 'add-host' } }) },
            {
              label: 'Import from ~/.ssh/config…',
              icon: 'import',
              onPick: () => setWindow({ dialog: { kind: 'import' } }),
            },
          ])
        }
      />
      <Button
        look="ghost"
        icon="columns"
        hint="Columns and groups"
        data-testid="columns"
        onClick={({ currentTarget }) => openMenuBelow(currentTarget, columnMenu)}
      />
      <Button
        look="ghost"
        icon="settings"
        hint="Settings"
        data-testid="open-settings"
        onClick={() => setWindow({ dialog: { kind: 'settings' } })}
      />
      <Button
        look="ghost"
        icon="details"
        hint="Details"
        aria-pressed={details}
        data-testid="toggle-details"
        onClick={() => changeSettings({ details: !details })}
      />
    </header>
  );
}

function FilterField() {
  const filter = useWindow((state) => state.filter);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Escape' && filter !== '') setWindow({ filter: '' });
    else if (['Escape', 'Enter', 'ArrowDown'].includes(event.key))
      document.querySelector<HTMLElement>('.rows')?.focus();
    else return;
    event.preventDefault();
  };
  return (
    <div className="filter" data-tip={FILTER_HINT}>
      <Icon name="search" />
      <input
        id="filter"
        className="input"
        type="text"
        aria-label="Filter machines"
        placeholder="Filter: words, state:running, host:lab0*"
        spellCheck={false}
        autoComplete="off"
        value={filter}
        data-testid="filter"
        onChange={(event) => setWindow({ filter: event.target.value })}
        onKeyDown={onKeyDown}
      />
      {filter === '' ? (
        <kbd>/</kbd>
      ) : (
        <Button
          look="ghost"
          small
          icon="close"
          hint="Clear the filter"
          onClick={() => setWindow({ filter: '' })}
        />
      )}
    </div>
  );
}

const SOURCE_WORDS = [
  ['all', 'All', 'Every machine that is known'],
  ['list', 'Running', 'What runs: ctys -a list'],
  ['enumerate', 'Configured', 'What is stored: ctys -a enumerate'],
] as const;

/** What of the machines is told: the switch between LIST and ENUMERATE. */
function SourceSwitch() {
  const source = useWindow((state) => state.source);
  return (
    <div className="segments source" role="radiogroup" aria-label="What is told of machines">
      {SOURCE_WORDS.map(([value, title, hint]) => (
        // biome-ignore lint/a11y/useSemanticElements: a native radio button cannot be drawn as a segment
        <button
          key={value}
          type="button"
          role="radio"
          aria-checked={source === value}
          data-tip={hint}
          data-testid={`source-${value}`}
          onClick={() => setWindow({ source: value })}
        >
          {title}
        </button>
      ))}
    </div>
  );
}

function Counts() {
  const total = useTables((state) => state.machines.size);
  const matching = useRows((state) => state.matching);
  const selected = useWindow((state) => state.selected.size);
  const text =
    matching === total
      ? count(total, 'machine')
      : `${matching.toLocaleString('en')} of ${total.toLocaleString('en')}`;
  return (
    <span className="counts muted" data-testid="counts" aria-live="polite">
      {selected > 0 ? `${text}, ${selected} selected` : text}
    </span>
  );
}

function CoreStatus() {
  const core = useTables((state) => state.core);
  const tries = useTables((state) => state.tries);
  if (core === 'up' || (core === 'connecting' && tries < 2)) return null;
  return (
    <span className="status" data-testid="reconnecting">
      <StateMark state="connecting" />
      {core === 'reconnecting' ? 'Reconnecting to the core' : 'The core does not answer yet'}
    </span>
  );
}

function LostHosts() {
  const lost = useTables((state) => [...state.hosts.values()].filter(isDown).length);
  if (lost === 0) return null;
  return (
    <Button look="ghost" small data-testid="lost-count" onClick={() => setWindow({ view: { kind: 'lost' } })}>
      <StateMark state="lost" />
      {`${count(lost, 'host')} lost`}
    </Button>
  );
}

function RunningJobs() {
  const running = useTables(
    (state) =>
      [...state.jobs.values()].filter((job) => job.state === 'running' || job.state === 'queued').length,
  );
  return (
    <Button look="ghost" small data-testid="open-jobs" hint="Jobs" onClick={() => openJobs()}>
      {running > 0 ? <StateMark state="starting" /> : <Icon name="jobs" />}
      {running > 0 ? count(running, 'job') : 'Jobs'}
    </Button>
  );
}
