export const vault = {
  title: 'Vault',
  none: 'Nothing is kept yet. Passwords you choose to keep are sealed in one file with a passphrase.',
  locked: 'The vault is locked. What is kept is asked for as if it were not, until it is unlocked.',
  openBy: (by: 'passphrase' | 'keyring') =>
    by === 'keyring' ? 'Open, by the keyring of this system.' : 'Open, until ctys ends or you lock it.',
  empty: 'Nothing is kept.',
  make: 'Make the vault',
  unlock: 'Unlock',
  lock: 'Lock',
  done: 'Done',
  forget: (name: string) => `Forget ${name}`,
  passphrase: 'Passphrase of the vault',
  newPassphrase: 'New passphrase for the vault, at least 8 characters',
  keep: 'Keep it in the vault',
  unlockToUse: 'The vault is locked: its passphrase opens it, and answers this if it is kept there.',
} as const;
