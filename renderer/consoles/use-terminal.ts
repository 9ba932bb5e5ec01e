/** A terminal in its place, tied to whatever pipe is attached. It stays when pipes go. */
import type { DockviewPanelApi } from 'dockview-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { TerminalSize } from '../../core/model/console.ts';
import type { Preferences } from '../../core/model/settings.ts';
import { preferencesFor } from '../settings/stored.ts';
import { clipboard } from '../ui/here.tsx';
import { formatTime } from '../ui/format.ts';
import { oneLine } from '../ui/one-line.ts';
import { type ConsoleKey, consoleKey } from './console-keys.ts';
import { isReport } from './reports.ts';
import { joinTyping, pasteToAll, typeToOthers } from './shared-typing.ts';
import { ring } from './bell.ts';
import { effectiveKeys, keepKeyMap, type KeyMap, keyMapOf, mapKeys } from './key-map.ts';
import { keyText } from './key-text.ts';
import { type ConsoleTarget, onFocusPanel } from './dock-state.ts';
import { gapNote, lostAt } from './gap-note.ts';
import { placeOf } from './kept.ts';
import { forgetMarks, markPanel } from './panel-marks.ts';
import { createTerminal, type TerminalEvents, type TerminalView } from './terminal.ts';
import { askPaste, followLink } from './terminal-actions.tsx';
import { type HeldTransfers, useTransfers } from '../zmodem/use-transfers.ts';
import type { ConsoleHandlers } from './use-console.ts';
import { useWords } from '../words/words.ts';

/** Before the terminal has measured its place. */
const FIRST_SIZE: TerminalSize = { cols: 80, rows: 24 };
const MOST_TITLE = 120;
/** Keys typed ahead. */
const MOST_EARLY = 1_000;
/** Ctrl+C. */
const INTERRUPT = '\x03';

const nothing = (): void => undefined;

export interface PlacedTerminal extends HeldTransfers {
  readonly place: RefObject<HTMLDivElement | null>;
  readonly view: RefObject<TerminalView | null>;
  /** Where the shell there says it is; empty: it does not. */
  readonly folder: RefObject<string>;
  readonly size: TerminalSize;
  /** What the program there calls itself. */
  readonly title: string;
  /** A copy that a program there wants; null: none. */
  readonly copy: string | null;
  readonly answered: () => void;
  readonly keyMap: RefObject<KeyMap>;
  /** Kept for this console, and used from now on. */
  readonly keepKeys: (map: KeyMap) => KeyMap;
  /** For useConsole. */
  readonly handlers: ConsoleHandlers;
}

export function useTerminal(
  panel: DockviewPanelApi,
  target: ConsoleTarget,
  onKey: (key: ConsoleKey) => void,
): PlacedTerminal {
  const w = useWords();
  const { label, machine } = target;
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
  const keyMap = useRef(keyMapOf(placeOf(target)));
  const endedAt = useRef(0);
  /** Chunks being shown that were shown before. */
  const past = useRef(0);
  const [size, setSize] = useState(FIRST_SIZE);
  const folder = useRef('');
  const [title, setTitle] = useState('');
  const [copy, setCopy] = useState<string | null>(null);
  const line = useRef({
    send: (bytes: Uint8Array) => send.current(bytes),
    show: (chunk: Uint8Array, taken: () => void) => view.current?.take(chunk, taken),
  });
  const { transfers, transfer } = useTransfers(label, line);

  useEffect(() => {
    if (place.current === null) return;
    const encoder = new TextEncoder();
    let pasting = false;
    const sendText = (text: string): void => {
      if (!transfers.isBusy()) send.current(encoder.encode(text));
      else if (text === INTERRUPT) transfers.cancel();
    };
    const type = (text: string): void =>
      sendText(mapKeys(text, effectiveKeys(keyMap.current, preferencesFor(machine))));
    const made = createTerminal(place.current, () => preferencesFor(machine), {
      input: (text) => {
        if (past.current > 0 && isReport(text)) return;
        type(text);
        if (!pasting && !isReport(text)) typeToOthers(panel.id, text);
      },
      bytes: (chunk) => transfers.isBusy() || send.current(chunk),
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
      selected: (text) => {
        if (preferencesFor(machine).copyOnSelect) copySilently(text);
      },
      copy: (text) => past.current > 0 || setCopy(text),
      folder: (path) => {
        folder.current = path;
      },
      bell: () => past.current > 0 || rings(panel, made, preferencesFor(machine).bell),
      title: (text) => setTitle(oneLine(text.slice(0, MOST_TITLE)).trim()),
      key: (event) => {
        // Nobody there takes it any more: it leads on, as everywhere.
        if (event.key === 'Tab' && endedAt.current > 0) return false;
        const keys = effectiveKeys(keyMap.current, preferencesFor(machine));
        // On macOS it also says whether dead keys compose.
        made.terminal.options.macOptionIsMeta = keys.alt === 'meta';
        const asked = made.terminal.modes.applicationKeypadMode;
        const own = keyText(event, keyMap.current.own, keys, asked);
        if (own === null) return takeKey(event, (key) => handleKey.current(key));
        event.preventDefault();
        sendText(own);
        typeToOthers(panel.id, own);
        return false;
      },
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
  }, [panel, label, machine, transfers]);

  // What was said to the page before is shown and no more: it was answered, heard and copied then.
  const again = (chunk: Uint8Array, taken: () => void): void => {
    past.current += 1;
    view.current?.take(chunk, () => {
      past.current -= 1;
      taken();
    });
  };
  const handlers: ConsoleHandlers = {
    size: () => view.current?.size() ?? FIRST_SIZE,
    attached: (pipe) => {
      if (endedAt.current > 0) view.current?.mark(gapNote(endedAt.current, Date.now()));
      endedAt.current = 0;
      pipe.onBytes = (chunk, taken, isPast) => (isPast ? again(chunk, taken) : transfers.take(chunk, taken));
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
    ended: (failure) => {
      send.current = nothing;
      early.current = [];
      transfers.end();
      // Tries that fail in between say nothing new.
      if (endedAt.current > 0) return;
      endedAt.current = lostAt(failure, Date.now());
      view.current?.settle(w.consoles.endedAt(formatTime(endedAt.current)));
    },
  };
  const answered = (): void => setCopy(null);
  const keepKeys = (map: KeyMap): KeyMap => {
    keyMap.current = keepKeyMap(placeOf(target), map);
    return keyMap.current;
  };
  return {
    place,
    view,
    folder,
    size,
    title,
    copy,
    keyMap,
    keepKeys,
    answered,
    transfers,
    transfer,
    handlers,
  };
}

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

function rings(panel: DockviewPanelApi, { terminal }: TerminalView, how: Preferences['bell']): void {
  if (!panel.isVisible) markPanel(panel.id, { bell: true });
  if (terminal.element !== undefined) ring(terminal.element, how);
}

function copySilently(text: string): void {
  if (text === '') return;
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
