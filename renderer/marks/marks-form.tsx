/** Tags, colour, favourite and note of one machine or several; each change is kept at once. */
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import type { Machine } from '../../core/model/machine.ts';
import { COLOURS, MOST_NOTE, TAG } from '../../core/model/marks.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icons.tsx';
import { allTags, colourClass, mark, shared, tagsOf, toggleFavourite } from './mark.ts';
import { useWords } from '../words/words.ts';

export type MarkField = 'tags' | 'note';

interface FormProps {
  readonly machines: readonly Machine[];
  /** What has the keyboard at first. */
  readonly first?: MarkField;
}

export function MarksForm({ machines, first }: FormProps) {
  return (
    <div className="marks-form">
      <Swatches machines={machines} />
      <Tags machines={machines} autoFocus={first === 'tags'} />
      <Note key={machines.map(({ id }) => id).join()} machines={machines} autoFocus={first === 'note'} />
    </div>
  );
}

function Swatches({ machines }: FormProps) {
  const w = useWords();
  const favourite = machines.length > 0 && machines.every(({ marks }) => marks?.favourite === true);
  const colour = shared(machines, ({ marks }) => marks?.colour);
  return (
    <div className="swatches">
      <Button
        look="ghost"
        small
        icon={favourite ? 'starred' : 'star'}
        className={favourite ? 'favourite' : ''}
        hint={favourite ? w.marks.noFavourite : w.marks.favouriteKey}
        aria-pressed={favourite}
        data-testid="mark-favourite"
        onClick={() => void toggleFavourite(machines)}
      />
      <span className="swatch-row" role="radiogroup" aria-label={w.marks.colour}>
        {COLOURS.map((one) => (
          // biome-ignore lint/a11y/useSemanticElements: a native radio button cannot be drawn as a swatch
          <button
            key={one}
            type="button"
            role="radio"
            className={`swatch ${colourClass(one)}`}
            aria-checked={colour === one}
            aria-label={w.marks.colours[one]}
            data-tip={colour === one ? w.marks.noColour(w.marks.colours[one]) : w.marks.colours[one]}
            data-testid={`mark-${one}`}
            onClick={() => void mark(machines, { colour: colour === one ? null : one })}
          />
        ))}
      </span>
    </div>
  );
}

/** More is no list to choose from. */
const MOST_OFFERED = 6;

function Tags({
  machines,
  autoFocus,
}: {
  readonly machines: readonly Machine[];
  readonly autoFocus: boolean;
}) {
  const w = useWords();
  const [text, setText] = useState('');
  const tags = tagsOf(machines);
  const offered = useMemo(() => {
    const typed = text.trim().toLowerCase();
    return typed === ''
      ? []
      : allTags()
          .filter((tag) => tag.startsWith(typed))
          .slice(0, MOST_OFFERED);
  }, [text]);
  const words = text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  const bad = words.find((word) => !TAG.test(word));
  const add = (added: readonly string[]): void => {
    setText('');
    if (added.length > 0) void mark(machines, { add: added });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const last = tags.at(-1);
    if (event.key === 'Tab' && !event.shiftKey && offered[0] !== undefined) add([offered[0]]);
    else if ((event.key === 'Enter' || event.key === ',' || event.key === ' ') && text.trim() !== '') {
      if (bad === undefined) add(words);
    } else if (event.key === 'Backspace' && text === '' && last !== undefined)
      void mark(machines, { remove: [last.tag] });
    else return;
    event.preventDefault();
  };
  return (
    <div>
      <div className="tag-field">
        {tags.map(({ tag, all }) => (
          <span key={tag} className={all ? 'tag' : 'tag some'} data-tip={all ? undefined : w.marks.notAll}>
            {tag}
            <button
              type="button"
              aria-label={w.marks.removeTag(tag)}
              onClick={() => void mark(machines, { remove: [tag] })}
            >
              <Icon name="close" />
            </button>
          </span>
        ))}
        <input
          type="text"
          aria-label={w.marks.addTag}
          aria-invalid={bad !== undefined}
          placeholder={tags.length === 0 ? w.marks.tags : ''}
          spellCheck={false}
          autoComplete="off"
          maxLength={100}
          data-autofocus={autoFocus || undefined}
          data-testid="mark-tags"
          value={text}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      {bad !== undefined && (
        <p className="field-hint bad" role="alert">
          {w.marks.noTag(bad)}
        </p>
      )}
      {offered.length > 0 && (
        <div className="tag-offers">
          {offered.map((tag) => (
            <Button key={tag} small onClick={() => add([tag])}>
              {tag}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

/** Kept when it is left, so that a half sentence is nobody's note. */
function Note({
  machines,
  autoFocus,
}: {
  readonly machines: readonly Machine[];
  readonly autoFocus: boolean;
}) {
  const w = useWords();
  const kept = shared(machines, ({ marks }) => marks?.note) ?? '';
  const [text, setText] = useState(kept);
  useEffect(() => setText(kept), [kept]);
  const keep = (): void => {
    if (text.trim() !== kept) void mark(machines, { note: text });
  };
  return (
    <textarea
      className="input note-field"
      rows={text.includes('\n') || text.length > 40 ? 4 : 2}
      aria-label={w.marks.note}
      placeholder={machines.length > 1 ? w.marks.noteForAll : w.marks.note}
      maxLength={MOST_NOTE}
      data-autofocus={autoFocus || undefined}
      data-testid="mark-note"
      value={text}
      onChange={({ target }) => setText(target.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) keep();
        event.stopPropagation();
      }}
    />
  );
}
