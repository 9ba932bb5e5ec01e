/** All shortcuts at a glance. */
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useStored } from '../settings/stored.ts';
import { closeDialog, setWindow } from '../window-state.ts';
import { useWords } from '../words/words.ts';
import { COMMAND_IDS, scopeOf } from './command-table.ts';
import { showKeys } from './shown-keys.ts';
import { keysOf } from './shortcuts.ts';

const SCOPES = ['window', 'table', 'console'] as const;

export function ShortcutSheet() {
  const { keyboard, commands } = useWords();
  const stored = useStored((state) => state.stored.keys);
  const change = (): void => setWindow({ dialog: { kind: 'settings', page: 'shortcuts' } });
  return (
    <Dialog
      title={keyboard.title}
      look="shortcut-sheet"
      testId="shortcuts"
      onCancel={closeDialog}
      onSubmit={closeDialog}
      actions={
        <>
          <Button data-testid="shortcuts-change" onClick={change}>
            {keyboard.change}
          </Button>
          <Button type="submit" look="primary" autoFocus>
            {keyboard.close}
          </Button>
        </>
      }
    >
      {SCOPES.map((scope) => (
        <section key={scope} aria-label={keyboard.scopes[scope]}>
          <h3 className="setting-title">{keyboard.scopes[scope]}</h3>
          <dl>
            {COMMAND_IDS.filter((id) => scopeOf(id) === scope && keysOf(id, stored).length > 0).map((id) => (
              <div key={id}>
                <dt>{commands[id]}</dt>
                <dd>
                  {keysOf(id, stored).map((keys) => (
                    <kbd key={keys}>{showKeys(keys)}</kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
