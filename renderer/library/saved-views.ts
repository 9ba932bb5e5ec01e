/** What can be done with a saved view: in the side bar, the palette and by commands. */
import { formatMacro } from '../../core/ctys/macro-file.ts';
import { kindOf } from '../../core/ctys/macro-kind.ts';
import { runText } from '../calls/carry-out.tsx';
import { menuKeys } from '../commands/shown-keys.ts';
import { changeSettings } from '../settings/settings.ts';
import { copyText } from '../ui/clipboard.ts';
import type { MenuItem } from '../ui/menu.tsx';
import { setWindow, useWindow } from '../window-state.ts';
import { words } from '../words/words.ts';
import { type SavedMacro, useLibrary } from './library.ts';
import { askToRemove } from './remove-macro.tsx';
import { arrangedBy } from './view-macro.ts';

export const isSavedView = (macro: SavedMacro): boolean =>
  macro.file === 'default' && kindOf(macro) === 'view';

/** Rows as it has them; what was chosen before is not kept. */
export function chooseView(macro: SavedMacro): void {
  const { name, filter = '' } = macro;
  changeSettings(arrangedBy(macro));
  setWindow({ view: { kind: 'saved', name }, source: 'all', filter });
}

export const leaveView = (): void => setWindow({ view: { kind: 'all' }, filter: '' });

/** The one that is shown now. */
export function chosenView(): SavedMacro | undefined {
  const { view } = useWindow.getState();
  return view.kind === 'saved'
    ? useLibrary.getState().macros.find((macro) => macro.name === view.name && isSavedView(macro))
    : undefined;
}

export function changeMacro(macro: SavedMacro | undefined): void {
  if (macro !== undefined) setWindow({ dialog: { kind: 'macro', macro, was: macro.name } });
}

export function removeChosenView(): void {
  const view = chosenView();
  if (view !== undefined) void askToRemove(view.name);
}

export const viewMenu = (macro: SavedMacro): readonly MenuItem[] => [
  { title: macro.name },
  {
    label: words().library.tellText,
    icon: 'terminal',
    onPick: () => runText(`ctys -a list=macro:${macro.name}`),
  },
  { label: words().library.change, ...menuKeys('view.change'), onPick: () => changeMacro(macro) },
  { label: words().library.copyText, icon: 'copy', onPick: () => void copyText(formatMacro(macro)) },
  'line',
  {
    label: words().common.remove,
    danger: true,
    ...menuKeys('view.remove'),
    onPick: () => void askToRemove(macro.name),
  },
];
