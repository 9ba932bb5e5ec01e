import { type KeyboardEvent, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/words.ts';

interface FindBarProps {
  /** False: nothing found. */
  readonly find: (text: string, back: boolean) => boolean;
  readonly onClose: () => void;
}

export function FindBar({ find, onClose }: FindBarProps) {
  const w = useWords();
  const [text, setText] = useState('');
  const [last, setLast] = useState({ text: '', found: true });
  const go = (back: boolean): void => setLast({ text, found: text === '' || find(text, back) });
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter') go(!event.shiftKey);
  };
  return (
    <search className="find-bar" data-searched={last.text}>
      <input
        className="input"
        type="text"
        aria-label={w.consoles.findIn}
        placeholder={w.commands['console.find']}
        // biome-ignore lint/a11y/noAutofocus: opened by a key to be typed into
        autoFocus
        value={text}
        data-testid="find"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {!last.found && <span className="bad">{w.consoles.notFound}</span>}
      <Button look="ghost" small icon="up" hint={w.consoles.previous} onClick={() => go(true)} />
      <Button look="ghost" small icon="down" hint={w.consoles.next} onClick={() => go(false)} />
      <Button look="ghost" small icon="close" hint={w.consoles.closeFind} onClick={onClose} />
    </search>
  );
}
