/**
 * How good a picture a line gets by itself: worse soon where frames take long, better after a while of quick ones. What was
 * tried and did not hold is tried again later and later.
 */
import { LEVELS, type Level } from './screen-options.ts';

/** What was seen of a screen over a second or more. */
export interface Stretch {
  readonly bytes: number;
  /** ms in which a frame had begun and was not whole yet. */
  readonly busy: number;
  /** That became whole. */
  readonly frames: number;
}

export interface Pace {
  readonly level: Level;
  /** Slow stretches in a row. */
  readonly slow: number;
  /** Quick ones since the last slow one or change. */
  readonly quick: number;
  /** So many quick ones before a better picture is tried. */
  readonly patience: number;
  /** The last change was one for the better. */
  readonly tried: boolean;
}

export const FIRST_PACE: Pace = { level: 'balanced', slow: 0, quick: 0, patience: 3, tried: false };

/** ms a frame. A better picture is two to three times as large: between the two limits is room for that. */
const SLOW = 200;
const QUICK = 40;
/** Bytes a ms from which it is not the line that is slow. */
const WIDE = 2_500;
/** Less than this says nothing about a line. */
const LEAST_BYTES = 8_192;
const SLOW_IN_A_ROW = 2;
const MOST_PATIENCE = 96;

export function nextPace(pace: Pace, { bytes, busy, frames }: Stretch): Pace {
  const each = busy / Math.max(1, frames);
  if (each >= SLOW && bytes < WIDE * busy) {
    const slow = pace.slow + 1;
    return slow < SLOW_IN_A_ROW ? { ...pace, slow, quick: 0 } : worse(pace);
  }
  if (each > QUICK || bytes < LEAST_BYTES) return { ...pace, slow: 0 };
  const quick = pace.quick + 1;
  return quick < pace.patience ? { ...pace, slow: 0, quick } : better(pace);
}

/** The best is the first. */
const beside = (level: Level, by: 1 | -1): Level | undefined => LEVELS[LEVELS.indexOf(level) + by];

function worse({ level, patience, tried }: Pace): Pace {
  const next = beside(level, 1);
  const longer = tried ? Math.min(MOST_PATIENCE, patience * 2) : patience;
  return { level: next ?? level, slow: 0, quick: 0, patience: longer, tried: false };
}

function better(pace: Pace): Pace {
  const next = beside(pace.level, -1);
  return { ...pace, slow: 0, quick: 0, ...(next !== undefined && { level: next, tried: true }) };
}
