/** Where settings are kept: the file, a folder they are shared through, and the profile they are of. */
import { type ReactNode, useState } from 'react';
import type { FailureData } from '../../core/model/failure.ts';
import { pathText, type StoredValue } from '../../core/model/stored-settings.ts';
import { asFailure } from '../client.ts';
import { theCore } from '../core.ts';
import { Button } from '../ui/button.tsx';
import { FailureView } from '../ui/failure.tsx';
import { ChoiceField, TextField } from '../ui/field.tsx';
import { moment } from '../words/forms.ts';
import { language, told, useWords } from '../words/words.ts';
import { exportSettings, importSettings } from './settings-file.ts';
import { useStored } from './stored.ts';

export function FilePage() {
  const [failure, setFailure] = useState<FailureData | null>(null);
  const tryTo = async (work: () => Promise<unknown>): Promise<void> => {
    setFailure(null);
    await work().catch((caught: unknown) => setFailure(asFailure(caught)));
  };
  return (
    <>
      <FilePart tryTo={tryTo} />
      <SyncPart tryTo={tryTo} />
      <ProfilePart tryTo={tryTo} />
      {failure !== null && <FailureView failure={failure} />}
    </>
  );
}

interface PartProps {
  readonly tryTo: (work: () => Promise<unknown>) => Promise<void>;
}

interface PartFrame {
  readonly title: string;
  readonly help: string;
  readonly children: ReactNode;
}

const Part = ({ title, help, children }: PartFrame) => (
  <section className="setting-part" aria-label={title}>
    <h3 className="setting-title">{title}</h3>
    <p className="muted">{help}</p>
    {children}
  </section>
);

function FilePart({ tryTo }: PartProps) {
  const { settings } = useWords();
  const file = useStored((state) => state.file);
  return (
    <Part title={settings.file} help={settings.fileHelp}>
      <p className="mono selectable" data-testid="settings-file">
        {file}
      </p>
      <div className="setting-buttons">
        <Button data-testid="settings-export" onClick={() => void tryTo(exportSettings)}>
          {settings.export}
        </Button>
        <Button data-testid="settings-import" onClick={() => void tryTo(importSettings)}>
          {settings.import}
        </Button>
      </div>
    </Part>
  );
}

function SyncPart({ tryTo }: PartProps) {
  const { settings } = useWords();
  const sync = useStored((state) => state.sync);
  const [folder, setFolder] = useState('');
  const use = (to: string | null) => (): void =>
    void tryTo(() => theCore().api.settings.sync({ folder: to }));
  return (
    <Part title={settings.syncFolder} help={settings.syncHelp}>
      {sync === null ? (
        <div className="setting-joined">
          <TextField
            label={settings.folder}
            placeholder="~/Nextcloud/ctys"
            value={folder}
            data-testid="sync-folder"
            onText={setFolder}
          />
          <Button
            data-testid="sync-start"
            reason={folder.trim() === '' ? settings.folderFirst : undefined}
            onClick={use(folder)}
          >
            {settings.syncStart}
          </Button>
        </div>
      ) : (
        <div className="setting-joined">
          <div className="grow">
            <p className="mono selectable cut">{sync.folder}</p>
            <p className="muted" data-testid="sync-state" role="status">
              {sync.trouble === undefined && sync.conflicts.length === 0 && sync.at !== undefined
                ? settings.syncedAt(moment(language(), sync.at))
                : told(sync.trouble?.message)}{' '}
              {told(sync.trouble?.remedy)}
            </p>
          </div>
          <Button data-testid="sync-stop" onClick={use(null)}>
            {settings.syncStop}
          </Button>
        </div>
      )}
      <Conflicts tryTo={tryTo} />
    </Part>
  );
}

function Conflicts({ tryTo }: PartProps) {
  const { settings } = useWords();
  const conflicts = useStored((state) => state.sync?.conflicts) ?? [];
  if (conflicts.length === 0) return null;
  const text = (value: StoredValue | null): string =>
    value === null ? settings.unset : typeof value === 'object' ? value.join(', ') : String(value);
  const resolve = (take: 'mine' | 'theirs') => (): void =>
    void tryTo(() => theCore().api.settings.resolve({ take }));
  return (
    <div className="setting-conflicts" data-testid="sync-conflicts" role="alert">
      <p>{settings.conflicts(conflicts.length)}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{settings.setting}</th>
            <th scope="col">{settings.here}</th>
            <th scope="col">{settings.there}</th>
          </tr>
        </thead>
        <tbody>
          {conflicts.map(({ path, mine, theirs }) => (
            <tr key={pathText(path)}>
              <th scope="row" className="mono">
                {pathText(path)}
              </th>
              <td>{text(mine)}</td>
              <td>{text(theirs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="setting-buttons">
        <Button data-testid="sync-mine" onClick={resolve('mine')}>
          {settings.keepMine}
        </Button>
        <Button data-testid="sync-theirs" onClick={resolve('theirs')}>
          {settings.takeTheirs}
        </Button>
      </div>
    </div>
  );
}

function ProfilePart({ tryTo }: PartProps) {
  const { settings } = useWords();
  const { profile, profiles } = useStored();
  const [name, setName] = useState('');
  const go = (to: string): void => void tryTo(() => theCore().api.settings.profile({ name: to }));
  const named = (one: string): readonly [string, string] => [
    one,
    one === 'default' ? settings.profileDefault : one,
  ];
  return (
    <Part title={settings.profile} help={settings.profileHelp}>
      <div className="setting-joined">
        <ChoiceField
          label={settings.profileNow}
          value={profile}
          data-testid="profile"
          options={[...new Set([...profiles, profile])].map(named)}
          onPick={go}
        />
        <TextField label={settings.profileNew} value={name} data-testid="profile-new" onText={setName} />
        <Button
          data-testid="profile-make"
          reason={name.trim() === '' ? settings.profileFirst : undefined}
          onClick={() => go(name.trim())}
        >
          {settings.profileSwitch}
        </Button>
      </div>
    </Part>
  );
}
