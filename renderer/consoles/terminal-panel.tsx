/** A terminal in the dock. */
import { useRef, useState } from 'react';
import { withKeys } from '../commands/shown-keys.ts';
import { changeSettings, useSettings } from '../settings/settings.ts';
import { Button } from '../ui/button.tsx';
import { type MenuItem, openMenu, openMenuBelow } from '../ui/menu.tsx';
import { ConsoleHead } from './console-head.tsx';
import { type ConsoleKey, zoomed } from './console-keys.ts';
import type { ConsolePanelProps } from './console-panel.tsx';
import { CopyBar } from './copy-bar.tsx';
import { openFiles } from './dock-state.ts';
import { EndedBar } from './ended-bar.tsx';
import { FindBar } from './find-bar.tsx';
import { fillScreen } from './full-screen.ts';
import { editKeys } from './keys-dialog.tsx';
import { SharedBar } from './shared-bar.tsx';
import { shareNone, useShared } from './shared-typing.ts';
import { pressInConsole, useDeeds } from './pressed.ts';
import { copySelection, pasteFromClipboard } from './terminal-actions.tsx';
import { shareMenu, snippetMenu, terminalMenu } from './terminal-menu.ts';
import { TransferBar } from '../zmodem/transfer-bar.tsx';
import { useTranscript } from '../transcripts/use-transcript.ts';
import { useConsole } from './use-console.ts';
import { useTerminal } from './use-terminal.ts';
import { SizeNote } from './size-note.tsx';
import { told, useWords } from '../words/words.ts';

const TOOL = { look: 'ghost', small: true } as const;

export function TerminalPanel({ target, api }: ConsolePanelProps) {
  const w = useWords();
  const [finding, setFinding] = useState(false);
  const tools = useRef<HTMLSpanElement>(null);
  const below = (items: () => readonly MenuItem[]): void => {
    if (tools.current !== null) openMenuBelow(tools.current, items);
  };
  const onKey = (key: ConsoleKey): void => pressInConsole(key, api.id);
  const {
    place,
    view,
    folder,
    size,
    title,
    copy,
    answered,
    keyMap,
    keepKeys,
    transfers,
    transfer,
    handlers,
  } = useTerminal(api, target, onKey);
  const console = useConsole(target, api.id, handlers);
  const transcript = useTranscript(console.phase, size);
  const zoom = (key: Parameters<typeof zoomed>[1]) => (): void =>
    changeSettings({ terminalSize: zoomed(useSettings.getState().terminalSize, key) });
  useDeeds(api.id, {
    copy: () => void copySelection(view.current),
    paste: () => void (view.current !== null && pasteFromClipboard(view.current)),
    'select-all': () => view.current?.terminal.selectAll(),
    find: () => setFinding(true),
    clear: () => view.current?.terminal.clear(),
    snippets: () => below(() => snippetMenu(api.id)),
    share: () => (useShared.getState().panels.size > 0 ? shareNone() : below(() => shareMenu(api.id))),
    files: () => openFiles(target.host, folder.current),
    larger: zoom('larger'),
    smaller: zoom('smaller'),
    normal: zoom('normal'),
    keyboard: () =>
      editKeys({ title: `${target.label}: ${told(target.title)}`, map: keyMap.current, onMap: keepKeys }),
    ...(transcript.name !== null && { 'transcript-end': transcript.end }),
    ...(transcript.name === null &&
      console.phase.at === 'attached' && {
        transcript: () => transcript.begin('asciicast'),
        'transcript-plain': () => transcript.begin('plain'),
      }),
    ...(console.phase.at === 'ended' && { reconnect: console.reconnect }),
  });
  const menu = (): readonly MenuItem[] =>
    terminalMenu({ transcript: transcript.name, view: view.current, onKey });
  const closeFind = (): void => {
    setFinding(false);
    view.current?.clearFind();
    view.current?.terminal.focus();
  };
  return (
    <>
      <ConsoleHead target={target} phase={console.phase} size={`${size.cols} × ${size.rows}`} said={title}>
        {transcript.name !== null && (
          <Button
            {...TOOL}
            icon="record"
            className="recording"
            hint={w.consoles.keptIn(transcript.name)}
            data-testid="recording"
            onClick={transcript.end}
          >
            {w.consoles.kept}
          </Button>
        )}
        <Button
          {...TOOL}
          icon="search"
          hint={withKeys(w.commands['console.find'], 'console.find')}
          onClick={() => setFinding(true)}
        />
        <Button
          {...TOOL}
          icon="full"
          hint={withKeys(w.commands['console.full'], 'console.full')}
          data-testid="full-screen"
          onClick={() => fillScreen(api.id)}
        />
        <span ref={tools}>
          <Button {...TOOL} icon="more" hint={w.consoles.terminalMenu} onClick={() => below(menu)} />
        </span>
      </ConsoleHead>
      <SharedBar panel={api.id} />
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
        <SizeNote size={size} />
        {finding && (
          <FindBar find={(text, back) => view.current?.find(text, back) ?? false} onClose={closeFind} />
        )}
      </div>
      {copy !== null && <CopyBar text={copy} onAnswered={answered} />}
      {transfer !== null && <TransferBar label={target.label} state={transfer} transfers={transfers} />}
      <EndedBar console={console} title={`${target.label} ${told(target.title)}`} panel={api.id} />
    </>
  );
}
