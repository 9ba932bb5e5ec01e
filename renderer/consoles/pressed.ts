/** Our keys in the console that is in front, wherever they come from: its keyboard, the palette. And deeds of other panels. */
import { type RefObject, useEffect, useRef } from 'react';
import { commonKey, isCommon } from './common-keys.ts';
import type { CommandId } from '../commands/command-table.ts';
import type { ConsoleKey } from './console-keys.ts';

/** Commands of panels that are no consoles. */
export type PanelCommand = Exclude<
  Extract<CommandId, `files.${string}` | `playback.${string}`>,
  'files.local'
>;

export const isOfPanel = (id: CommandId): id is PanelCommand =>
  id !== 'files.local' && (id.startsWith('files.') || id.startsWith('playback.'));

/** What a console can do now, beside what all can. */
export type ConsoleDeeds = Partial<Record<ConsoleKey, () => void>>;
type Deeds = Partial<Record<ConsoleKey | PanelCommand, () => void>>;

/** By panel. */
const known = new Map<string, RefObject<Deeds>>();

/** What can be done with what is in this panel, as of the last drawing. */
export function useDeeds(panel: string, deeds: Deeds): void {
  const latest = useRef(deeds);
  latest.current = deeds;
  useEffect(() => {
    known.set(panel, latest);
    return () => void known.delete(panel);
  }, [panel]);
}

export const panelDeed = (command: PanelCommand, panel = ''): (() => void) | undefined =>
  known.get(panel)?.current[command];

export const canPress = (key: ConsoleKey, panel = ''): boolean =>
  panel !== '' && (isCommon(key) || known.get(panel)?.current[key] !== undefined);

export function pressInConsole(key: ConsoleKey, panel = ''): void {
  const deed = known.get(panel)?.current[key];
  if (deed !== undefined) deed();
  else commonKey(key, panel);
}
