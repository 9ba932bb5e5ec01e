/** Below a question whose answer may be kept: whether it is, and what opens the vault for it. */
import { TextField, Switch } from '../ui/field.tsx';
import type { VaultState } from '../../core/model/vault.ts';
import { useWords } from '../words/words.ts';

interface KeepSecretProps {
  readonly vault: VaultState;
  readonly keep: boolean;
  readonly passphrase: string;
  readonly onKeep: (keep: boolean) => void;
  readonly onPassphrase: (passphrase: string) => void;
}

export function KeepSecret({ vault, keep, passphrase, onKeep, onPassphrase }: KeepSecretProps) {
  const w = useWords().vault;
  const asked = vault.at === 'locked' || (vault.at === 'none' && keep);
  return (
    <>
      <Switch label={w.keep} on={keep} onChange={onKeep} />
      {asked && (
        <TextField
          label={vault.at === 'none' ? w.newPassphrase : w.passphrase}
          {...(vault.at === 'locked' && { hint: w.unlockToUse })}
          type="password"
          autoComplete="off"
          value={passphrase}
          onText={onPassphrase}
        />
      )}
    </>
  );
}
