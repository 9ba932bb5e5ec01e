/** Ctrl+K: everything that can be done, by its name; and any call, with its plan before it is run. */
import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { oneLine } from '../ui/one-line.ts';
import { setWindow, useWindow } from '../window-state.ts';
import { stepHow, stepText } from '../machines/step-words.ts';
import { told, useWords } from '../words/words.ts';
import { CallInput, CallMistake } from './call-input.tsx';
import { carryOut } from './carry-out.tsx';
import { nextVerb, type PaletteEntry, paletteEntries } from './palette-entries.ts';
import { isCall, search } from './palette-search.ts';
import { type CallPlan, consequence, isDestructive, planCall } from './plan-call.ts';
import { readCall } from './read-call.ts';

const close = (): void => setWindow({ palette: null });

export function PaletteLayer() {
  const palette = useWindow((state) => state.palette);
  return palette === null ? null : <Palette first={palette.text} />;
}

function Palette({ first }: { readonly first: string }) {
  const words = useWords();
  const [text, setText] = useState(first);
  const ref = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (dialog?.open === false) dialog.showModal();
    return () => dialog?.close();
  }, []);
  // The two kinds of fields are different elements: whichever is there has the focus.
  const calls = isCall(text);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change that brings a new field
  useLayoutEffect(() => ref.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus(), [calls]);
  return (
    <dialog
      ref={ref}
      className="palette"
      aria-label={words.palette.title}
      data-testid="palette"
      onKeyDown={(event) => event.stopPropagation()}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onPointerDown={({ target, currentTarget }) => {
        if (target === currentTarget) close();
      }}
    >
      {calls ? <CallMode text={text} onText={setText} /> : <WordMode text={text} onText={setText} />}
    </dialog>
  );
}

interface ModeProps {
  readonly text: string;
  readonly onText: (text: string) => void;
}

function WordMode({ text, onText }: ModeProps) {
  const { palette } = useWords();
  const [entries] = useState(paletteEntries);
  const found = useMemo(() => search(entries, text), [entries, text]);
  const [active, setActive] = useState(0);
  const pick = (entry: PaletteEntry | undefined): void => {
    if (entry?.put !== undefined) {
      onText(entry.put);
      setActive(0);
    } else if (entry !== undefined) {
      close();
      entry.run();
    }
  };
  // Tab takes the chosen word, else the first there is.
  const completed = [found[active], ...found].find((entry) => entry?.put !== undefined);
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined) setActive((before) => (before + by + found.length) % Math.max(1, found.length));
    else if (event.key === 'Enter') pick(found[active]);
    else if (event.key === 'Tab' && !event.shiftKey && completed !== undefined) pick(completed);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div className="palette-field">
        <input
          className="input"
          type="text"
          spellCheck={false}
          autoComplete="off"
          data-autofocus
          data-testid="palette-input"
          role="combobox"
          aria-label={palette.field}
          aria-expanded
          aria-controls="palette-list"
          aria-activedescendant={found.length > 0 ? `palette-${active}` : undefined}
          placeholder={palette.placeholder}
          value={text}
          onChange={({ target }) => {
            onText(target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className="palette-list" id="palette-list" role="listbox" aria-label={palette.list}>
        {found.map((entry, at) => (
          <EntryLine key={entry.id} entry={entry} at={at} active={at === active} onPick={() => pick(entry)} />
        ))}
        {found.length === 0 && <p className="muted palette-entry">{palette.nothing}</p>}
      </div>
    </>
  );
}

interface EntryLineProps {
  readonly entry: PaletteEntry;
  readonly at: number;
  readonly active: boolean;
  readonly onPick: () => void;
}

function EntryLine({ entry, at, active, onPick }: EntryLineProps) {
  const { palette } = useWords();
  const { id, kind, title, detail, keys } = entry;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names its active option
    <div
      id={`palette-${at}`}
      role="option"
      aria-selected={active}
      className="palette-entry"
      data-testid="palette-entry"
      data-entry={id}
      // The field keeps the focus.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPick}
      ref={(line) => {
        if (active) line?.scrollIntoView({ block: 'nearest' });
      }}
    >
      <span className="palette-kind">{palette.kinds[kind]}</span>
      <span className="cut">{oneLine(title)}</span>
      <span className="muted cut grow">{oneLine(detail)}</span>
      {kind === 'machine' && active && <span className="muted">{nextVerb(id)}</span>}
      {keys !== undefined && <kbd>{keys}</kbd>}
    </div>
  );
}

/** The plan stands under the call; what cannot be taken back wants a second Enter, on a button that names it. */
function CallMode({ text, onText }: ModeProps) {
  const { palette } = useWords();
  const [plan, setPlan] = useState<CallPlan | null>(null);
  const [armed, setArmed] = useState(false);
  useEffect(() => {
    setArmed(false);
    setPlan(null);
    const reading = readCall(text);
    if ('error' in reading) return;
    const stop = new AbortController();
    void planCall(reading.actions, stop.signal).then((made) => {
      if (!stop.signal.aborted) setPlan(made);
    });
    return () => stop.abort();
  }, [text]);
  const steps = plan?.at === 'ready' ? plan.steps : [];
  const hard = isDestructive(steps);
  const run = (): void => {
    const reading = readCall(text);
    if ('error' in reading) return;
    if (hard && !armed) {
      setArmed(true);
      return;
    }
    close();
    void carryOut(reading.actions, { call: text, agreed: true });
  };
  return (
    <>
      <div className="palette-field">
        <CallInput
          text={text}
          onText={onText}
          onSubmit={run}
          onCancel={close}
          label={palette.call}
          testId="palette-input"
        />
      </div>
      <CallMistake text={text} />
      {plan !== null && <PlanView plan={plan} />}
      <div className="palette-foot">
        <span className="muted grow">{armed ? palette.once : palette.help}</span>
        <Button look={hard ? 'danger' : 'primary'} data-testid="palette-run" data-armed={armed} onClick={run}>
          {steps.length === 0 ? palette.run : consequence(steps)}
        </Button>
      </div>
    </>
  );
}

const MOST_STEPS = 12;

function PlanView({ plan }: { readonly plan: CallPlan }) {
  const { palette } = useWords();
  if (plan.at === 'failed')
    return (
      <p className="palette-steps bad" data-testid="palette-plan">
        {told(plan.failure.message)} <span className="muted">{told(plan.failure.remedy)}</span>
      </p>
    );
  return (
    <ol className="palette-steps" data-testid="palette-plan">
      {plan.steps.slice(0, MOST_STEPS).map(({ step, why }) => (
        <li key={`${step.text} ${step.machine}`}>
          {stepText(step)} <span className="muted">{told(why?.message) ?? stepHow(step)}</span>
        </li>
      ))}
      {plan.steps.length > MOST_STEPS && (
        <li className="muted">{palette.more(plan.steps.length - MOST_STEPS)}</li>
      )}
      {plan.notes.map((note) => (
        <li key={note} className="muted">
          {note}
        </li>
      ))}
    </ol>
  );
}
