/** What the keys of one console send. */
import { useState } from 'react';
import { create } from 'zustand';
import { ALTS, BACKSPACES, FUNCTION_KEYS, KEYPADS } from '../../core/model/settings.ts';
import { chordOf } from '../commands/chords.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ChoiceField, TextField } from '../ui/field.tsx';
import { useWords } from '../words/words.ts';
import { type KeyMap, readText, writeText } from './key-map.ts';

type Choice = Exclude<keyof KeyMap, 'own'>;

interface Asked {
  /** Of the console. */
  readonly title: string;
  readonly map: KeyMap;
  onMap(map: KeyMap): KeyMap;
}

const useAsked = create<{ readonly asked: Asked | null }>(() => ({ asked: null }));
export const editKeys = (asked: Asked): void => useAsked.setState({ asked });

export function KeysLayer() {
  const asked = useAsked((state) => state.asked);
  return asked === null ? null : <KeysDialog asked={asked} />;
}

function KeysDialog({ asked }: { readonly asked: Asked }) {
  const { consoleKeys: words } = useWords();
  const [map, setMap] = useState(asked.map);
  const change = (next: KeyMap): void => setMap(asked.onMap(next));
  const close = (): void => useAsked.setState({ asked: null });
  const choice = <T extends string>(
    name: Choice,
    options: readonly T[],
    titles: Readonly<Record<T, string>>,
    usual: string = words.asSet,
  ) => (
    <ChoiceField
      label={words[name]}
      value={map[name] ?? ''}
      data-testid={`keys-${name}`}
      onPick={(value) => change(withChoice(map, name, value))}
      options={[['', usual], ...options.map((option) => [option, titles[option]] as const)]}
    />
  );
  return (
    <Dialog
      title={words.title(asked.title)}
      testId="keys-dialog"
      onCancel={close}
      onSubmit={close}
      actions={
        <Button type="submit" look="primary">
          {words.close}
        </Button>
      }
    >
      {choice('backspace', BACKSPACES, words.backspaces)}
      {choice('enter', ['crlf'], words.enters, words.enterUsual)}
      {choice('functions', FUNCTION_KEYS, words.functionKeys)}
      {choice('alt', ALTS, words.alts)}
      {choice('keypad', KEYPADS, words.keypads)}
      <OwnKeys map={map} onMap={change} />
    </Dialog>
  );
}

function withChoice(map: KeyMap, name: Choice, value: string): KeyMap {
  const { [name]: _was, ...rest } = map;
  // What is no option is as set again.
  return value === '' ? rest : ({ ...rest, [name]: value } as KeyMap);
}

function OwnKeys({ map, onMap }: { readonly map: KeyMap; readonly onMap: (map: KeyMap) => void }) {
  const { consoleKeys: words } = useWords();
  const [chord, setChord] = useState('');
  const [text, setText] = useState('');
  const read = readText(text);
  const own = Object.entries(map.own ?? {});
  const add = (): void => {
    if (read === null || chord === '') return;
    onMap({ ...map, own: { ...map.own, [chord]: read } });
    setChord('');
    setText('');
  };
  const reason = chord === '' ? words.noKey : read === null ? words.noText : undefined;
  return (
    <fieldset className="own-keys">
      <legend className="field-label">{words.own}</legend>
      {own.length > 0 && (
        <ul className="snippets">
          {own.map(([key, its]) => (
            <li key={key}>
              <span>{key}</span>
              <span className="mono muted cut grow">{writeText(its)}</span>
              <Button
                look="ghost"
                small
                icon="close"
                hint={words.remove(key)}
                onClick={() => onMap({ ...map, own: Object.fromEntries(own.filter(([one]) => one !== key)) })}
              />
            </li>
          ))}
        </ul>
      )}
      <div className="own-key">
        <TextField
          label={words.key}
          value={chord}
          readOnly
          placeholder={words.press}
          data-testid="keys-chord"
          onText={() => undefined}
          onKeyDown={(event) => {
            const pressed = chordOf(event);
            // Tab leads on, and Escape closes.
            if (pressed === null || /^(?:Shift\+)?Tab$|^Escape$/.test(pressed)) return;
            event.preventDefault();
            setChord(pressed);
          }}
        />
        <TextField
          label={words.sends}
          value={text}
          placeholder="\e[17~"
          hint={words.sendsHint}
          data-testid="keys-text"
          onText={setText}
        />
        <Button reason={reason} data-testid="keys-add" onClick={add}>
          {words.add}
        </Button>
      </div>
    </fieldset>
  );
}
