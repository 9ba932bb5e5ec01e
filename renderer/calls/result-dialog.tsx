/** What a call told, as text. */
import { Button } from '../ui/button.tsx';
import { copyText } from '../ui/clipboard.ts';
import { Dialog } from '../ui/dialog.tsx';
import { closeDialog, type OpenDialog } from '../window-state.ts';
import { useWords } from '../words/words.ts';

export function ResultDialog({ dialog }: { readonly dialog: Extract<OpenDialog, { kind: 'result' }> }) {
  const w = useWords();
  const { call, text } = dialog;
  return (
    <Dialog
      title={w.calls.answer}
      wide
      testId="result"
      onCancel={closeDialog}
      onSubmit={closeDialog}
      actions={
        <>
          <Button icon="copy" onClick={() => void copyText(text)}>
            {w.common.copy}
          </Button>
          <Button type="submit" look="primary" autoFocus>
            {w.common.close}
          </Button>
        </>
      }
    >
      <code className="mono selectable muted">{call}</code>
      <pre className="mono selectable result-text" data-testid="result-text">
        {text}
      </pre>
    </Dialog>
  );
}
