/** Saved calls and other macros in the side bar: run, changed, copied as text, removed. */
import { formatMacro } from '../../core/ctys/macro-file.ts';
import { runText } from '../calls/carry-out.tsx';
import { copyText } from '../ui/clipboard.ts';
import { Icon } from '../ui/icons.tsx';
import { type MenuItem, openMenu } from '../ui/menu.tsx';
import { setWindow } from '../window-state.ts';
import { asCall, kindOf } from '../../core/ctys/macro-kind.ts';
import { type SavedMacro, useLibrary } from './library.ts';
import { askToRemove } from './remove-macro.tsx';
import { useWords, words } from '../words/words.ts';

export function SavedCalls() {
  const w = useWords();
  const macros = useLibrary((state) => state.macros);
  const own = macros.filter((macro) => macro.file === 'default' && kindOf(macro) !== 'view');
  return (
    <>
      {own.map((macro) => (
        <SavedCall key={macro.name} macro={macro} />
      ))}
      <li>
        <button
          type="button"
          className="side-entry muted"
          data-testid="save-call"
          onClick={() => setWindow({ dialog: { kind: 'macro', macro: { name: '', text: '' } } })}
        >
          <Icon name="plus" />
          <span className="grow cut">{w.library.saveCall}</span>
        </button>
      </li>
    </>
  );
}

/** A call is run; what is only a part of calls is changed. */
function SavedCall({ macro }: { readonly macro: SavedMacro }) {
  const w = useWords();
  const isCall = kindOf(macro) === 'call';
  return (
    <li>
      <button
        type="button"
        className="side-entry"
        data-tip={isCall ? asCall(macro.text) : w.library.means(macro.name, macro.text)}
        data-testid={`saved-${macro.name}`}
        onClick={() => (isCall ? runText(asCall(macro.text)) : change(macro))}
        onContextMenu={(event) => {
          event.preventDefault();
          openMenu({ at: { x: event.clientX, y: event.clientY }, items: () => menuOf(macro, isCall) });
        }}
      >
        <Icon name={isCall ? 'terminal' : 'plan'} />
        <span className="grow cut">{macro.name}</span>
      </button>
    </li>
  );
}

const change = (macro: SavedMacro): void => setWindow({ dialog: { kind: 'macro', macro, was: macro.name } });

const menuOf = (macro: SavedMacro, isCall: boolean): readonly MenuItem[] => [
  { title: macro.name },
  ...(isCall ? runItems(asCall(macro.text)) : []),
  { label: words().library.change, onPick: () => change(macro) },
  { label: words().library.copyText, icon: 'copy', onPick: () => void copyText(formatMacro(macro)) },
  {
    label: words().library.importText,
    icon: 'import',
    onPick: () => setWindow({ dialog: { kind: 'import-macros' } }),
  },
  'line',
  { label: words().common.remove, danger: true, onPick: () => void askToRemove(macro.name) },
];

const runItems = (call: string): readonly MenuItem[] => [
  { label: words().common.run, icon: 'play', onPick: () => runText(call) },
  { label: words().library.editFirst, onPick: () => setWindow({ editing: { text: call } }) },
];
