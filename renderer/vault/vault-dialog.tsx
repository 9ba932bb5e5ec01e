/** The vault: whether it is open, and the names of what is kept. The secrets themselves never come here. */
import { useState } from 'react';
import type { VaultState } from '../../core/model/vault.ts';
import { theCore } from '../core.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { toast } from '../ui/toast.tsx';
import { useWords } from '../words/words.ts';
import { useVault, type VaultHook } from './use-vault.ts';
import './vault.css';

export function VaultDialog({ onClose }: { readonly onClose: () => void }) {
  const w = useWords().vault;
  const { vault, change } = useVault();
  const [passphrase, setPassphrase] = useState('');
  const [before, setBefore] = useState('');
  /** The passphrase is being changed, or a first one given. */
  const [changing, setChanging] = useState(false);
  const shut = vault !== undefined && vault.at !== 'open';
  const submit = (): void => {
    if (passphrase === '') {
      onClose();
      return;
    }
    const { api } = theCore();
    setPassphrase('');
    setBefore('');
    if (shut) void change(() => api.vault.unlock({ passphrase }));
    else
      void change(() => api.vault.change({ before, passphrase })).then((done) => {
        if (!done) return;
        setChanging(false);
        toast({ title: w.changed });
      });
  };
  return (
    <Dialog
      title={w.title}
      testId="vault"
      onCancel={onClose}
      onSubmit={submit}
      actions={
        <>
          {vault?.at === 'open' && vault.by === 'passphrase' && (
            <Button onClick={() => void change(() => theCore().api.vault.lock())}>{w.lock}</Button>
          )}
          {vault?.at === 'open' && !changing && (
            <Button onClick={() => setChanging(true)}>
              {vault.passphrase ? w.changePassphrase : w.setPassphrase}
            </Button>
          )}
          <Button type="submit" look="primary">
            {passphrase === '' ? w.done : !shut ? w.set : vault.at === 'none' ? w.make : w.unlock}
          </Button>
        </>
      }
    >
      {vault !== undefined && <VaultContent vault={vault} change={change} />}
      {changing && vault?.by === 'passphrase' && (
        <TextField
          label={w.oldPassphrase}
          type="password"
          autoFocus
          autoComplete="off"
          value={before}
          onText={setBefore}
        />
      )}
      {(shut || changing) && (
        <TextField
          label={shut && vault.at === 'locked' ? w.passphrase : w.newPassphrase}
          type="password"
          autoFocus={!changing || vault?.by === 'keyring'}
          autoComplete="off"
          value={passphrase}
          onText={setPassphrase}
        />
      )}
    </Dialog>
  );
}

function VaultContent({
  vault,
  change,
}: {
  readonly vault: VaultState;
  readonly change: VaultHook['change'];
}) {
  const w = useWords().vault;
  if (vault.at !== 'open') return <p className="muted">{vault.at === 'none' ? w.none : w.locked}</p>;
  return (
    <>
      <p className="muted">
        {w.openBy(vault.by)} {vault.by === 'keyring' && vault.passphrase && w.andPassphrase}
      </p>
      {vault.names.length === 0 && <p className="muted">{w.empty}</p>}
      <ul className="vault-names">
        {vault.names.map((name) => (
          <li key={name}>
            <span className="selectable">{name}</span>
            <Button
              look="ghost"
              small
              icon="close"
              hint={w.forget(name)}
              onClick={() => void change(() => theCore().api.vault.forget({ name }))}
            />
          </li>
        ))}
      </ul>
    </>
  );
}
