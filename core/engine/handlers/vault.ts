/** The vault, as clients meet it: its state and names, never a secret. */
import type { Vault } from '../vault/vault.ts';
import { api, guard, wire } from './guard.ts';

export const vaultHandlers = (vault: Vault) => ({
  vault: {
    state: api.vault.state.handler(({ errors }) => guard(errors, async () => wire(await vault.state()))),
    unlock: api.vault.unlock.handler(({ input, errors }) =>
      guard(errors, () => vault.unlock(input.passphrase)),
    ),
    change: api.vault.change.handler(({ input, errors }) =>
      guard(errors, () => vault.change(input.before, input.passphrase)),
    ),
    lock: api.vault.lock.handler(({ errors }) => guard(errors, () => vault.lock())),
    forget: api.vault.forget.handler(({ input, errors }) => guard(errors, () => vault.forget(input.name))),
  },
});
