/** The vault's state, asked of the core whenever it may have changed. */
import { useCallback, useEffect, useState } from 'react';
import type { VaultState } from '../../core/model/vault.ts';
import { theCore } from '../core.ts';
import { report } from '../machines/commands.tsx';

export interface VaultHook {
  /** undefined: not told yet. */
  readonly vault: VaultState | undefined;
  /** Looks again after `work`; what goes wrong is said. Whether it went well. */
  readonly change: (work: () => Promise<unknown>) => Promise<boolean>;
}

export function useVault(wanted = true): VaultHook {
  const [vault, setVault] = useState<VaultState>();
  const look = useCallback(async (): Promise<void> => setVault(await theCore().api.vault.state()), []);
  useEffect(() => {
    if (wanted) look().catch(report);
  }, [wanted, look]);
  const change = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      await look();
      return true;
    } catch (caught) {
      report(caught);
      return false;
    }
  };
  return { vault, change };
}
