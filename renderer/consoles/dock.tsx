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
import { setWindow, useWindow } from '../window-state.ts';
import { ConsolePanel } from './console-panel.tsx';
import { type ConsoleTarget, dockReady } from './dock-state.ts';
import { useMarks } from './panel-marks.ts';

const THEME: DockviewTheme = { name: 'ctys', className: 'dock-theme', dndOverlayMounting: 'relative' };

const COMPONENTS = {
  console: (props: IDockviewPanelProps<{ target: ConsoleTarget }>) => (
    <ConsolePanel target={props.params.target} api={props.api} />
  ),
  jobs: () => <JobsPane />,
  history: () => <HistoryPane />,
};

const ready = ({ api }: DockviewReadyEvent): void => dockReady(api);

export function Dock() {
  return (
    <DockviewReact
      theme={THEME}
      components={COMPONENTS}
      defaultTabComponent={Tab}
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
  const icon = target === undefined ? 'jobs' : target.kind === 'tty' ? 'terminal' : 'screen';
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

function GroupActions({ containerApi, group, activePanel }: IDockviewHeaderActionsProps) {
  const strip = useWindow((state) => state.strip);
  const split = (direction: 'right' | 'below'): void => {
    if (activePanel === undefined || group.panels.length < 2) return;
    const beside = containerApi.addGroup({ referenceGroup: group, direction });
    activePanel.api.moveTo({ group: beside });
  };
  const alone = group.panels.length < 2 ? 'Open a second tab to split.' : undefined;
  return (
    <div className="dock-actions">
      <Button
        look="ghost"
        small
        icon="details"
        hint="Split to the right"
        reason={alone}
        onClick={() => split('right')}
      />
      <Button
        look="ghost"
        small
        icon="bottom"
        hint="Split below"
        reason={alone}
        onClick={() => split('below')}
      />
      <Button
        look="ghost"
        small
        icon={strip ? 'down' : 'full'}
        hint={strip ? 'Show the table (Ctrl+`)' : 'More room: fold the table (Ctrl+`)'}
        onClick={() => setWindow({ strip: !strip })}
      />
    </div>
  );
}
