/** A report on a problem: made by the core without secrets, read and changed by a person, kept in a file, sent by nobody. */
import { useEffect, useState } from 'react';
import type { FailureData } from '../../core/model/failure.ts';
import { asFailure } from '../client.ts';
import { theCore } from '../core.ts';
import { saveText } from '../settings/text-file.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureView } from '../ui/failure.tsx';
import { useWords } from '../words/words.ts';
import './about.css';

export function ReportDialog({ onClose }: { readonly onClose: () => void }) {
  const w = useWords().desktop.report;
  const [text, setText] = useState<string | null>(null);
  const [failure, setFailure] = useState<FailureData | null>(null);
  useEffect(() => {
    theCore()
      .api.problem()
      .then((made) => setText(made.text))
      .catch((caught: unknown) => setFailure(asFailure(caught)));
  }, []);
  const save = (): void => {
    if (text === null) return;
    saveText('ctys-report.md', text);
    onClose();
  };
  return (
    <Dialog
      title={w.title}
      wide
      testId="report"
      onCancel={onClose}
      onSubmit={save}
      actions={
        <>
          <Button onClick={onClose}>{w.cancel}</Button>
          <Button type="submit" look="primary" {...(text === null && { reason: w.making })}>
            {w.save}
          </Button>
        </>
      }
    >
      <p className="muted">{w.help}</p>
      {failure !== null && <FailureView failure={failure} />}
      <textarea
        className="input area mono report-text"
        aria-label={w.text}
        data-testid="report-text"
        spellCheck={false}
        value={text ?? ''}
        placeholder={w.making}
        onChange={(event) => setText(event.target.value)}
      />
    </Dialog>
  );
}
