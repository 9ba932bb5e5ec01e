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
import { withKeys } from '../commands/shown-keys.ts';
import { FilesPanel } from '../files/files-panel.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icons.tsx';
import { openMenuBelow } from '../ui/menu.tsx';
import { PlaybackPanel } from '../transcripts/playback-panel.tsx';
import { setWindow, useWindow } from '../window-state.ts';
import { ConsolePanel } from './console-panel.tsx';
import { detach, followReturns, followTabsOut, split } from './dock-moves.ts';
import { type ConsoleTarget, dockReady, isAway } from './dock-state.ts';
import { newConsoleMenu } from './new-console.ts';
import { fillDock, followDock } from './restore.ts';
import { useMarks } from './panel-marks.ts';
import { settleAfterResize } from './settle.ts';
import { told, useWords } from '../words/words.ts';

const THEME: DockviewTheme = { name: 'ctys', className: 'dock-theme', dndOverlayMounting: 'relative' };

const COMPONENTS = {
  console: (props: IDockviewPanelProps<{ target: ConsoleTarget }>) => (
    <ConsolePanel target={props.params.target} api={props.api} />
  ),
  jobs: () => <JobsPane />,
  history: () => <HistoryPane />,
  files: (props: IDockviewPanelProps<{ host: string; path: string }>) => (
    <FilesPanel {...props.params} api={props.api} />
  ),
  playback: ({ params, api }: IDockviewPanelProps<{ name: string }>) => (
    <PlaybackPanel name={params.name} panel={api.id} />
  ),
};

const ready = ({ api }: DockviewReadyEvent): void => {
  fillDock(api);
  dockReady(api);
  followDock(api);
  settleAfterResize(api);
  followReturns(api);
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
  const w = useWords();
  const { target } = params;
  const mark = useMarks(({ marks }) => marks[api.id]);
  const other = api.component === 'playback' ? 'play' : api.component === 'files' ? 'group' : 'jobs';
  const icon = target === undefined ? other : target.kind === 'tty' ? 'terminal' : 'screen';
  return (
    <div
      className="dock-tab"
      data-bell={mark?.bell}
      data-tip={
        target === undefined ? undefined : w.consoles.on(target.label, target.host, told(target.title))
      }
      onAuxClick={(event) => event.button === 1 && api.close()}
    >
      <Icon name={mark?.bell === true ? 'bell' : icon} />
      <span className="cut">{target?.label ?? api.title}</span>{' '}
      {target !== undefined && <span className="muted cut">{told(target.title)}</span>}
      {/* For the pointer alone: a tab can hold no button, and keys have a command. */}
      <span
        className="button ghost small icon-only tab-close"
        aria-hidden="true"
        data-tip={w.common.close}
        onPointerDown={(event) => event.stopPropagation()}
        onClick={() => api.close()}
      >
        <Icon name="close" />
      </span>
    </div>
  );
}

/** Behind the last tab. */
function NewConsole({ activePanel }: IDockviewHeaderActionsProps) {
  const w = useWords();
  const target = activePanel?.params?.target as ConsoleTarget | undefined;
  return (
    <div className="dock-actions">
      <Button
        look="ghost"
        small
        icon="plus"
        hint={w.consoles.another}
        data-testid="new-console"
        onClick={({ currentTarget }) => openMenuBelow(currentTarget, () => newConsoleMenu(target))}
      />
    </div>
  );
}

function GroupActions({ group, activePanel }: IDockviewHeaderActionsProps) {
  const w = useWords();
  const strip = useWindow((state) => state.strip);
  const isConsole = activePanel?.view.contentComponent === 'console';
  const alone = group.panels.length < 2 && !isConsole ? w.consoles.secondFirst : undefined;
  const away = isAway(group);
  return (
    <div className="dock-actions">
      <Button
        look="ghost"
        small
        className="roomy"
        icon="details"
        hint={withKeys(w.commands['console.split-right'], 'console.split-right')}
        reason={alone}
        onClick={() => split(group, 'right')}
      />
      <Button
        look="ghost"
        small
        className="roomy"
        icon="bottom"
        hint={withKeys(w.commands['console.split-below'], 'console.split-below')}
        reason={alone}
        onClick={() => split(group, 'below')}
      />
      <Button
        look="ghost"
        small
        icon={away ? 'into' : 'out'}
        hint={withKeys(away ? w.consoles.backIn : w.consoles.ownWindow, 'console.detach')}
        data-testid="detach"
        onClick={() => activePanel !== undefined && void detach(activePanel.id)}
      />
      {!away && (
        <Button
          look="ghost"
          small
          icon={strip ? 'down' : 'up'}
          hint={withKeys(strip ? w.table.show : w.consoles.moreRoom, 'table.strip')}
          onClick={() => setWindow({ strip: !strip })}
        />
      )}
    </div>
  );
}
