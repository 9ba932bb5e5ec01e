/** Saved views in the side bar: a filter and columns under a name, the same that `macro:NAME` is in a call. */
import { useSettings } from '../settings/settings.ts';
import { Icon } from '../ui/icons.tsx';
import { openMenu } from '../ui/menu.tsx';
import { setWindow, useWindow } from '../window-state.ts';
import { type SavedMacro, useLibrary } from './library.ts';
import { chooseView, isSavedView, leaveView, viewMenu } from './saved-views.ts';
import { viewMacro } from './view-macro.ts';
import { useWords } from '../words/words.ts';

export const saveView = (): void =>
  setWindow({ dialog: { kind: 'macro', macro: viewMacro(useWindow.getState(), useSettings.getState()) } });

export function SavedViews() {
  const w = useWords();
  const macros = useLibrary((state) => state.macros);
  const views = macros.filter(isSavedView);
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
  return (
    <li>
      <button
        type="button"
        className="side-entry"
        aria-current={chosen || undefined}
        data-tip={filter}
        data-testid={`view-${name}`}
        onClick={() => (chosen ? leaveView() : chooseView(macro))}
        onContextMenu={(event) => {
          event.preventDefault();
          openMenu({ at: { x: event.clientX, y: event.clientY }, items: () => viewMenu(macro) });
        }}
      >
        <Icon name="list" />
        <span className="grow cut">{name}</span>
      </button>
    </li>
  );
}
