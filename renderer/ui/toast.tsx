/** Messages as they come. They leave by themselves, so that nothing is covered for long; what matters can be read later. */
import { useEffect, useState } from 'react';
import { told as translated, useWords } from '../words/words.ts';
import { Button } from './button.tsx';
import { Icon } from './icons.tsx';
import { forget, type Message, putAway, tell, type Told, useMessages } from './messages.ts';

export type Toast = Message;
export const toast = tell;

/** ms; bad news is longer, and has something to click. */
const GOOD_NEWS = 5_000;
const BAD_NEWS = 12_000;

export function ToastLayer() {
  const floating = useMessages((state) => state.floating);
  return (
    <div className="toasts" aria-live="polite">
      {floating.map((told) => (
        <ToastLine key={told.id} told={told} />
      ))}
    </div>
  );
}

/** Who points at it or has the keyboard in it reads it: it stays. */
function ToastLine({ told }: { readonly told: Told }) {
  const { id, failed = false } = told;
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  useEffect(() => {
    if (pointed || focused) return;
    const timer = setTimeout(() => putAway(id), failed ? BAD_NEWS : GOOD_NEWS);
    return () => clearTimeout(timer);
  }, [id, failed, pointed, focused]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: nothing is done here, only time stands still
    <div
      className={failed ? 'toast failed' : 'toast good'}
      data-testid="toast"
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    >
      <MessageParts told={told} />
    </div>
  );
}

/** What a message consists of: floating, and in the list. */
export function MessageParts({ told, when }: { readonly told: Told; readonly when?: string }) {
  const { common } = useWords();
  const { id, title, text, failed = false, actions = [] } = told;
  return (
    <>
      <Icon name={failed ? 'warn' : 'check'} />
      <div>
        <div>{translated(title)}</div>
        {text !== undefined && <div className="toast-text">{translated(text)}</div>}
        {(actions.length > 0 || when !== undefined) && (
          <div className="toast-actions">
            {actions.map(({ label, onPick }) => (
              <Button
                key={label}
                look="link"
                onClick={() => {
                  forget(id);
                  onPick();
                }}
              >
                {label}
              </Button>
            ))}
            {when !== undefined && <span className="muted">{when}</span>}
          </div>
        )}
      </div>
      <Button look="ghost" small icon="close" hint={common.dismiss} onClick={() => forget(id)} />
    </>
  );
}
