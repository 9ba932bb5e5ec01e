/** What was called, and how it went. */
import type { FailureData } from './failure.ts';
import type { JobAction, JobState } from './job.ts';

export interface HistoryEntry {
  readonly id: string;
  /** epoch ms */
  readonly at: number;
  /** The ctys call. */
  readonly call: string;
  /** Path of the machine it was about. */
  readonly machine: string;
  /** Absent: the entry is from before actions had their present shape. */
  readonly action?: JobAction;
  /** How it ended; absent: it goes on, or the product ended before it did. */
  readonly state?: JobState;
  /** ms */
  readonly duration?: number;
  readonly failure?: FailureData;
}
