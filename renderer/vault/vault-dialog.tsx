/** The vault: whether it is open, and the names of what is kept. The secrets themselves never come here. */
import { useState } from 'react';
import type { VaultState } from '../../core/model/vault.ts';
import { theCore } from '../core.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { useWords } from '../words/words.ts';
import { useVault, type VaultHook } from './use-vault.ts';
import './vault.css';

export function VaultDialog({ onClose }: { readonly onClose: () => void }) {
  const w = useWords().vault;
  const { vault, change } = useVault();
  const [passphrase, setPassphrase] = useState('');
  const shut = vault !== undefined && vault.at !== 'open';
  const submit = (): void => {
    if (shut && passphrase !== '') {
      setPassphrase('');
      void change(() => theCore().api.vault.unlock({ passphrase }));
    } else onClose();
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
          <Button type="submit" look="primary">
            {shut && passphrase !== '' ? (vault.at === 'none' ? w.make : w.unlock) : w.done}
          </Button>
        </>
      }
    >
      {vault !== undefined && <VaultContent vault={vault} change={change} />}
      {shut && (
        <TextField
          label={vault.at === 'none' ? w.newPassphrase : w.passphrase}
          type="password"
          autoFocus
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
      <p className="muted">{w.openBy(vault.by)}</p>
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
