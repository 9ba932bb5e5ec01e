/** Tabs and splits of consoles and jobs. */
import {
  type DockviewReadyEvent,
  DockviewReact,
  type DockviewTheme,
  type IDockviewHeaderActionsProps,
  type IDockviewPanelHeaderProps,
  type IDockviewPanelProps,
} from 'dockview-react';
import 'dockview-react/dist/styles/dockview.css';
import './dock.css';
import { HistoryPane } from '../calls/history-pane.tsx';
import { JobsPane } from '../jobs/jobs-pane.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icons.tsx';
import { openMenuBelow } from '../ui/menu.tsx';
import { PlaybackPanel } from '../transcripts/playback-panel.tsx';
import { setWindow, useWindow } from '../window-state.ts';
import { ConsolePanel } from './console-panel.tsx';
import { detach, followTabsOut, split } from './dock-moves.ts';
import { type ConsoleTarget, dockReady, isAway } from './dock-state.ts';
import { newConsoleMenu } from './new-console.ts';
import { fillDock, followDock } from './restore.ts';
import { useMarks } from './panel-marks.ts';

const THEME: DockviewTheme = { name: 'ctys', className: 'dock-theme', dndOverlayMounting: 'relative' };

const COMPONENTS = {
  console: (props: IDockviewPanelProps<{ target: ConsoleTarget }>) => (
    <ConsolePanel target={props.params.target} api={props.api} />
  ),
  jobs: () => <JobsPane />,
  history: () => <HistoryPane />,
  playback: (props: IDockviewPanelProps<{ name: string }>) => <PlaybackPanel name={props.params.name} />,
};

const ready = ({ api }: DockviewReadyEvent): void => {
  fillDock(api);
  dockReady(api);
  followDock(api);
  // It goes with the dock.
  followTabsOut();
};

export function Dock() {
  return (
    <DockviewReact
      theme={THEME}
      components={COMPONENTS}
      defaultTabComponent={Tab}
      leftHeaderActionsComponent={NewConsole}
      rightHeaderActionsComponent={GroupActions}
      // A hidden console stays as it is: terminals and screens do not like to leave the document.
      defaultRenderer="always"
      disableFloatingGroups
      onReady={ready}
    />
  );
}

function Tab({ api, params }: IDockviewPanelHeaderProps<{ target?: ConsoleTarget }>) {
  const { target } = params;
  const mark = useMarks(({ marks }) => marks[api.id]);
  const other = api.component === 'playback' ? 'play' : 'jobs';
  const icon = target === undefined ? other : target.kind === 'tty' ? 'terminal' : 'screen';
  return (
    <div
      className="dock-tab"
      data-bell={mark?.bell}
      data-tip={target === undefined ? undefined : `${target.label} on ${target.host}: ${target.title}`}
      onAuxClick={(event) => event.button === 1 && api.close()}
    >
      <Icon name={mark?.bell === true ? 'bell' : icon} />
      <span className="cut">{target?.label ?? api.title}</span>
      {target !== undefined && <span className="muted cut">{target.title}</span>}
      <Button
        look="ghost"
        small
        icon="close"
        hint="Close"
        className="tab-close"
        tabIndex={-1}
        onPointerDown={(event) => event.stopPropagation()}
        onClick={() => api.close()}
      />
    </div>
  );
}

/** Behind the last tab. */
function NewConsole({ activePanel }: IDockviewHeaderActionsProps) {
  const target = activePanel?.params?.target as ConsoleTarget | undefined;
  return (
    <div className="dock-actions">
      <Button
        look="ghost"
        small
        icon="plus"
        hint="Open another console"
        data-testid="new-console"
        onClick={({ currentTarget }) => openMenuBelow(currentTarget, () => newConsoleMenu(target))}
      />
    </div>
  );
}

function GroupActions({ group, activePanel }: IDockviewHeaderActionsProps) {
  const strip = useWindow((state) => state.strip);
  const isConsole = activePanel?.view.contentComponent === 'console';
  const alone = group.panels.length < 2 && !isConsole ? 'Open a second tab to split.' : undefined;
  const away = isAway(group);
  return (
    <div className="dock-actions">
      <Button
        look="ghost"
        small
        icon="details"
        hint="Split to the right (Ctrl+Shift+D)"
        reason={alone}
        onClick={() => split(group, 'right')}
      />
      <Button
        look="ghost"
        small
        icon="bottom"
        hint="Split below (Ctrl+Shift+S)"
        reason={alone}
        onClick={() => split(group, 'below')}
      />
      <Button
        look="ghost"
        small
        icon={away ? 'into' : 'out'}
        hint={away ? 'Back into the main window (Ctrl+Shift+O)' : 'In a window of its own (Ctrl+Shift+O)'}
        data-testid="detach"
        onClick={() => activePanel !== undefined && void detach(activePanel.id)}
      />
      {!away && (
        <Button
          look="ghost"
          small
          icon={strip ? 'down' : 'up'}
          hint={strip ? 'Show the table (Ctrl+`)' : 'More room: fold the table (Ctrl+`)'}
          onClick={() => setWindow({ strip: !strip })}
        />
      )}
    </div>
  );
}
