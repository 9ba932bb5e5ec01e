/** A terminal in the dock. */
import { useState } from 'react';
import { changeSettings, useSettings } from '../settings/settings.ts';
import { Button } from '../ui/button.tsx';
import { type MenuItem, openMenu, openMenuBelow } from '../ui/menu.tsx';
import { commonKey } from './common-keys.ts';
import { ConsoleHead } from './console-head.tsx';
import { type ConsoleKey, zoomed } from './console-keys.ts';
import type { ConsolePanelProps } from './console-panel.tsx';
import { CopyBar } from './copy-bar.tsx';
import { EndedBar } from './ended-bar.tsx';
import { fillScreen } from './full-screen.ts';
import { FindBar } from './find-bar.tsx';
import { copySelection, terminalMenu } from './terminal-actions.tsx';
import { useConsole } from './use-console.ts';
import { useTerminal } from './use-terminal.ts';

export function TerminalPanel({ target, api }: ConsolePanelProps) {
  const [finding, setFinding] = useState(false);
  const onKey = (key: ConsoleKey): void => {
    if (key === 'copy') void copySelection(view.current);
    else if (key === 'find') setFinding(true);
    else if (key === 'larger' || key === 'smaller' || key === 'normal')
      changeSettings({ terminalSize: zoomed(useSettings.getState().terminalSize, key) });
    else commonKey(key, api.id);
  };
  const { place, view, size, title, copy, answered, handlers } = useTerminal(api, target.label, onKey);
  const console = useConsole(target, api.id, handlers);
  const menu = (): readonly MenuItem[] => terminalMenu(view.current, onKey);
  const closeFind = (): void => {
    setFinding(false);
    view.current?.clearFind();
    view.current?.terminal.focus();
  };
  return (
    <>
      <ConsoleHead target={target} phase={console.phase} size={`${size.cols} × ${size.rows}`} said={title}>
        <Button
          look="ghost"
          small
          icon="search"
          hint="Search (Ctrl+Shift+F)"
          onClick={() => setFinding(true)}
        />
        <Button
          look="ghost"
          small
          icon="full"
          hint="Full screen (Ctrl+Shift+Enter)"
          data-testid="full-screen"
          onClick={() => fillScreen(api.id)}
        />
        <Button
          look="ghost"
          small
          icon="more"
          hint="Terminal menu"
          onClick={({ currentTarget }) => openMenuBelow(currentTarget, menu)}
        />
      </ConsoleHead>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the terminal inside is the control; this is its menu */}
      <div
        className="console-body terminal-body"
        data-testid="terminal"
        onContextMenu={(event) => {
          event.preventDefault();
          openMenu({ at: { x: event.clientX, y: event.clientY }, items: menu });
        }}
      >
        <div className="terminal-place" ref={place} />
        {finding && (
          <FindBar find={(text, back) => view.current?.find(text, back) ?? false} onClose={closeFind} />
        )}
      </div>
      {copy !== null && <CopyBar text={copy} onAnswered={answered} />}
      <EndedBar console={console} title={`${target.label} ${target.title}`} />
    </>
  );
}
