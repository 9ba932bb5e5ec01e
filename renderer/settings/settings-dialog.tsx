/** The settings: a form made from their table. Changes show at once and stand in the file; there is nothing to save. */
import { type ReactNode, useState } from 'react';
import { SECTIONS, type Section, SETTING_IDS, type SettingId, specOf } from '../../core/model/settings.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useWords, type Words } from '../words/words.ts';
import { commandsCalled, ShortcutsPage } from '../commands/shortcuts-page.tsx';
import { resetThem, setIn } from './reset-all.tsx';
import { FilePage } from './file-page.tsx';
import { ScopeField } from './scope-field.tsx';
import { type Scope, SettingLine } from './setting-line.tsx';
import './settings.css';
import { useStored } from './stored.ts';

const PAGES = [...SECTIONS, 'shortcuts', 'file'] as const;
type Page = (typeof PAGES)[number];

const pageTitle = ({ settings }: Words, page: Page): string =>
  page === 'file' || page === 'shortcuts' ? settings.pages[page] : settings.sections[page];

interface SettingsDialogProps {
  readonly first: Page;
  readonly onClose: () => void;
}

export function SettingsDialog({ first, onClose }: SettingsDialogProps) {
  const words = useWords();
  const [query, setQuery] = useState('');
  const [page, setPage] = useState<Page>(first);
  const [scope, setScope] = useState<Scope>({ kind: 'all' });
  const { settings } = words;
  const choose = (to: Page): void => {
    setPage(to);
    setQuery('');
  };
  return (
    <Dialog
      title={settings.title}
      testId="settings"
      look="settings-dialog"
      onCancel={onClose}
      onSubmit={onClose}
      actions={
        <>
          <ResetAll scope={scope} />
          <span className="grow" />
          <Button type="submit" look="primary">
            {settings.done}
          </Button>
        </>
      }
    >
      <div className="settings-bar">
        <input
          className="input"
          type="search"
          aria-label={settings.search}
          placeholder={settings.search}
          spellCheck={false}
          autoComplete="off"
          data-autofocus
          data-testid="settings-search"
          value={query}
          onChange={({ target }) => setQuery(target.value)}
        />
        <ScopeField scope={scope} onScope={setScope} />
      </div>
      <div className="settings-pages">
        <nav className="settings-nav" aria-label={settings.title}>
          {PAGES.map((one) => (
            <button
              key={one}
              type="button"
              className="settings-tab"
              aria-current={query === '' && one === page ? 'page' : undefined}
              data-testid={`settings-page-${one}`}
              onClick={() => choose(one)}
            >
              {pageTitle(words, one)}
            </button>
          ))}
        </nav>
        <div className="settings-body">
          {query !== '' ? <Found scope={scope} query={query} /> : <PageBody page={page} scope={scope} />}
        </div>
      </div>
    </Dialog>
  );
}

function PageBody({ page, scope }: { readonly page: Page; readonly scope: Scope }) {
  if (page === 'file') return <FilePage />;
  return page === 'shortcuts' ? <ShortcutsPage query="" /> : <Lines scope={scope} ids={idsOf(page)} />;
}

const idsOf = (section: Section): readonly SettingId[] =>
  SETTING_IDS.filter((id) => specOf(id).section === section);

/** What cannot differ there is left out. */
const inScope = (scope: Scope, ids: readonly SettingId[]): readonly SettingId[] =>
  scope.kind === 'all' ? ids : ids.filter((id) => specOf(id).perHost === true);

function Lines({ scope, ids }: { readonly scope: Scope; readonly ids: readonly SettingId[] }): ReactNode {
  const { settings } = useWords();
  const lines = inScope(scope, ids);
  if (lines.length === 0) return <p className="muted settings-none">{settings.notHere}</p>;
  // Another scope has other values: what was typed for one is not for the other.
  return lines.map((id) => <SettingLine key={`${JSON.stringify(scope)} ${id}`} scope={scope} id={id} />);
}

function Found({ scope, query }: { readonly scope: Scope; readonly query: string }) {
  const words = useWords();
  const { settings, settingNames } = words;
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = SETTING_IDS.filter((id) => {
    const { title, help, options = {} } = settingNames[id];
    const text = [id, title, help, ...Object.values(options)].join(' ').toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
  const commands = scope.kind === 'all' ? commandsCalled(query, words) : [];
  if (found.length + commands.length === 0) return <p className="muted settings-none">{settings.nothing}</p>;
  return (
    <>
      {found.length > 0 && <Lines scope={scope} ids={found} />}
      {commands.length > 0 && <ShortcutsPage query={query} />}
    </>
  );
}

/** Of the scope; shortcuts have a reset of their own. */
function ResetAll({ scope }: { readonly scope: Scope }) {
  const { settings } = useWords();
  const stored = useStored((state) => state.stored);
  const paths = setIn(stored, scope);
  return (
    <Button
      data-testid="settings-reset-all"
      reason={paths.length === 0 ? settings.nothingChanged : undefined}
      onClick={() => void resetThem(paths)}
    >
      {settings.resetAll}
    </Button>
  );
}
