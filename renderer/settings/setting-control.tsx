/** The control of one setting, made from its line in the table of settings. */
import { useEffect, useId, useState } from 'react';
import { type SettingId, type SettingValue, soundValue, specOf } from '../../core/model/settings.ts';
import { SegmentGroup } from '../ui/field.tsx';
import { language, useWords } from '../words/words.ts';

interface ControlProps {
  readonly id: SettingId;
  readonly value: SettingValue;
  readonly onValue: (value: SettingValue) => void;
  /** Id of its help. */
  readonly describedBy: string;
}

export function SettingControl(props: ControlProps) {
  const { id, value, onValue } = props;
  const { settingNames } = useWords();
  const { title, options } = settingNames[id];
  if (typeof value === 'boolean')
    return (
      <button
        type="button"
        className="switch"
        role="switch"
        aria-checked={value}
        aria-label={title}
        aria-describedby={props.describedBy}
        onClick={() => onValue(!value)}
      >
        <span className="track" />
      </button>
    );
  if (options !== undefined) return <Choice {...props} title={title} options={Object.entries(options)} />;
  return <TypedControl {...props} />;
}

/** More do not stand beside each other in the dialog. */
const MOST_SEGMENTS = 4;

interface ChoiceProps extends ControlProps {
  readonly title: string;
  readonly options: readonly (readonly [value: string, title: string])[];
}

function Choice({ value, title, options, onValue, describedBy }: ChoiceProps) {
  if (options.length <= MOST_SEGMENTS)
    return <SegmentGroup label={title} value={String(value)} options={options} onPick={onValue} />;
  return (
    <select
      className="input"
      aria-label={title}
      aria-describedby={describedBy}
      value={String(value)}
      onChange={(event) => onValue(event.target.value)}
    >
      {options.map(([option, name]) => (
        <option key={option} value={option}>
          {name}
        </option>
      ))}
    </select>
  );
}

/** Numbers and texts: what is typed is set as soon as it can be used. */
function TypedControl({ id, value, onValue, describedBy }: ControlProps) {
  const { settings, settingNames } = useWords();
  const [typed, setTyped] = useState(String(value));
  // Set elsewhere: in the file, in another window, or put back.
  useEffect(() => setTyped(String(value)), [value]);
  const spec = specOf(id);
  const numeric = spec.kind === 'number';
  const read = (text: string): SettingValue | undefined =>
    soundValue(id, numeric ? (/^\s*\d+\s*$/.test(text) ? Number(text) : undefined) : text);
  const wrong = read(typed) === undefined;
  const errorId = useId();
  const number = new Intl.NumberFormat(language());
  return (
    <div className={numeric ? 'setting-typed' : 'setting-typed wide'}>
      <input
        className="input"
        type="text"
        spellCheck={false}
        autoComplete="off"
        aria-label={settingNames[id].title}
        aria-invalid={wrong}
        aria-describedby={wrong ? errorId : describedBy}
        placeholder={id === 'terminalFont' ? settings.placeholderFont : undefined}
        {...(numeric && { inputMode: 'numeric' })}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          const sound = read(target.value);
          if (sound !== undefined) onValue(sound);
        }}
        onBlur={() => setTyped(String(value))}
      />
      {wrong && (
        <div className="bad" id={errorId} role="alert">
          {numeric && settings.between(number.format(spec.least), number.format(spec.most))}
          {spec.kind === 'text' && settings.like(spec.like?.example ?? '')}
        </div>
      )}
    </div>
  );
}
