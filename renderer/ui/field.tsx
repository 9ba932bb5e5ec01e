/** Form controls: text field, one-of-few, one-of-many, on/off. */
import type { ComponentPropsWithRef, ReactNode } from 'react';
import { useId } from 'react';

interface TextFieldProps extends Omit<ComponentPropsWithRef<'input'>, 'onChange'> {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly onText: (text: string) => void;
}

/** A field that comes later than its dialog; those that come with it are found by the dialog. */
const takesFocus = (field: HTMLInputElement | null): void => field?.focus();

export function TextField({ label, hint, onText, autoFocus, ...rest }: TextFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input
        className="input"
        type="text"
        spellCheck={false}
        autoComplete="off"
        {...(autoFocus === true && { ref: takesFocus })}
        {...rest}
        id={id}
        data-autofocus={autoFocus || undefined}
        onChange={(event) => onText(event.target.value)}
      />
      {hint !== undefined && <div className="field-hint">{hint}</div>}
    </div>
  );
}

interface SegmentsProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly (readonly [value: T, title: string])[];
  readonly onPick: (value: T) => void;
}

/** One of a few, all in sight, with its name above. */
export function Segments<T extends string>(props: SegmentsProps<T>) {
  return (
    <div className="field">
      <span className="field-label">{props.label}</span>
      <div>
        <SegmentGroup {...props} />
      </div>
    </div>
  );
}

/** Arrow keys move as in a radio group. */
export function SegmentGroup<T extends string>({ label, value, options, onPick }: SegmentsProps<T>) {
  const move = (group: Element, by: number): void => {
    const at = options.findIndex(([option]) => option === value);
    const to = (at + by + options.length) % options.length;
    const next = options[to];
    if (next === undefined) return;
    onPick(next[0]);
    group.querySelectorAll('button')[to]?.focus();
  };
  return (
    <div
      className="segments"
      role="radiogroup"
      aria-label={label}
      onKeyDown={(event) => {
        const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
        if (by === undefined) return;
        event.preventDefault();
        move(event.currentTarget, by);
      }}
    >
      {options.map(([option, title]) => (
        // biome-ignore lint/a11y/useSemanticElements: a native radio button cannot be drawn as a segment
        <button
          key={option}
          type="button"
          role="radio"
          aria-checked={option === value}
          tabIndex={option === value ? 0 : -1}
          onClick={() => onPick(option)}
        >
          {title}
        </button>
      ))}
    </div>
  );
}

interface SwitchProps {
  readonly label: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}

export function Switch({ label, on, onChange }: SwitchProps) {
  return (
    <button type="button" className="switch" role="switch" aria-checked={on} onClick={() => onChange(!on)}>
      <span className="track" />
      {label}
    </button>
  );
}

interface ChoiceFieldProps extends Omit<ComponentPropsWithRef<'select'>, 'onChange'> {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly options: readonly (readonly [value: string, title: string])[];
  readonly onPick: (value: string) => void;
}

/** One of many. */
export function ChoiceField({ label, hint, options, onPick, ...rest }: ChoiceFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <select className="input" {...rest} id={id} onChange={({ target }) => onPick(target.value)}>
        {options.map(([value, title]) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </select>
      {hint !== undefined && <div className="field-hint">{hint}</div>}
    </div>
  );
}
