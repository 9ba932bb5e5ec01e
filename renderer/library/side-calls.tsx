/** Saved calls in the side bar: run, changed, copied as text, removed. */
import { formatMacro } from '../../core/ctys/macro-file.ts';
import { runText } from '../calls/carry-out.tsx';
import { copyText } from '../ui/clipboard.ts';
import { Icon } from '../ui/icons.tsx';
import { type MenuItem, openMenu } from '../ui/menu.tsx';
import { setWindow } from '../window-state.ts';
import { asCall, kindOf, type SavedMacro, useLibrary } from './library.ts';
import { askToRemove } from './remove-macro.tsx';

export function SavedCalls() {
  const macros = useLibrary((state) => state.macros);
  const calls = macros.filter((macro) => macro.file === 'default' && kindOf(macro) === 'call');
  return (
    <>
      {calls.map((macro) => (
        <li key={macro.name}>
          <button
            type="button"
            className="side-entry"
            data-tip={asCall(macro.text)}
            data-testid={`saved-${macro.name}`}
            onClick={() => runText(asCall(macro.text))}
            onContextMenu={(event) => {
              event.preventDefault();
              openMenu({ at: { x: event.clientX, y: event.clientY }, items: () => menuOf(macro) });
            }}
          >
            <Icon name="terminal" />
            <span className="grow cut">{macro.name}</span>
          </button>
        </li>
      ))}
      <li>
        <button
          type="button"
          className="side-entry muted"
          data-testid="save-call"
          onClick={() => setWindow({ dialog: { kind: 'macro', macro: { name: '', text: '' } } })}
        >
          <Icon name="plus" />
          <span className="grow cut">Save a call…</span>
        </button>
      </li>
    </>
  );
}

const menuOf = (macro: SavedMacro): readonly MenuItem[] => [
  { title: macro.name },
  { label: 'Run', icon: 'play', onPick: () => runText(asCall(macro.text)) },
  { label: 'Edit call before running', onPick: () => setWindow({ editing: { text: asCall(macro.text) } }) },
  {
    label: 'Change or rename…',
    onPick: () => setWindow({ dialog: { kind: 'macro', macro, was: macro.name } }),
  },
  { label: 'Copy as text', icon: 'copy', onPick: () => void copyText(formatMacro(macro)) },
  {
    label: 'Import from text…',
    icon: 'import',
    onPick: () => setWindow({ dialog: { kind: 'import-macros' } }),
  },
  'line',
  { label: 'Remove…', danger: true, onPick: () => void askToRemove(macro.name) },
];
