/** Dialogs on the platform's own modal element: focus stays inside, Escape cancels. */
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { create } from 'zustand';
import { Button } from './button.tsx';
import { useWords } from '../words/words.ts';

interface DialogProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Buttons; the last is the primary one. */
  readonly actions: ReactNode;
  readonly onCancel: () => void;
  /** Enter in a field, or the submit button. */
  readonly onSubmit?: () => void;
  readonly wide?: boolean;
  /** A class of its own. */
  readonly look?: string;
  readonly testId?: string;
}

export function Dialog({ title, children, actions, onCancel, onSubmit, wide, look, testId }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  // Before it leaves the page: only then does closing give the focus back to where it was.
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (dialog?.open === false) dialog.showModal();
    // The platform focuses the first control; the one meant may be another.
    dialog?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={ref}
      className={['dialog', wide === true && 'wide', look].filter(Boolean).join(' ')}
      aria-label={title}
      data-testid={testId}
      onKeyDown={(event) => event.stopPropagation()}
      onCancel={(event) => {
        event.preventDefault();
        onCancel();
      }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit?.();
        }}
      >
        <h2 className="dialog-head">{title}</h2>
        <div className="dialog-body">{children}</div>
        <div className="dialog-foot">{actions}</div>
      </form>
    </dialog>
  );
}

interface Question {
  readonly title: string;
  readonly body: ReactNode;
  /** Names the consequence: `Power off tst100`. */
  readonly button: string;
  readonly hard?: boolean;
}

interface Asked extends Question {
  readonly answer: (yes: boolean) => void;
}

const useQuestion = create<{ asked: Asked | null }>(() => ({ asked: null }));

/** Resolves true when the person chose the button. A question still open is answered no. */
export function confirm(question: Question): Promise<boolean> {
  useQuestion.getState().asked?.answer(false);
  return new Promise((done) => {
    const answer = (yes: boolean): void => {
      useQuestion.setState({ asked: null });
      done(yes);
    };
    useQuestion.setState({ asked: { ...question, answer } });
  });
}

export function ConfirmLayer() {
  const { common } = useWords();
  const asked = useQuestion((state) => state.asked);
  if (asked === null) return null;
  const { title, body, button, hard, answer } = asked;
  return (
    <Dialog
      key={title}
      title={title}
      testId="confirm"
      onCancel={() => answer(false)}
      onSubmit={() => answer(true)}
      actions={
        <>
          <Button onClick={() => answer(false)}>{common.cancel}</Button>
          <Button
            type="submit"
            look={hard === true ? 'danger' : 'primary'}
            data-testid="confirm-yes"
            autoFocus={hard !== true}
          >
            {button}
          </Button>
        </>
      }
    >
      {body}
    </Dialog>
  );
}
