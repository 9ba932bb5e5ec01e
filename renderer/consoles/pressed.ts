/** Our keys in the console that is in front, wherever they come from: its keyboard, the palette. */
import { type RefObject, useEffect, useRef } from 'react';
import { commonKey, isCommon } from './common-keys.ts';
import type { ConsoleKey } from './console-keys.ts';

/** What a console can do now, beside what all can. */
export type ConsoleDeeds = Partial<Record<ConsoleKey, () => void>>;

/** By panel. */
const known = new Map<string, RefObject<ConsoleDeeds>>();

/** What can be done with the console in this panel, as of the last drawing. */
export function useDeeds(panel: string, deeds: ConsoleDeeds): void {
  const latest = useRef(deeds);
  latest.current = deeds;
  useEffect(() => {
    known.set(panel, latest);
    return () => void known.delete(panel);
  }, [panel]);
}

export const canPress = (key: ConsoleKey, panel = ''): boolean =>
  panel !== '' && (isCommon(key) || known.get(panel)?.current[key] !== undefined);

export function pressInConsole(key: ConsoleKey, panel = ''): void {
  const deed = known.get(panel)?.current[key];
  if (deed !== undefined) deed();
  else commonKey(key, panel);
}
