/** A person's own key combinations: added and removed. */
import { useState } from 'react';
import { create } from 'zustand';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { changeOwn, parseCombination, useOwn } from './own-combinations.ts';

const useOpen = create<{ readonly open: boolean }>(() => ({ open: false }));
export const editCombinations = (): void => useOpen.setState({ open: true });

export function CombinationsLayer() {
  return useOpen((state) => state.open) ? <CombinationsDialog /> : null;
}

function CombinationsDialog() {
  const own = useOwn((state) => state.own);
  const [text, setText] = useState('');
  const titles = own.map(({ title }) => title);
  const read = parseCombination(text);
  const close = (): void => useOpen.setState({ open: false });
  const add = (): void => {
    if (read === null) return;
    changeOwn([...titles, read.title]);
    setText('');
  };
  return (
    <Dialog
      title="Key combinations"
      testId="combinations"
      onCancel={close}
      onSubmit={add}
      actions={
        <>
          <Button onClick={close}>Close</Button>
          <Button
            type="submit"
            look="primary"
            reason={read === null ? 'Write it as Ctrl+Alt+F12.' : undefined}
          >
            Add
          </Button>
        </>
      }
    >
      <ul className="snippets">
        {titles.map((title) => (
          <li key={title}>
            <span className="grow">{title}</span>
            <Button
              look="ghost"
              small
              icon="close"
              hint={`Remove ${title}`}
              onClick={() => changeOwn(titles.filter((one) => one !== title))}
            />
          </li>
        ))}
      </ul>
      <TextField
        label="Keys"
        autoFocus
        value={text}
        placeholder="Ctrl+Alt+F12"
        hint="Ctrl, Shift, Alt, AltGr, Super, letters, digits, F1 to F24, Tab, Enter, Esc, Space, arrows and the like."
        onText={setText}
      />
    </Dialog>
  );
}
