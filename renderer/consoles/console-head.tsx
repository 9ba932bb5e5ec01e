/** The thin line above a console: machine, console, host, state, size, and its tools. */
import type { ReactNode } from 'react';
import { oneLine } from '../ui/one-line.ts';
import { StateMark } from '../ui/state-mark.tsx';
import { told, useWords } from '../words/words.ts';
import type { ConsoleTarget } from './dock-state.ts';
import type { Phase } from './use-console.ts';

const MARKS = { opening: 'connecting', attached: 'up', ended: 'lost' } as const;

interface ConsoleHeadProps {
  readonly target: ConsoleTarget;
  readonly phase: Phase;
  /** `80 × 24`, `1024 × 768`. */
  readonly size: string;
  /** What the program in it calls itself. */
  readonly said?: string;
  readonly children: ReactNode;
}

export function ConsoleHead({ target, phase, size, said = '', children }: ConsoleHeadProps) {
  const w = useWords();
  return (
    <header className="console-head">
      <strong className="cut">{oneLine(target.label)}</strong>
      <span className="cut">{told(target.title)}</span>
      <span className="muted cut host-name">{target.host}</span>
      <span className="state-line muted" data-testid="console-state">
        <StateMark state={MARKS[phase.at]} />
        <span className="state-word">{w.states.console[phase.at]}</span>
      </span>
      <span className="muted cut size">{size}</span>
      <span className="muted cut said" data-tip-cut="" data-tip={said} data-testid="said">
        {said}
      </span>
      {children}
    </header>
  );
}
