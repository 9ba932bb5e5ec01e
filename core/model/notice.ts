/** Something a person should know that belongs to no row: a damaged file set aside, an error in hosts.yaml. */
import type { FailureData } from './failure.ts';

export interface Notice {
  /** The same id replaces: one notice a subject. */
  readonly id: string;
  readonly level: 'info' | 'warning' | 'error';
  readonly failure: FailureData;
  /** epoch ms */
  readonly at: number;
}
