/** How a screen is shown and what it costs: words, and what they mean to noVNC. */
import type RFB from '@novnc/novnc';
import type { Settings } from '../settings/settings.ts';
import { words } from '../words/words.ts';

export type Scaling = Settings['scaling'];

export const SCALINGS: readonly Scaling[] = ['fit', 'actual', 'guest'];

/** How good a picture is, the best first. */
export const LEVELS = ['best', 'balanced', 'quick'] as const;
export type Level = (typeof LEVELS)[number];
/** `auto`: as the line has it. */
export const QUALITIES = ['auto', ...LEVELS] as const;
export type Quality = (typeof QUALITIES)[number];

/** `level`: the one that is shown. */
export function qualityWord(quality: Quality, level: Level): string {
  const { byItself, qualities } = words().consoles;
  return quality === 'auto' ? byItself(qualities[level]) : qualities[quality];
}

/** JPEG quality and compression level, 0 to 9. */
const COSTS: Readonly<Record<Level, readonly [quality: number, compression: number]>> = {
  best: [9, 1],
  balanced: [6, 2],
  quick: [2, 9],
};

export interface ScreenOptions {
  readonly scaling: Scaling;
  readonly level: Level;
  /** A guest that follows its place gets the display's own pixels. */
  readonly ownPixels: boolean;
  readonly viewOnly: boolean;
  /** Out of sight, its place has no size that a guest should take. */
  readonly visible: boolean;
  /** Somebody sees it, or a video is made of it. */
  readonly watched: boolean;
}

/** To be called again when the pixels of the display have changed. */
export function applyOptions(rfb: RFB, { scaling, level, viewOnly, visible }: ScreenOptions): void {
  rfb.viewOnly = viewOnly;
  // A guest that cannot follow is scaled.
  rfb.resizeSession = scaling === 'guest' && visible && !viewOnly;
  rfb.scaleViewport = scaling !== 'actual';
  [rfb.qualityLevel, rfb.compressionLevel] = COSTS[level];
}
