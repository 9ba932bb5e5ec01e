/** A person's own key combinations: added and removed. */
import { useState } from 'react';
import { create } from 'zustand';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { changeOwn, parseCombination, useOwn } from './own-combinations.ts';
import { useWords } from '../words/words.ts';

const useOpen = create<{ readonly open: boolean }>(() => ({ open: false }));
export const editCombinations = (): void => useOpen.setState({ open: true });

export function CombinationsLayer() {
  return useOpen((state) => state.open) ? <CombinationsDialog /> : null;
}

function CombinationsDialog() {
  const w = useWords();
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
      title={w.consoles.combinations}
      testId="combinations"
      onCancel={close}
      onSubmit={add}
      actions={
        <>
          <Button onClick={close}>{w.common.close}</Button>
          <Button type="submit" look="primary" reason={read === null ? w.consoles.writeKeys : undefined}>
            {w.consoles.add}
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
              hint={w.common.removeIt(title)}
              onClick={() => changeOwn(titles.filter((one) => one !== title))}
            />
          </li>
        ))}
      </ul>
      <TextField
        label={w.consoles.keys}
        autoFocus
        value={text}
        placeholder={w.consoles.keysExample}
        hint={w.consoles.keysHint}
        onText={setText}
      />
    </Dialog>
  );
}
