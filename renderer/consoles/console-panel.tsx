/** A console in the dock: a terminal or a screen. Out of sight it is not laid out, and so not painted; its bytes go on. */
import { told } from '../words/words.ts';
import type { DockviewPanelApi } from 'dockview-react';
import { useEffect, useState } from 'react';
import type { ConsoleTarget } from './dock-state.ts';
import { LeaderNote } from './leader-note.tsx';
import { ScreenPanel } from './screen-panel.tsx';
import { TerminalPanel } from './terminal-panel.tsx';

export interface ConsolePanelProps {
  readonly target: ConsoleTarget;
  readonly api: DockviewPanelApi;
}

export function ConsolePanel(props: ConsolePanelProps) {
  const { target, api } = props;
  const visible = useVisible(api);
  return (
    <section
      className="console"
      aria-label={`${target.label} ${told(target.title)}`}
      data-panel={api.id}
      data-testid={`console-${target.console}`}
      hidden={!visible}
    >
      <LeaderNote panel={api.id} />
      {target.kind === 'tty' ? <TerminalPanel {...props} /> : <ScreenPanel {...props} visible={visible} />}
    </section>
  );
}

function useVisible(api: DockviewPanelApi): boolean {
  const [visible, setVisible] = useState(api.isVisible);
  useEffect(() => {
    setVisible(api.isVisible);
    const heard = api.onDidVisibilityChange(({ isVisible }) => setVisible(isVisible));
    return () => heard.dispose();
  }, [api]);
  return visible;
}
