/** Questions the engine asks a person through the contract. Answers never reach a log or a command line. */
export interface Prompt {
  readonly id: string;
  readonly host: string;
  readonly kind: 'password' | 'passphrase' | 'keyboard-interactive' | 'sudo' | 'host-key' | 'vnc-password';
  /** What is asked, in one sentence. */
  readonly text: string;
  /** Further facts, e.g. the fingerprint. */
  readonly detail?: string;
  /** One field an answer; empty for a yes/no question (answer `yes`). */
  readonly fields: readonly { readonly label: string; readonly echo: boolean }[];
  /** The name its answers may be kept under in the vault; absent: they may not. */
  readonly secret?: string;
  /** What was given before was not accepted: the vault is not asked. */
  readonly again?: true;
}

/** What is asked, before it has an id. */
export type Question = Omit<Prompt, 'id'>;

/** null: the person declined, or nobody is there to ask. */
export type Ask = (question: Question) => Promise<readonly string[] | null>;
