/** A call or view is given a name, renamed or changed. */
import { useState } from 'react';
import type { FailureData } from '../../core/model/failure.ts';
import { asFailure } from '../client.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureView } from '../ui/failure.tsx';
import { TextField } from '../ui/field.tsx';
import { closeDialog, type OpenDialog } from '../window-state.ts';
import { asCall, kindOf } from '../../core/ctys/macro-kind.ts';
import { asMacroName, asMacroText, nameProblem, removeMacro, saveMacro, useLibrary } from './library.ts';
import { useWords, words } from '../words/words.ts';

type MacroDialogState = Extract<OpenDialog, { kind: 'macro' }>;

export function MacroDialog({ dialog: { macro, was } }: { readonly dialog: MacroDialogState }) {
  const w = useWords();
  const kind = kindOf(macro);
  const [name, setName] = useState(macro.name);
  const [text, setText] = useState(kind === 'call' ? asCall(macro.text) : macro.text);
  const [filter, setFilter] = useState(macro.filter);
  const [failure, setFailure] = useState<FailureData | null>(null);
  const macros = useLibrary((state) => state.macros);
  const wanted = asMacroName(name);
  const replaces = wanted !== was && macros.some((other) => other.name === wanted);
  const problem = nameProblem(wanted) ?? (text.trim() === '' ? w.library.empty : undefined);
  const save = async (): Promise<void> => {
    if (problem !== undefined) return;
    try {
      const own = kind === 'call' ? asMacroText(text) : text.trim();
      const { sort, group } = macro;
      const shown = { ...(sort !== undefined && { sort }), ...(group !== undefined && { group }) };
      await saveMacro({ name: wanted, text: own, ...(filter && { filter }), ...shown });
      if (was !== undefined && was !== wanted) await removeMacro(was);
      closeDialog();
    } catch (caught) {
      setFailure(asFailure(caught));
    }
  };
  return (
    <Dialog
      title={was === undefined ? w.library.saveKinds[kind] : w.library.edit(was)}
      wide
      testId="macro-dialog"
      onCancel={closeDialog}
      onSubmit={() => void save()}
      actions={
        <>
          <Button onClick={closeDialog}>{w.common.cancel}</Button>
          <Button type="submit" look="primary" reason={problem} data-testid="macro-save">
            {replaces ? w.library.replace(wanted) : w.common.save}
          </Button>
        </>
      }
    >
      <TextField
        label={w.common.name}
        value={name}
        autoFocus
        data-testid="macro-name"
        hint={nameHint(wanted, kind, replaces)}
        onText={setName}
      />
      <TextField
        label={kind === 'view' ? w.library.columns : w.library.call}
        className="input mono"
        value={text}
        data-testid="macro-text"
        onText={setText}
      />
      {kind === 'view' && (
        <TextField
          label={w.library.filter}
          className="input"
          value={filter ?? ''}
          data-testid="macro-filter"
          onText={(typed) => setFilter(typed === '' ? undefined : typed)}
        />
      )}
      {failure !== null && <FailureView failure={failure} />}
    </Dialog>
  );
}

function nameHint(name: string, kind: ReturnType<typeof kindOf>, replaces: boolean): string {
  if (replaces) return words().library.isThere(name);
  if (name === '') return words().library.letters;
  return kind === 'view'
    ? words().library.inCall(`ctys -a list=macro:${name}`)
    : words().library.inCall(`ctys macro:${name}`);
}
