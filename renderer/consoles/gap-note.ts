import { formatSpan, formatTime } from '../ui/format.ts';
import { words } from '../words/words.ts';

/** What was said in between is missing, and is said to be. */
export const gapNote = (from: number, to: number): string =>
  words().consoles.gap(formatTime(to), formatSpan(to - from));
