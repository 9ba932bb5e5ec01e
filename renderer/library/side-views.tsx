/** Saved views in the side bar: a filter and columns under a name, the same that `macro:NAME` is in a call. */
import { formatMacro } from '../../core/ctys/macro-file.ts';
import { runText } from '../calls/carry-out.tsx';
import { changeSettings, useSettings } from '../settings/settings.ts';
import { copyText } from '../ui/clipboard.ts';
import { Icon } from '../ui/icons.tsx';
import { type MenuItem, openMenu } from '../ui/menu.tsx';
import { setWindow, useWindow } from '../window-state.ts';
import { kindOf } from '../../core/ctys/macro-kind.ts';
import { type SavedMacro, useLibrary } from './library.ts';
import { askToRemove } from './remove-macro.tsx';
import { arrangedBy, viewMacro } from './view-macro.ts';
import { useWords, words } from '../words/words.ts';

export const saveView = (): void =>
  setWindow({ dialog: { kind: 'macro', macro: viewMacro(useWindow.getState(), useSettings.getState()) } });

export function SavedViews() {
  const w = useWords();
  const macros = useLibrary((state) => state.macros);
  const views = macros.filter((macro) => macro.file === 'default' && kindOf(macro) === 'view');
  return (
    <>
      {views.map((macro) => (
        <SavedView key={macro.name} macro={macro} />
      ))}
      <li>
        <button type="button" className="side-entry muted" data-testid="save-view" onClick={saveView}>
          <Icon name="plus" />
          <span className="grow cut">{w.library.saveView}</span>
        </button>
      </li>
    </>
  );
}

function SavedView({ macro }: { readonly macro: SavedMacro }) {
  const { name, filter = '' } = macro;
  const chosen = useWindow(({ view }) => view.kind === 'saved' && view.name === name);
  const choose = (): void => {
    if (!chosen) changeSettings(arrangedBy(macro));
    setWindow(
      chosen
        ? { view: { kind: 'all' }, filter: '' }
        : { view: { kind: 'saved', name }, source: 'all', filter },
    );
  };
  return (
    <li>
      <button
        type="button"
        className="side-entry"
        aria-current={chosen || undefined}
        data-tip={filter}
        data-testid={`view-${name}`}
        onClick={choose}
        onContextMenu={(event) => {
          event.preventDefault();
          openMenu({ at: { x: event.clientX, y: event.clientY }, items: () => menuOf(macro) });
        }}
      >
        <Icon name="list" />
        <span className="grow cut">{name}</span>
      </button>
    </li>
  );
}

const menuOf = (macro: SavedMacro): readonly MenuItem[] => [
  { title: macro.name },
  {
    label: words().library.tellText,
    icon: 'terminal',
    onPick: () => runText(`ctys -a list=macro:${macro.name}`),
  },
  {
    label: words().library.change,
    onPick: () => setWindow({ dialog: { kind: 'macro', macro, was: macro.name } }),
  },
  { label: words().library.copyText, icon: 'copy', onPick: () => void copyText(formatMacro(macro)) },
  'line',
  { label: words().common.remove, danger: true, onPick: () => void askToRemove(macro.name) },
];
