/** A person's snippets: written, changed, removed. */
import { useState } from 'react';
import { create } from 'zustand';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { dropSnippet, keepSnippet, type Snippet, useSnippets } from './snippets.ts';
import { useWords } from '../words/words.ts';

const useOpen = create<{ readonly open: boolean }>(() => ({ open: false }));
export const editSnippets = (): void => useOpen.setState({ open: true });

export function SnippetsLayer() {
  return useOpen((state) => state.open) ? <SnippetsDialog /> : null;
}

const EMPTY: Snippet = { name: '', text: '' };

function SnippetsDialog() {
  const w = useWords();
  const snippets = useSnippets((state) => state.snippets);
  const [draft, setDraft] = useState(EMPTY);
  const close = (): void => useOpen.setState({ open: false });
  const usable = draft.name.trim() !== '' && draft.text !== '';
  const keep = (): void => {
    if (!usable) return;
    keepSnippet(draft);
    setDraft(EMPTY);
  };
  return (
    <Dialog
      title={w.commands['snippets.edit']}
      testId="snippets"
      onCancel={close}
      onSubmit={keep}
      actions={
        <>
          <Button onClick={close}>{w.common.close}</Button>
          <Button type="submit" look="primary" reason={usable ? undefined : w.consoles.nameAndText}>
            {w.consoles.keep}
          </Button>
        </>
      }
    >
      {snippets.length > 0 && (
        <ul className="snippets">
          {snippets.map((snippet) => (
            <li key={snippet.name}>
              <Button look="link" hint={w.consoles.change} onClick={() => setDraft(snippet)}>
                {snippet.name}
              </Button>
              <span className="mono muted cut grow">{snippet.text}</span>
              <Button
                look="ghost"
                small
                icon="close"
                hint={w.common.removeIt(snippet.name)}
                onClick={() => dropSnippet(snippet.name)}
              />
            </li>
          ))}
        </ul>
      )}
      <TextField
        label={w.common.name}
        autoFocus
        value={draft.name}
        maxLength={80}
        onText={(name) => setDraft({ ...draft, name })}
      />
      <label className="field">
        <span className="field-label">{w.consoles.snippetText}</span>
        <textarea
          className="input mono snippet-text"
          spellCheck={false}
          rows={4}
          value={draft.text}
          maxLength={10_000}
          onChange={({ target }) => setDraft({ ...draft, text: target.value })}
        />
      </label>
    </Dialog>
  );
}
