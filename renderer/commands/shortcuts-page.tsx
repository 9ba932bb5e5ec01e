/** The shortcuts in the settings: each command with its keys, which are recorded, taken out and put back. */
import { Fragment, useState } from 'react';
import { changeStored, useStored } from '../settings/stored.ts';
import { Button } from '../ui/button.tsx';
import { useWords, type Words } from '../words/words.ts';
import { COMMAND_IDS, COMMANDS, type CommandId, scopeOf } from './command-table.ts';
import { KeyRecorder } from './key-recorder.tsx';
import { showKeys } from './shown-keys.ts';
import { changedCommands, isChanged, keysOf } from './shortcuts.ts';

const SCOPES = ['window', 'table', 'console'] as const;
const MOST = 4;

export const commandsCalled = (query: string, { commands }: Words): readonly CommandId[] => {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  return COMMAND_IDS.filter((id) => {
    const text = `${commands[id]} ${id}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
};

/** Those of the first set are not stored. */
export function setKeys(id: CommandId, keys: readonly string[]): void {
  const first = keys.join('\n') === COMMANDS[id].keys.join('\n');
  void changeStored([{ path: ['keys', id], value: first ? null : keys }]);
}

export function ShortcutsPage({ query }: { readonly query: string }) {
  const words = useWords();
  const [recording, setRecording] = useState<CommandId | null>(null);
  const shown = commandsCalled(query, words);
  return (
    <div className="shortcuts">
      {query === '' && <ResetAll />}
      {SCOPES.map((scope) => {
        const ids = shown.filter((id) => scopeOf(id) === scope);
        if (ids.length === 0) return null;
        return (
          <Fragment key={scope}>
            <h3 className="setting-title">{words.keyboard.scopes[scope]}</h3>
            {ids.map((id) => (
              <ShortcutLine
                key={id}
                id={id}
                recording={recording === id}
                onRecord={(on) => setRecording(on ? id : null)}
              />
            ))}
          </Fragment>
        );
      })}
    </div>
  );
}

/** Always there, so that nothing moves when the first one is changed. */
function ResetAll() {
  const { keyboard } = useWords();
  const changed = changedCommands(useStored((state) => state.stored.keys));
  return (
    <Button
      small
      icon="retry"
      reason={changed.length === 0 ? keyboard.allFirst : undefined}
      data-testid="shortcuts-reset"
      onClick={() => void changeStored(changed.map((id) => ({ path: ['keys', id], value: null })))}
    >
      {keyboard.resetAll}
    </Button>
  );
}

interface ShortcutLineProps {
  readonly id: CommandId;
  readonly recording: boolean;
  readonly onRecord: (on: boolean) => void;
}

function ShortcutLine({ id, recording, onRecord }: ShortcutLineProps) {
  const { keyboard, commands, settings } = useWords();
  const stored = useStored((state) => state.stored.keys);
  const keys = keysOf(id, stored);
  const name = commands[id];
  const full = keys.length >= MOST ? keyboard.full : undefined;
  return (
    <div className="shortcut" data-testid={`shortcut-${id}`} data-changed={isChanged(id, stored)}>
      <span className="cut">
        {name}
        {isChanged(id, stored) && <span className="setting-mark" role="img" aria-label={settings.changed} />}
      </span>
      <span className="shortcut-keys">
        {keys.length === 0 && <span className="muted">{keyboard.none}</span>}
        {keys.map((one) => (
          <button
            key={one}
            type="button"
            className="shortcut-key"
            aria-label={keyboard.take(showKeys(one), name)}
            data-tip={keyboard.take(showKeys(one), name)}
            onClick={() =>
              setKeys(
                id,
                keys.filter((other) => other !== one),
              )
            }
          >
            <kbd>{showKeys(one)}</kbd>
          </button>
        ))}
        <Button
          look="ghost"
          small
          icon="plus"
          hint={keyboard.add(name)}
          reason={full}
          data-testid="shortcut-add"
          onClick={() => onRecord(true)}
        />
        {isChanged(id, stored) && (
          <Button
            look="ghost"
            small
            icon="retry"
            hint={keyboard.reset(name)}
            onClick={() => setKeys(id, COMMANDS[id].keys)}
          />
        )}
      </span>
      {recording && <KeyRecorder id={id} onDone={() => onRecord(false)} />}
    </div>
  );
}
