/** Calls, views and macros from text somebody shared. */
import { useMemo, useState } from 'react';
import { parseMacros } from '../../core/ctys/macro-file.ts';
import type { FailureData } from '../../core/model/failure.ts';
import { asFailure } from '../client.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureView } from '../ui/failure.tsx';
import { count } from '../ui/format.ts';
import { closeDialog } from '../window-state.ts';
import { saveMacro, useLibrary } from './library.ts';
import { told, useWords } from '../words/words.ts';

export function ImportMacros() {
  const w = useWords();
  const [text, setText] = useState('');
  const [failure, setFailure] = useState<FailureData | null>(null);
  const { macros, problems } = useMemo(() => parseMacros(text), [text]);
  const there = useLibrary((state) => state.macros);
  const replaced = macros.filter(({ name }) => there.some((other) => other.name === name));
  const add = async (): Promise<void> => {
    try {
      for (const macro of macros) await saveMacro(macro);
      closeDialog();
    } catch (caught) {
      setFailure(asFailure(caught));
    }
  };
  return (
    <Dialog
      title={w.library.importTitle}
      wide
      testId="import-macros"
      onCancel={closeDialog}
      onSubmit={() => void add()}
      actions={
        <>
          <Button onClick={closeDialog}>{w.common.cancel}</Button>
          <Button
            type="submit"
            look="primary"
            data-testid="import-macros-yes"
            reason={macros.length === 0 ? w.library.pasteFirst : undefined}
          >
            {w.library.importThem(count(macros.length, 'macro'))}
          </Button>
        </>
      }
    >
      <p className="muted">{w.library.help}</p>
      <textarea
        className="input area mono"
        aria-label={w.library.text}
        rows={8}
        spellCheck={false}
        data-autofocus
        data-testid="import-macros-text"
        placeholder={w.library.example}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {problems.slice(0, 3).map(({ line, message }) => (
        <p key={line} className="bad">
          {w.library.line(line, told(message))}
        </p>
      ))}
      {replaced.length > 0 && (
        <p className="muted">{w.library.replaced(replaced.map(({ name }) => name).join(', '))}</p>
      )}
      {failure !== null && <FailureView failure={failure} />}
    </Dialog>
  );
}
