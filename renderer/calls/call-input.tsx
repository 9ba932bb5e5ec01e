/** A field for calls: completed from the parser's own tables, wrong words marked where they stand. */
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { type Candidate, complete, type KnownNames } from '../../core/ctys/complete.ts';
import { useLibrary } from '../library/library.ts';
import { listed } from '../machines/search.ts';
import { tables } from '../store.ts';
import { ChoiceList, choiceId } from './choice-list.tsx';
import { readCall } from './read-call.ts';
import { told, useWords } from '../words/words.ts';

interface CallInputProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Enter, with nothing chosen from the list. */
  readonly onSubmit: () => void;
  readonly onCancel: () => void;
  readonly label: string;
  readonly testId: string;
  /** The list opens upwards: the field is at the bottom of the window. */
  readonly up?: boolean;
}

/** More is no list to choose from. */
const MOST = 8;

export function knownNames(): KnownNames {
  const { hosts, machines } = tables.getState();
  const { macros, groups } = useLibrary.getState();
  return {
    hosts: [...hosts.keys()],
    labels: [...new Set([...machines.values()].map(({ label }) => label))],
    macros: macros.map(({ name }) => name),
    groups: groups.map(({ name }) => name),
    machines: listed(machines),
  };
}

export function CallInput({ text, onText, onSubmit, onCancel, label, testId, up = false }: CallInputProps) {
  const field = useRef<HTMLInputElement>(null);
  const list = useId();
  const [cursor, setCursor] = useState(text.length);
  const [shown, setShown] = useState(false);
  const [active, setActive] = useState(-1);
  const known = useMemo(knownNames, []);
  const { from, to, items } = useMemo(() => complete(text, cursor, known), [text, cursor, known]);
  const choices = shown ? items.slice(0, MOST) : [];
  useEffect(() => field.current?.setSelectionRange(cursor, cursor), [cursor]);
  const put = ({ text: chosen }: Candidate): void => {
    onText(text.slice(0, from) + chosen + text.slice(to));
    setCursor(from + chosen.length);
    setActive(-1);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = choices[active] ?? (event.key === 'Tab' ? choices[0] : undefined);
    if (by !== undefined && items.length > 0) {
      setShown(true);
      setActive((before) => (before + by + choices.length + 1) % (choices.length + 1));
    } else if ((event.key === 'Tab' || event.key === 'Enter') && chosen !== undefined) put(chosen);
    else if (event.key === 'Enter') onSubmit();
    else if (event.key === 'Escape' && choices.length > 0) setShown(false);
    else if (event.key === 'Escape') onCancel();
    else return;
    event.preventDefault();
  };
  return (
    <div className="call-input" data-up={up || undefined}>
      <input
        ref={field}
        className="input mono"
        type="text"
        spellCheck={false}
        autoComplete="off"
        data-autofocus
        data-testid={testId}
        role="combobox"
        aria-label={label}
        aria-expanded={choices.length > 0}
        aria-controls={list}
        aria-activedescendant={choiceId(list, active)}
        value={text}
        onChange={({ target }) => {
          onText(target.value);
          setCursor(target.selectionStart ?? target.value.length);
          setShown(true);
          setActive(-1);
        }}
        onKeyDown={onKeyDown}
      />
      {choices.length > 0 && (
        <ChoiceList id={list} className="call-choices" items={choices} active={active} onChoose={put} />
      )}
    </div>
  );
}

/** The wrong word marked in the call, and what would do; nothing where the call can be read. */
export function CallMistake({ text }: { readonly text: string }) {
  const w = useWords();
  const reading = useMemo(() => (text.trim() === '' ? null : readCall(text)), [text]);
  if (reading === null || !('error' in reading)) return null;
  const { message, source = text, offset, length, nearest, expected } = reading.error;
  const hint = nearest === undefined ? expected.slice(0, 8).join(' ') : w.calls.didYouMean(nearest);
  return (
    <p className="call-mistake" role="alert" data-testid="call-mistake">
      <code className="mono cut">
        {source.slice(0, offset)}
        <mark>{source.slice(offset, offset + length) || ' '}</mark>
        {source.slice(offset + length)}
      </code>
      <span className="bad">{told(message)}</span> <span className="muted">{hint}</span>
    </p>
  );
}
