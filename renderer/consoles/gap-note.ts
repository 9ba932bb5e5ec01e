import { formatSpan, formatTime } from '../ui/format.ts';

/** What was said in between is missing, and is said to be. */
export const gapNote = (from: number, to: number): string =>
  `connected again ${formatTime(to)}; what was said in the ${formatSpan(to - from)} between is missing`;
