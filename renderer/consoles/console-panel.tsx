import type { DockviewPanelApi } from 'dockview-react';
import type { ConsoleTarget } from './dock-state.ts';
import { ScreenPanel } from './screen-panel.tsx';
import { TerminalPanel } from './terminal-panel.tsx';

export interface ConsolePanelProps {
  readonly target: ConsoleTarget;
  readonly api: DockviewPanelApi;
}

export function ConsolePanel(props: ConsolePanelProps) {
  return (
    <section
      className="console"
      aria-label={`${props.target.label} ${props.target.title}`}
      data-panel={props.api.id}
      data-testid={`console-${props.target.console}`}
    >
      {props.target.kind === 'tty' ? <TerminalPanel {...props} /> : <ScreenPanel {...props} />}
    </section>
  );
}
