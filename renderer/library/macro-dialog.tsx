/** A call or view is given a name, renamed or changed. */
import { useState } from 'react';
import type { FailureData } from '../../core/model/failure.ts';
import { asFailure } from '../client.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureView } from '../ui/failure.tsx';
import { TextField } from '../ui/field.tsx';
import { closeDialog, type OpenDialog } from '../window-state.ts';
import {
  asCall,
  asMacroName,
  asMacroText,
  kindOf,
  nameProblem,
  removeMacro,
  saveMacro,
  useLibrary,
} from './library.ts';

type MacroDialogState = Extract<OpenDialog, { kind: 'macro' }>;

const WORDS = { call: 'call', view: 'view', part: 'macro' } as const;

export function MacroDialog({ dialog: { macro, was } }: { readonly dialog: MacroDialogState }) {
  const kind = kindOf(macro);
  const [name, setName] = useState(macro.name);
  const [text, setText] = useState(kind === 'call' ? asCall(macro.text) : macro.text);
  const [filter, setFilter] = useState(macro.filter);
  const [failure, setFailure] = useState<FailureData | null>(null);
  const macros = useLibrary((state) => state.macros);
  const wanted = asMacroName(name);
  const replaces = wanted !== was && macros.some((other) => other.name === wanted);
  const problem = nameProblem(wanted) ?? (text.trim() === '' ? 'There is nothing to save yet.' : undefined);
  const save = async (): Promise<void> => {
    if (problem !== undefined) return;
    try {
      const own = kind === 'call' ? asMacroText(text) : text.trim();
      await saveMacro({ name: wanted, text: own, ...(filter && { filter }) });
      if (was !== undefined && was !== wanted) await removeMacro(was);
      closeDialog();
    } catch (caught) {
      setFailure(asFailure(caught));
    }
  };
  return (
    <Dialog
      title={was === undefined ? `Save ${WORDS[kind]}` : `Edit ${was}`}
      wide
      testId="macro-dialog"
      onCancel={closeDialog}
      onSubmit={() => void save()}
      actions={
        <>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button type="submit" look="primary" reason={problem} data-testid="macro-save">
            {replaces ? `Replace ${wanted}` : 'Save'}
          </Button>
        </>
      }
    >
      <TextField
        label="Name"
        value={name}
        autoFocus
        data-testid="macro-name"
        hint={nameHint(wanted, kind, replaces)}
        onText={setName}
      />
      <TextField
        label={kind === 'view' ? 'Columns' : 'Call'}
        className="input mono"
        value={text}
        data-testid="macro-text"
        onText={setText}
      />
      {kind === 'view' && (
        <TextField
          label="Filter"
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

function nameHint(name: string, kind: keyof typeof WORDS, replaces: boolean): string {
  if (replaces) return `There is a ${name} already; it is replaced.`;
  if (name === '') return 'Letters, digits and _.';
  return kind === 'view' ? `In a call: ctys -a list=macro:${name}` : `In a call: ctys macro:${name}`;
}
