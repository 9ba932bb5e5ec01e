/** What a command has of the world beside its words; tests give it their own. */
export interface Io {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Width of the terminal in characters; undefined: it is none. */
  readonly columns: number | undefined;
  /** Colours may be used; only ever on a terminal. */
  readonly color: boolean;
  /** Somebody watches what is said on stderr. */
  readonly watched: boolean;
  /** A person sits at a terminal and can be asked. */
  readonly canAsk: boolean;
  /** Aborted when the person stops the command. */
  readonly signal: AbortSignal;
}
