/** Asks for the name of a folder to be, or the new one of a file. */
import { useState } from 'react';
import { isPlainName, shownName } from '../../core/model/file-name.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { useWords } from '../words/words.ts';

interface NameDialogProps {
  /** Null: a new folder. */
  readonly was: string | null;
  readonly onName: (name: string) => void;
  readonly onCancel: () => void;
}

export function NameDialog({ was, onName, onCancel }: NameDialogProps) {
  const w = useWords();
  // A name that cannot be typed is not to be typed again.
  const [name, setName] = useState(was !== null && shownName(was) === was ? was : '');
  const usable = isPlainName(name) && name !== was;
  const title = was === null ? w.files.makeTitle : w.files.renameTitle(shownName(was).slice(0, 60));
  return (
    <Dialog
      title={title}
      testId="file-name"
      onCancel={onCancel}
      onSubmit={() => {
        if (usable) onName(name);
      }}
      actions={
        <>
          <Button onClick={onCancel}>{w.common.cancel}</Button>
          <Button type="submit" look="primary" reason={usable ? undefined : w.files.ownName}>
            {was === null ? w.files.make : w.files.renameIt}
          </Button>
        </>
      }
    >
      <TextField label={w.common.name} autoFocus value={name} maxLength={255} onText={setName} />
    </Dialog>
  );
}
