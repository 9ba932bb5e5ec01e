/** A screen's menus: the keys that are sent to it, and how it is shown. */
import { menuKeys } from '../commands/shown-keys.ts';
import { showTranscripts } from '../transcripts/transcripts-dialog.tsx';
import type { MenuItem } from '../ui/menu.tsx';
import { editCombinations } from './combinations-dialog.tsx';
import { COMBINATIONS, type Combination } from './key-combinations.ts';
import { useOwn } from './own-combinations.ts';
import { canRecord } from './recorder.ts';
import type { ScreenChoices } from './screen-choices.ts';
import { type Level, QUALITIES, qualityWord, SCALINGS } from './screen-options.ts';
import { words } from '../words/words.ts';

export function keysMenu(send: (keys: Combination['keys']) => void): readonly MenuItem[] {
  const entry = ({ title, keys }: Combination): MenuItem => ({ label: title, onPick: () => send(keys) });
  const { own } = useOwn.getState();
  return [
    ...COMBINATIONS.map(entry),
    ...(own.length > 0 ? (['line'] as const) : []),
    ...own.map(entry),
    'line',
    { label: words().consoles.otherCombinations, testId: 'edit-combinations', onPick: editCombinations },
  ];
}

export interface ScreenMenu {
  readonly choices: ScreenChoices;
  /** Of the picture that is shown now. */
  readonly level: Level;
  /** Pixels of the display a CSS pixel has. */
  readonly ratio: number;
  readonly attached: boolean;
  readonly recording: boolean;
  onChoose(change: Partial<ScreenChoices>): void;
  onRecord(): void;
}

export function screenMenu(menu: ScreenMenu): readonly MenuItem[] {
  const { choices, onChoose } = menu;
  const gone = menu.attached ? undefined : words().consoles.notConnected;
  return [
    { title: words().consoles.size },
    ...SCALINGS.map((scaling) => ({
      label: words().consoles.scalings[scaling],
      checked: choices.scaling === scaling,
      ...menuKeys(`console.${scaling}`),
      onPick: () => onChoose({ scaling }),
    })),
    ...(menu.ratio === 1 ? [] : [ownPixels(menu)]),
    { title: words().consoles.picture },
    ...QUALITIES.map((quality) => ({
      label: qualityWord(quality, menu.level),
      checked: choices.quality === quality,
      ...menuKeys(`console.quality-${quality}`),
      onPick: () => onChoose({ quality }),
    })),
    'line',
    {
      label: menu.recording ? words().consoles.endVideo : words().consoles.startVideo,
      icon: 'record',
      reason: canRecord() ? gone : words().consoles.noVideo,
      testId: 'record',
      ...menuKeys('console.video'),
      onPick: menu.onRecord,
    },
    { label: words().consoles.videos, ...menuKeys('transcripts.open'), onPick: showTranscripts },
  ];
}

const ownPixels = ({ choices, onChoose }: ScreenMenu): MenuItem => ({
  label: words().consoles.allPixels,
  checked: choices.ownPixels,
  reason: choices.scaling === 'guest' ? undefined : words().consoles.notFollowing,
  testId: 'own-pixels',
  ...menuKeys('console.own-pixels'),
  onPick: () => onChoose({ ownPixels: !choices.ownPixels }),
});
