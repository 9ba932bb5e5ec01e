import type { FailureData } from '../../core/model/failure.ts';
import { formatSpan, formatTime } from '../ui/format.ts';
import { words } from '../words/words.ts';

/** When a console was lost: when its host was last heard, where that is known. A loss is noticed later, after a sleep hours later. */
export function lostAt(failure: FailureData | undefined, now: number): number {
  const { heard } = failure?.data ?? {};
  return typeof heard === 'number' ? Math.min(heard, now) : now;
}

/** What was said in between is missing, and is said to be. */
export const gapNote = (from: number, to: number): string =>
  words().consoles.gap(formatTime(to), formatSpan(to - from));
