/** A terminal in the dock. */
import { useEffect, useRef, useState } from 'react';
import { changeSettings, useSettings } from '../settings/settings.ts';
import { Button } from '../ui/button.tsx';
import { copyText } from '../ui/clipboard.ts';
import { confirm } from '../ui/dialog.tsx';
import { formatTime } from '../ui/format.ts';
import { type MenuItem, openMenu, openMenuBelow } from '../ui/menu.tsx';
import { toast } from '../ui/toast.tsx';
import { setWindow } from '../window-state.ts';
import { ConsoleHead } from './console-head.tsx';
import { type ConsoleKey, consoleKey, zoomed } from './console-keys.ts';
import type { ConsolePanelProps } from './console-panel.tsx';
import { closePanel, onFocusPanel, stepTab } from './dock-state.ts';
import { EndedBar } from './ended-bar.tsx';
import { FindBar } from './find-bar.tsx';
import { createTerminal, type TerminalView } from './terminal.ts';
import { useConsole } from './use-console.ts';

/** Before the terminal has measured its place. */
const FIRST_SIZE = { cols: 80, rows: 24 };

export function TerminalPanel({ target, api }: ConsolePanelProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<TerminalView | null>(null);
  const send = useRef<(bytes: Uint8Array) => void>(() => undefined);
  const resize = useRef<(cols: number, rows: number) => void>(() => undefined);
  const [size, setSize] = useState(FIRST_SIZE);
  const [finding, setFinding] = useState(false);

  const onKey = (key: ConsoleKey): void => {
    const { current } = view;
    if (key === 'copy') void copySelection(current);
    else if (key === 'find') setFinding(true);
    else if (key === 'larger' || key === 'smaller' || key === 'normal')
      changeSettings({ terminalSize: zoomed(useSettings.getState().terminalSize, key) });
    else commonKey(key, api.id);
  };
  const handleKey = useRef(onKey);
  handleKey.current = onKey;

  useEffect(() => {
    if (place.current === null) return;
    const made = createTerminal(place.current, {
      input: (bytes) => send.current(bytes),
      resize: ({ cols, rows }) => {
        resize.current(cols, rows);
        setSize({ cols, rows });
      },
      link: (address) => void followLink(address),
      paste: (text) => void askPaste(text, target.label, made),
      selected: (text) => {
        if (text !== '' && useSettings.getState().copyOnSelect)
          navigator.clipboard.writeText(text).catch(() => undefined);
      },
      key: (event) => {
        const key = consoleKey(event);
        if (key === null) return true;
        // Pasting is left to the browser, which then needs no permission to read the clipboard.
        if (key !== 'paste') {
          event.preventDefault();
          event.stopPropagation();
          handleKey.current(key);
        }
        return false;
      },
    });
    view.current = made;
    setSize(made.size());
    made.terminal.focus();
    const stop = onFocusPanel(api.id, () => made.terminal.focus());
    return () => {
      stop();
      view.current = null;
      made.dispose();
    };
  }, [api.id, target.label]);

  const console = useConsole(target, api.id, {
    size: () => view.current?.size() ?? FIRST_SIZE,
    attached: (pipe) => {
      pipe.onBytes = (chunk, taken) => view.current?.take(chunk, taken);
      send.current = (bytes) => pipe.write(bytes);
      resize.current = (cols, rows) => pipe.resize(cols, rows);
      const now = view.current?.size() ?? FIRST_SIZE;
      pipe.resize(now.cols, now.rows);
      return () => {
        send.current = () => undefined;
        resize.current = () => undefined;
      };
    },
    ended: () => view.current?.settle(`ended ${formatTime(Date.now())}`),
  });

  const menu = (): readonly MenuItem[] => terminalMenu(view.current, onKey);
  return (
    <>
      <ConsoleHead target={target} phase={console.phase} size={`${size.cols} × ${size.rows}`}>
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
          <FindBar
            find={(text, back) => view.current?.find(text, back) ?? false}
            onClose={() => {
              setFinding(false);
              view.current?.clearFind();
              view.current?.terminal.focus();
            }}
          />
        )}
      </div>
      <EndedBar console={console} title={`${target.label} ${target.title}`} />
    </>
  );
}

/** Keys that terminals and screens have in common. */
export function commonKey(key: ConsoleKey, panel: string): void {
  if (key === 'next-tab') stepTab(1);
  else if (key === 'previous-tab') stepTab(-1);
  else if (key === 'close') closePanel(panel);
  else if (key === 'strip') setWindow((state) => ({ strip: !state.strip }));
  else if (key === 'table') {
    setWindow({ strip: false });
    requestAnimationFrame(() => document.querySelector<HTMLElement>('.rows')?.focus());
  }
}

function terminalMenu(view: TerminalView | null, onKey: (key: ConsoleKey) => void): readonly MenuItem[] {
  if (view === null) return [];
  const nothing = view.terminal.hasSelection() ? undefined : 'Nothing is selected.';
  return [
    { label: 'Copy', icon: 'copy', keys: 'Ctrl+Shift+C', reason: nothing, onPick: () => onKey('copy') },
    { label: 'Paste', icon: 'clipboard', keys: 'Ctrl+Shift+V', onPick: () => void pasteFromClipboard(view) },
    { label: 'Select all', onPick: () => view.terminal.selectAll() },
    'line',
    { label: 'Search', icon: 'search', keys: 'Ctrl+Shift+F', onPick: () => onKey('find') },
    { label: 'Clear scrollback', onPick: () => view.terminal.clear() },
    'line',
    { label: 'Larger text', keys: 'Ctrl+Shift++', onPick: () => onKey('larger') },
    { label: 'Smaller text', keys: 'Ctrl+Shift+-', onPick: () => onKey('smaller') },
    { label: 'Normal text', keys: 'Ctrl+Shift+0', onPick: () => onKey('normal') },
    'line',
    { label: 'Settings…', icon: 'settings', onPick: () => setWindow({ dialog: { kind: 'settings' } }) },
  ];
}

async function copySelection(view: TerminalView | null): Promise<void> {
  const text = view?.terminal.getSelection() ?? '';
  if (text !== '') await copyText(text);
}

async function pasteFromClipboard(view: TerminalView): Promise<void> {
  try {
    const text = await navigator.clipboard.readText();
    const data = new DataTransfer();
    data.setData('text/plain', text);
    // The same way as a paste by key, with the same question where it matters.
    view.terminal.textarea?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  } catch {
    toast({
      title: 'The browser does not allow reading the clipboard here.',
      text: 'Use Ctrl+Shift+V.',
      failed: true,
    });
  }
}

const SHOWN_LINES = 12;

async function askPaste(text: string, label: string, view: TerminalView): Promise<void> {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n');
  const many = lines.length === 1 ? 'a line and its Enter' : `${lines.length} lines`;
  const yes = await confirm({
    title: `Paste ${many} into ${label.slice(0, 60)}?`,
    button: `Paste ${many}`,
    body: (
      <>
        <p>Each line end acts like the Enter key.</p>
        <pre className="mono preview">
          {lines.slice(0, SHOWN_LINES).join('\n').slice(0, 2_000)}
          {lines.length > SHOWN_LINES && '\n…'}
        </pre>
      </>
    ),
  });
  if (yes) view.paste(text);
  view.terminal.focus();
}

async function followLink(address: string): Promise<void> {
  const protocol = URL.canParse(address) ? new URL(address).protocol : '';
  if (protocol !== 'http:' && protocol !== 'https:') return;
  const body = (
    <>
      <p>The address comes from the guest. It opens in your browser.</p>
      <p className="mono selectable">{address.slice(0, 2_000)}</p>
    </>
  );
  const host = new URL(address).host;
  if (await confirm({ title: 'Open this link?', button: `Open ${host}`, body }))
    window.open(address, '_blank', 'noopener,noreferrer');
}
