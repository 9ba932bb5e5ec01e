/** Locks the vault from anywhere; where that cannot be done, its dialog says what it is. */
import { theCore } from '../core.ts';
import { toast } from '../ui/toast.tsx';
import { setWindow } from '../window-state.ts';
import { words } from '../words/words.ts';

/** @throws what the call throws */
export async function lockVault(): Promise<void> {
  const { vault } = theCore().api;
  const { at, by } = await vault.state();
  // What the system's keyring opens is open again at once.
  if (at !== 'open' || by !== 'passphrase') return setWindow({ dialog: { kind: 'vault' } });
  await vault.lock();
  toast({ title: words().vault.locked });
}
