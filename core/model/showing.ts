/** A console that somebody without a window, the command line for one, wants shown in one. */
export interface Showing {
  /** Machine id. */
  readonly machine: string;
  /** The console's offer. */
  readonly console: string;
}
