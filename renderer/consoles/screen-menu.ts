/** A screen's menus: the keys that are sent to it, and how it is shown. */
import type { MenuItem } from '../ui/menu.tsx';
import { editCombinations } from './combinations-dialog.tsx';
import { COMBINATIONS, type Combination } from './key-combinations.ts';
import { useOwn } from './own-combinations.ts';
import { canRecord } from './recorder.ts';
import { QUALITY_WORDS, type Quality, SCALING_WORDS, type Scaling } from './screen-options.ts';

export function keysMenu(send: (keys: Combination['keys']) => void): readonly MenuItem[] {
  const entry = ({ title, keys }: Combination): MenuItem => ({ label: title, onPick: () => send(keys) });
  const { own } = useOwn.getState();
  return [
    ...COMBINATIONS.map(entry),
    ...(own.length > 0 ? (['line'] as const) : []),
    ...own.map(entry),
    'line',
    { label: 'Other combinations…', testId: 'edit-combinations', onPick: editCombinations },
  ];
}

export interface ScreenMenu {
  readonly scaling: Scaling;
  readonly quality: Quality;
  readonly attached: boolean;
  readonly recording: boolean;
  onScaling(scaling: Scaling): void;
  onQuality(quality: Quality): void;
  onRecord(): void;
}

export function screenMenu(menu: ScreenMenu): readonly MenuItem[] {
  const gone = menu.attached ? undefined : 'The screen is not connected.';
  return [
    { title: 'Size' },
    ...SCALING_WORDS.map(([scaling, label]) => ({
      label,
      checked: menu.scaling === scaling,
      onPick: () => menu.onScaling(scaling),
    })),
    { title: 'Picture' },
    ...QUALITY_WORDS.map(([quality, label]) => ({
      label,
      checked: menu.quality === quality,
      onPick: () => menu.onQuality(quality),
    })),
    'line',
    {
      label: menu.recording ? 'End the video and save it' : 'Record a video',
      icon: 'record',
      reason: canRecord() ? gone : 'This browser records no videos.',
      testId: 'record',
      onPick: menu.onRecord,
    },
  ];
}
