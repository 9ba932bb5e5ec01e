/** Saved views in the side bar: a filter and columns under a name, the same that `macro:NAME` is in a call. */
import { formatMacro } from '../../core/ctys/macro-file.ts';
import { runText } from '../calls/carry-out.tsx';
import { useSettings } from '../settings/settings.ts';
import { copyText } from '../ui/clipboard.ts';
import { Icon } from '../ui/icons.tsx';
import { type MenuItem, openMenu } from '../ui/menu.tsx';
import { setWindow, useWindow } from '../window-state.ts';
import { kindOf, type SavedMacro, useLibrary } from './library.ts';
import { askToRemove } from './remove-macro.tsx';
import { viewMacro } from './view-macro.ts';

export function SavedViews() {
  const macros = useLibrary((state) => state.macros);
  const views = macros.filter((macro) => macro.file === 'default' && kindOf(macro) === 'view');
  return (
    <>
      {views.map((macro) => (
        <SavedView key={macro.name} macro={macro} />
      ))}
      <li>
        <button
          type="button"
          className="side-entry muted"
          data-testid="save-view"
          onClick={() =>
            setWindow({
              dialog: { kind: 'macro', macro: viewMacro(useWindow.getState(), useSettings.getState()) },
            })
          }
        >
          <Icon name="plus" />
          <span className="grow cut">Save this view…</span>
        </button>
      </li>
    </>
  );
}

function SavedView({ macro }: { readonly macro: SavedMacro }) {
  const { name, filter = '' } = macro;
  const chosen = useWindow(({ view }) => view.kind === 'saved' && view.name === name);
  const choose = (): void =>
    setWindow(
      chosen
        ? { view: { kind: 'all' }, filter: '' }
        : { view: { kind: 'saved', name }, source: 'all', filter },
    );
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
  { label: 'Tell as text', icon: 'terminal', onPick: () => runText(`ctys -a list=macro:${macro.name}`) },
  {
    label: 'Change or rename…',
    onPick: () => setWindow({ dialog: { kind: 'macro', macro, was: macro.name } }),
  },
  { label: 'Copy as text', icon: 'copy', onPick: () => void copyText(formatMacro(macro)) },
  'line',
  { label: 'Remove…', danger: true, onPick: () => void askToRemove(macro.name) },
];
