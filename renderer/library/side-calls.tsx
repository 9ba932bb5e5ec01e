/** Saved calls and other macros in the side bar: run, changed, copied as text, removed. */
import { formatMacro } from '../../core/ctys/macro-file.ts';
import { runText } from '../calls/carry-out.tsx';
import { menuKeys } from '../commands/shown-keys.ts';
import { copyText } from '../ui/clipboard.ts';
import { Icon } from '../ui/icons.tsx';
import { type MenuItem, openMenu } from '../ui/menu.tsx';
import { setWindow } from '../window-state.ts';
import { asCall, kindOf } from '../../core/ctys/macro-kind.ts';
import { type SavedMacro, useLibrary } from './library.ts';
import { askToRemove } from './remove-macro.tsx';
import { changeMacro } from './saved-views.ts';
import { useWords, words } from '../words/words.ts';

export const saveCall = (): void => setWindow({ dialog: { kind: 'macro', macro: { name: '', text: '' } } });

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
        <button type="button" className="side-entry muted" data-testid="save-call" onClick={saveCall}>
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
        onClick={() => (isCall ? runText(asCall(macro.text)) : changeMacro(macro))}
        onContextMenu={(event) => {
          event.preventDefault();
          openMenu({ at: { x: event.clientX, y: event.clientY }, items: () => callMenu(macro) });
        }}
      >
        <Icon name={isCall ? 'terminal' : 'plan'} />
        <span className="grow cut">{macro.name}</span>
      </button>
    </li>
  );
}

export const callMenu = (macro: SavedMacro): readonly MenuItem[] => [
  { title: macro.name },
  ...(kindOf(macro) === 'call' ? runItems(asCall(macro.text)) : []),
  { label: words().library.change, onPick: () => changeMacro(macro) },
  { label: words().library.copyText, icon: 'copy', onPick: () => void copyText(formatMacro(macro)) },
  {
    label: words().library.importText,
    icon: 'import',
    ...menuKeys('calls.import'),
    onPick: () => setWindow({ dialog: { kind: 'import-macros' } }),
  },
  'line',
  { label: words().common.remove, danger: true, onPick: () => void askToRemove(macro.name) },
];

const runItems = (call: string): readonly MenuItem[] => [
  { label: words().common.run, icon: 'play', onPick: () => runText(call) },
  { label: words().library.editFirst, onPick: () => setWindow({ editing: { text: call } }) },
];
