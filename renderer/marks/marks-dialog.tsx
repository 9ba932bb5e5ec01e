/** The marks of what is selected, by keyboard from the table: `t` for tags, `n` for the note. */
import { useMemo } from 'react';
import { shorten } from '../machines/verbs.ts';
import { useTables } from '../store.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { count } from '../ui/format.ts';
import { closeDialog, type OpenDialog } from '../window-state.ts';
import { MarksForm } from './marks-form.tsx';
import './marks.css';
import { useWords } from '../words/words.ts';

export function MarksDialog({ dialog }: { readonly dialog: OpenDialog & { kind: 'marks' } }) {
  const w = useWords();
  const all = useTables((state) => state.machines);
  const machines = useMemo(() => dialog.ids.flatMap((id) => all.get(id) ?? []), [dialog.ids, all]);
  const [only, ...more] = machines;
  const what =
    only !== undefined && more.length === 0 ? shorten(only.label) : count(machines.length, 'machine');
  return (
    <Dialog
      title={w.marks.title(what)}
      testId="marks-dialog"
      onCancel={closeDialog}
      onSubmit={closeDialog}
      actions={
        <Button type="submit" look="primary" data-testid="marks-close">
          {w.common.done}
        </Button>
      }
    >
      <MarksForm machines={machines} first={dialog.first} />
    </Dialog>
  );
}
