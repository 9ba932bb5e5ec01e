/** The filter line: completed from the parser's own fields and what the machines have; a mistake marked where it stands. */
import { aroundOf } from '../../core/ctys/filter/around.ts';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { completeFilter } from '../../core/ctys/filter/complete.ts';
import { type FilterProblem, parseFilter } from '../../core/ctys/filter/filter.ts';
import type { Candidate } from '../../core/ctys/complete.ts';
import { ChoiceList, choiceId } from '../calls/choice-list.tsx';
import { shownKeys } from '../commands/shown-keys.ts';
import { tables } from '../store.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icons.tsx';
import { setWindow, useWindow } from '../window-state.ts';
import { told, useWords } from '../words/words.ts';
import { listed } from './search.ts';

/** More is no list to choose from. */
const MOST = 9;

export function FilterField() {
  const w = useWords();
  const filter = useWindow((state) => state.filter);
  const field = useRef<HTMLInputElement>(null);
  const list = useId();
  /** Where the list is for; null: none is shown. */
  const [cursor, setCursor] = useState<number | null>(null);
  const [active, setActive] = useState(-1);
  const { from, to, items } = useMemo(() => offered(filter, cursor), [filter, cursor]);
  const problem = useMemo(() => parseFilter(filter).problem, [filter]);
  const close = (): void => {
    setCursor(null);
    setActive(-1);
  };
  // What is put in stands before the caret, which React would leave at the end.
  const caret = useRef<number | null>(null);
  useEffect(() => {
    if (caret.current !== null) field.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });
  const put = ({ text }: Candidate): void => {
    caret.current = from + text.length;
    setWindow({ filter: filter.slice(0, from) + text + filter.slice(to) });
    setCursor(/[: ]$/.test(text) ? caret.current : null);
    setActive(-1);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = items[active] ?? (event.key === 'Tab' ? items[0] : undefined);
    if (by !== undefined && items.length > 0)
      setActive((before) => ((before + by + 1 + items.length + 1) % (items.length + 1)) - 1);
    else if ((event.key === 'Tab' || event.key === 'Enter') && chosen !== undefined && !event.shiftKey)
      put(chosen);
    else if (event.key === ' ' && event.ctrlKey) setCursor(event.currentTarget.selectionStart);
    else if (event.key === 'Escape' && items.length > 0) close();
    else if (event.key === 'Escape' && filter !== '') setWindow({ filter: '' });
    else if (['Escape', 'Enter', 'ArrowDown'].includes(event.key)) {
      close();
      document.querySelector<HTMLElement>('.rows')?.focus();
    } else return;
    event.preventDefault();
  };
  return (
    <div
      className="filter"
      data-tip={cursor === null && problem === undefined ? w.table.filterHelp : undefined}
    >
      <Icon name="search" />
      <input
        ref={field}
        id="filter"
        className="input"
        type="text"
        role="combobox"
        aria-label={w.table.filterMachines}
        aria-expanded={items.length > 0}
        aria-controls={list}
        aria-activedescendant={choiceId(list, active)}
        aria-invalid={problem !== undefined}
        placeholder={w.table.filterPlaceholder}
        spellCheck={false}
        autoComplete="off"
        value={filter}
        data-testid="filter"
        onChange={({ target }) => {
          setWindow({ filter: target.value });
          setCursor(target.selectionStart ?? target.value.length);
          setActive(-1);
        }}
        onKeyDown={onKeyDown}
        onBlur={close}
      />
      {filter === '' ? (
        <kbd>{shownKeys('table.filter')}</kbd>
      ) : (
        <Button
          look="ghost"
          small
          icon="close"
          hint={w.table.clearFilter}
          onClick={() => setWindow({ filter: '' })}
        />
      )}
      {(items.length > 0 || problem !== undefined) && (
        <div className="filter-help">
          {problem !== undefined && <Mistake text={filter} problem={problem} />}
          {items.length > 0 && <ChoiceList id={list} items={items} active={active} onChoose={put} />}
        </div>
      )}
    </div>
  );
}

/** Nothing is offered before a letter of it is typed, so that plain words are not covered by a list. */
function offered(text: string, cursor: number | null) {
  const none = { from: 0, to: 0, items: [] };
  if (cursor === null) return none;
  const { machines, hosts } = tables.getState();
  const found = completeFilter(text, cursor, listed(machines), aroundOf(machines, hosts));
  const isBegun = found.to > found.from || text[found.from - 1] === ':';
  return isBegun ? { ...found, items: found.items.slice(0, MOST) } : none;
}

/** The wrong word marked, why, and the nearest right one. The word itself hides nothing. */
function Mistake({ text, problem }: { readonly text: string; readonly problem: FilterProblem }) {
  const w = useWords();
  const { at, end, message, nearest, expected } = problem;
  const instead = (word: string): void => {
    setWindow({ filter: text.slice(0, at) + word + text.slice(end) });
    document.getElementById('filter')?.focus();
  };
  return (
    <p className="call-mistake" role="alert" data-testid="filter-mistake">
      <code className="mono cut">
        {text.slice(0, at)}
        <mark>{text.slice(at, end)}</mark>
        {text.slice(end)}
      </code>
      <span className="bad">{told(message)}</span>{' '}
      {nearest === undefined ? (
        <span className="muted">{expected.slice(0, 10).join(' ')}</span>
      ) : (
        <Button
          small
          data-testid="filter-nearest"
          onPointerDown={(event) => {
            event.preventDefault();
            instead(nearest);
          }}
        >
          {w.table.use(nearest)}
        </Button>
      )}
    </p>
  );
}
