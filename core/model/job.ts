/** Jobs: one step running, with progress, log and abort. */
import type { MachineAction } from './action.ts';
import type { FailureData } from './failure.ts';

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'aborted';

export interface Job {
  readonly id: string;
  readonly action: MachineAction;
  /** The ctys call, exactly as it can be typed. */
  readonly call: string;
  /** Id and path of the machine it acts on. */
  readonly machine: string;
  readonly path: string;
  readonly state: JobState;
  /** What it does at this moment, in a few words. */
  readonly progress?: string;
  /** epoch ms */
  readonly started: number;
  readonly ended?: number;
  readonly failure?: FailureData;
}

export interface LogLine {
  /** epoch ms */
  readonly at: number;
  readonly text: string;
  /** What was run said it; absent: ctys did. */
  readonly from?: 'output';
}
