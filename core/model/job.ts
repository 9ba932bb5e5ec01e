/** Jobs: one step running, with progress, log and abort. */
import type { MachineAction, ToolAction } from './action.ts';
import type { FailureData } from './failure.ts';
import type { WayBy } from './step.ts';

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'aborted';

/** What a job carries out: a verb on a machine, or the making of one. */
export type JobAction = MachineAction | ToolAction;

export interface Job {
  readonly id: string;
  readonly action: JobAction;
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
  /** Of all jobs of one plan the same; absent: it is a plan by itself. */
  readonly run?: string;
  /** The way it is on, or went last. */
  readonly way?: WayBy;
}

export const isOver = ({ state }: Job): boolean =>
  state === 'done' || state === 'failed' || state === 'aborted';

export interface LogLine {
  /** epoch ms */
  readonly at: number;
  readonly text: string;
  /** What was run said it; absent: ctys did. */
  readonly from?: 'output';
}
