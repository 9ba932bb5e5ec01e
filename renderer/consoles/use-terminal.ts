/** A terminal in its place, tied to whatever pipe is attached. It stays when pipes go. */
import type { DockviewPanelApi } from 'dockview-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { TerminalSize } from '../../core/model/console.ts';
import { useSettings } from '../settings/settings.ts';
import { clipboard } from '../ui/here.tsx';
import { formatTime } from '../ui/format.ts';
import { oneLine } from '../ui/one-line.ts';
import { type ConsoleKey, consoleKey } from './console-keys.ts';
import { isReport } from './reports.ts';
import { joinTyping, pasteToAll, typeToOthers } from './shared-typing.ts';
import { type KeyMap, keyMapOf, mapKeys } from './key-map.ts';
import { type ConsoleTarget, onFocusPanel } from './dock-state.ts';
import { gapNote } from './gap-note.ts';
import { forgetMarks, markPanel } from './panel-marks.ts';
import { createTerminal, type TerminalEvents, type TerminalView } from './terminal.ts';
import { askPaste, followLink } from './terminal-actions.tsx';
import type { ConsoleHandlers } from './use-console.ts';

/** Before the terminal has measured its place. */
const FIRST_SIZE: TerminalSize = { cols: 80, rows: 24 };
const MOST_TITLE = 120;
/** Keys typed ahead. */
const MOST_EARLY = 1_000;

const nothing = (): void => undefined;

export interface PlacedTerminal {
  readonly place: RefObject<HTMLDivElement | null>;
  readonly view: RefObject<TerminalView | null>;
  readonly size: TerminalSize;
  /** What the program there calls itself. */
  readonly title: string;
  /** A copy that a program there wants; null: none. */
  readonly copy: string | null;
  readonly answered: () => void;
  readonly keyMap: RefObject<KeyMap>;
  /** For useConsole. */
  readonly handlers: ConsoleHandlers;
}

export function useTerminal(
  panel: DockviewPanelApi,
  target: ConsoleTarget,
  onKey: (key: ConsoleKey) => void,
): PlacedTerminal {
  const { label } = target;
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<TerminalView | null>(null);
  // What is typed before the first connection stands waits for it; what is typed after its end goes nowhere.
  const early = useRef<Uint8Array[]>([]);
  const send = useRef((bytes: Uint8Array) => {
    if (early.current.length < MOST_EARLY) early.current.push(bytes);
  });
  const resize = useRef<(cols: number, rows: number) => void>(nothing);
  const handleKey = useRef(onKey);
  handleKey.current = onKey;
  const keyMap = useRef(keyMapOf(keyPlace(target)));
  const endedAt = useRef(0);
  const [size, setSize] = useState(FIRST_SIZE);
  const [title, setTitle] = useState('');
  const [copy, setCopy] = useState<string | null>(null);

  useEffect(() => {
    if (place.current === null) return;
    const encoder = new TextEncoder();
    let pasting = false;
    const type = (text: string): void => send.current(encoder.encode(mapKeys(text, keyMap.current)));
    const made = createTerminal(place.current, {
      input: (text) => {
        type(text);
        if (!pasting && !isReport(text)) typeToOthers(panel.id, text);
      },
      bytes: (chunk) => send.current(chunk),
      resize: ({ cols, rows }) => {
        resize.current(cols, rows);
        setSize({ cols, rows });
      },
      link: (address) => void followLink(address),
      paste: (text, ask) => {
        const paste = (): void => pasteToAll(panel.id, text);
        if (ask) void askPaste(text, label, made, paste);
        else paste();
      },
      selected: copyWhereChosen,
      copy: setCopy,
      bell: () => ring(panel),
      title: (text) => setTitle(oneLine(text.slice(0, MOST_TITLE)).trim()),
      key: (event) => takeKey(event, (key) => handleKey.current(key)),
    } satisfies TerminalEvents);
    view.current = made;
    setSize(made.size());
    made.terminal.focus();
    const stop = followPanel(panel, made);
    const leave = joinTyping(panel.id, {
      title: label,
      type,
      paste: (text) => {
        pasting = true;
        made.paste(text);
        pasting = false;
      },
    });
    return () => {
      stop();
      leave();
      view.current = null;
      made.dispose();
    };
  }, [panel, label]);

  const handlers: ConsoleHandlers = {
    size: () => view.current?.size() ?? FIRST_SIZE,
    attached: (pipe) => {
      if (endedAt.current > 0) view.current?.mark(gapNote(endedAt.current, Date.now()));
      endedAt.current = 0;
      pipe.onBytes = (chunk, taken) => view.current?.take(chunk, taken);
      for (const bytes of early.current.splice(0)) pipe.write(bytes);
      send.current = (bytes) => pipe.write(bytes);
      resize.current = (cols, rows) => pipe.resize(cols, rows);
      const { cols, rows } = view.current?.size() ?? FIRST_SIZE;
      pipe.resize(cols, rows);
      return () => {
        send.current = nothing;
        resize.current = nothing;
      };
    },
    ended: () => {
      send.current = nothing;
      early.current = [];
      // Tries that fail in between say nothing new.
      if (endedAt.current === 0) view.current?.settle(`ended ${formatTime(Date.now())}`);
      if (endedAt.current === 0) endedAt.current = Date.now();
    },
  };
  return { place, view, size, title, copy, keyMap, answered: () => setCopy(null), handlers };
}

/** By which its keys are kept. */
export const keyPlace = ({ machine, console }: ConsoleTarget): string => `${machine} ${console}`;

/** Its tab tells of it, and it goes where its panel goes. */
function followPanel(panel: DockviewPanelApi, view: TerminalView): () => void {
  const stop = onFocusPanel(panel.id, () => view.terminal.focus());
  const heard = panel.onDidVisibilityChange(({ isVisible }) => {
    if (isVisible) markPanel(panel.id, { bell: false });
  });
  // Told before it is there.
  const went = panel.onDidLocationChange(() => setTimeout(view.moved));
  return () => {
    stop();
    heard.dispose();
    went.dispose();
    forgetMarks(panel.id);
  };
}

function ring(panel: DockviewPanelApi): void {
  if (!panel.isVisible) markPanel(panel.id, { bell: true });
}

function copyWhereChosen(text: string): void {
  if (text === '' || !useSettings.getState().copyOnSelect) return;
  // A browser that refuses says so at the first copy by key.
  clipboard().writeText(text).catch(nothing);
}

/** False: the key is ours. */
function takeKey(event: KeyboardEvent, take: (key: ConsoleKey) => void): boolean {
  const key = consoleKey(event);
  if (key === null) return true;
  // Pasting is left to the browser, which then needs no permission to read the clipboard.
  if (key === 'paste') return false;
  event.preventDefault();
  event.stopPropagation();
  take(key);
  return false;
}
