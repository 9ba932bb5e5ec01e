/** A request as a value. Its text form is a ctys call (core/ctys). */
import type { Address } from './address.ts';
import type { Verb } from './verb.ts';

export interface Action {
  readonly verb: Verb;
  readonly target: Address;
  /** shutdown, suspend: seconds before the harder way is taken. */
  readonly delay?: number;
  /** resume: state file on the host; absent: the one the product keeps. suspend: where to write it. */
  readonly stateFile?: string;
  /** start, connect, resume: console to open, by its id. */
  readonly console?: string;
}

/** Seconds a guest gets to shut down before it is powered off (ctys DEFAULT_KILL_DELAY_POWEROFF). */
export const DEFAULT_POWEROFF_DELAY = 20;
