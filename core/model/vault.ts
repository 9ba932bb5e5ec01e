/** Where secrets are kept that a person asked to be kept. */
export interface VaultState {
  /** none: it is made with the first secret. */
  readonly at: 'none' | 'locked' | 'open';
  /** What opens it. */
  readonly by: 'passphrase' | 'keyring';
  /** It has a passphrase, of its own or beside the keyring. */
  readonly passphrase: boolean;
  /** What is kept, without the secrets; of an open one only. */
  readonly names: readonly string[];
}
