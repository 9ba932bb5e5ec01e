/** How a screen is shown and what it costs: words, and what they mean to noVNC. */
import type RFB from '@novnc/novnc';
import type { Settings } from '../settings/settings.ts';

export type Scaling = Settings['scaling'];

export const SCALING_WORDS: readonly (readonly [scaling: Scaling, title: string])[] = [
  ['fit', 'Scaled to fit'],
  ['actual', 'At actual size'],
  ['guest', 'The guest follows the window'],
];

export const QUALITIES = ['best', 'balanced', 'quick'] as const;
export type Quality = (typeof QUALITIES)[number];

export const QUALITY_WORDS: readonly (readonly [quality: Quality, title: string])[] = [
  ['best', 'Best picture'],
  ['balanced', 'Balanced'],
  ['quick', 'For slow lines'],
];

/** JPEG quality and compression level, 0 to 9. */
const LEVELS: Readonly<Record<Quality, readonly [quality: number, compression: number]>> = {
  best: [9, 1],
  balanced: [6, 2],
  quick: [2, 9],
};

export interface ScreenOptions {
  readonly scaling: Scaling;
  readonly quality: Quality;
  readonly viewOnly: boolean;
  /** Out of sight, its place has no size that a guest should take. */
  readonly visible: boolean;
}

export function applyOptions(rfb: RFB, { scaling, quality, viewOnly, visible }: ScreenOptions): void {
  rfb.viewOnly = viewOnly;
  // A guest that cannot follow is scaled.
  rfb.resizeSession = scaling === 'guest' && visible && !viewOnly;
  rfb.scaleViewport = scaling !== 'actual';
  [rfb.qualityLevel, rfb.compressionLevel] = LEVELS[quality];
}
