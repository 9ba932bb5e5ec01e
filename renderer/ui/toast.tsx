/** Short lines on what happened, with what one can do about it. Good news leaves by itself, bad news stays. */
import { useEffect } from 'react';
import { create } from 'zustand';
import { Button } from './button.tsx';
import { Icon } from './icons.tsx';
import { told, useWords } from '../words/words.ts';

export interface Toast {
  readonly title: string;
  readonly text?: string | undefined;
  readonly failed?: boolean;
  readonly actions?: readonly { readonly label: string; readonly onPick: () => void }[];
}

interface Shown extends Toast {
  readonly id: number;
}

const MOST = 4;
const GOOD_NEWS_MS = 5_000;

const useToasts = create<{ toasts: readonly Shown[] }>(() => ({ toasts: [] }));
let last = 0;

export function toast(message: Toast): void {
  last += 1;
  const shown = { ...message, id: last };
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts, shown].slice(-MOST) }));
}

const drop = (id: number): void =>
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((shown) => shown.id !== id) }));

export function ToastLayer() {
  const toasts = useToasts((state) => state.toasts);
  return (
    <div className="toasts" aria-live="polite">
      {toasts.map((shown) => (
        <ToastLine key={shown.id} toast={shown} />
      ))}
    </div>
  );
}

function ToastLine({ toast: { id, title, text, failed = false, actions = [] } }: { readonly toast: Shown }) {
  const { common } = useWords();
  useEffect(() => {
    if (failed) return;
    const timer = setTimeout(() => drop(id), GOOD_NEWS_MS);
    return () => clearTimeout(timer);
  }, [id, failed]);
  return (
    <div className={failed ? 'toast failed' : 'toast good'} data-testid="toast">
      <Icon name={failed ? 'warn' : 'check'} />
      <div>
        <div>{told(title)}</div>
        {text !== undefined && <div className="toast-text">{told(text)}</div>}
        {actions.length > 0 && (
          <div className="toast-actions">
            {actions.map(({ label, onPick }) => (
              <Button
                key={label}
                look="link"
                onClick={() => {
                  drop(id);
                  onPick();
                }}
              >
                {label}
              </Button>
            ))}
          </div>
        )}
      </div>
      <Button look="ghost" small icon="close" hint={common.dismiss} onClick={() => drop(id)} />
    </div>
  );
}
