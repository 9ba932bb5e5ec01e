/** How a person wants one screen, where it differs from what the settings say. Kept by machine and console. */
import { useState } from 'react';
import { preferencesFor } from '../settings/stored.ts';
import type { ConsoleTarget } from './dock-state.ts';
import { kept, placeOf } from './kept.ts';
import { QUALITIES, type Quality, SCALINGS, type Scaling } from './screen-options.ts';

export interface ScreenChoices {
  readonly scaling: Scaling;
  readonly quality: Quality;
  /** A guest that follows its place gets the display's own pixels. */
  readonly ownPixels: boolean;
}

/** What can be used of a value of any origin. */
function sound(value: unknown): Partial<ScreenChoices> {
  if (typeof value !== 'object' || value === null) return {};
  const was = value as Readonly<Record<string, unknown>>;
  const scaling = SCALINGS.find((name) => name === was.scaling);
  const quality = QUALITIES.find((name) => name === was.quality);
  return {
    ...(scaling !== undefined && { scaling }),
    ...(quality !== undefined && { quality }),
    ...(typeof was.ownPixels === 'boolean' && { ownPixels: was.ownPixels }),
  };
}

const screens = kept('ctys.screens', sound);
export const parseChoices = screens.parse;

export function useChoices(
  target: ConsoleTarget,
): readonly [ScreenChoices, (change: Partial<ScreenChoices>) => void] {
  const place = placeOf(target);
  const [choices, setChoices] = useState<ScreenChoices>(() => ({
    scaling: preferencesFor(target.machine).scaling,
    quality: 'auto',
    ownPixels: false,
    ...screens.of(place),
  }));
  const choose = (change: Partial<ScreenChoices>): void => {
    setChoices({ ...choices, ...change });
    screens.keep(place, { ...screens.of(place), ...change });
  };
  return [choices, choose];
}
