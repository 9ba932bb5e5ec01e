/** A terminal: xterm.js with fit, search, links, images and graphemes, following the settings. Outlives the pipes it shows. */
import { FitAddon } from '@xterm/addon-fit';
import { ImageAddon } from '@xterm/addon-image';
import { SearchAddon } from '@xterm/addon-search';
import { UnicodeGraphemesAddon } from '@xterm/addon-unicode-graphemes';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import type { TerminalSize } from '../../core/model/console.ts';
import type { Preferences } from '../../core/model/settings.ts';
import { drawCalmly } from './flood.ts';
import { followCopies } from './osc52.ts';
import { guardPaste, takesPastes } from './paste.ts';
import { followFolder } from './osc7.ts';
import { followLooks, followSize, looks } from './terminal-looks.ts';
import { inTurns } from './turns.ts';
import { drawWithGpu, leaveGpu } from './webgl.ts';

export interface TerminalEvents {
  /** Keys, pastes, and what the terminal answers by itself. */
  input(text: string): void;
  /** Bytes that are no text: old pointer reports. The chunk is not reused. */
  bytes(chunk: Uint8Array): void;
  resize(size: TerminalSize): void;
  link(address: string): void;
  /** Text on its way in; `ask`: it would run something. */
  paste(text: string, ask: boolean): void;
  selected(text: string): void;
  /** A program there wants this in the clipboard. */
  copy(text: string): void;
  /** The shell there says which folder it is in. */
  folder(path: string): void;
  bell(): void;
  /** What the program there calls itself; hostile as all it says. */
  title(text: string): void;
  /** False: the key is ours and does not reach the guest. */
  key(event: KeyboardEvent): boolean;
}

export interface TerminalView {
  readonly terminal: Terminal;
  size(): TerminalSize;
  fit(): void;
  take(chunk: Uint8Array, taken: () => void): void;
  find(text: string, back: boolean): boolean;
  clearFind(): void;
  paste(text: string): void;
  takesPastes(): boolean;
  /** After the far side has gone: modes are set back, what was written stays. */
  settle(note: string): void;
  /** A line of ours between what was there and what comes. */
  mark(note: string): void;
  /** Its place is in another window now. */
  moved(): void;
  dispose(): void;
}

const LEAVE_ALTERNATE = '\x1b[?1049l';
/** Ends a sequence the far side has not finished. */
const CANCEL = '\x18';
/** End mouse, focus and bracketed paste modes; show the cursor; soft reset. */
const SET_BACK = '\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1004l\x1b[?1006l\x1b[?2004l\x1b[?25h\x1b[!p';
const ourLine = (note: string): string => `\x1b[0;2m── ${note} ──\x1b[0m\r\n`;

/** Of what a far side may make us keep: pixels of an image, bytes of a sequence, MB of all images. */
const IMAGE_LIMITS = {
  enableSizeReports: false,
  pixelLimit: 4096 * 2048,
  sixelSizeLimit: 8_000_000,
  iipSizeLimit: 8_000_000,
  storageLimit: 32,
};

/** `mine`: what is set for the machine it is of. */
export function createTerminal(
  place: HTMLElement,
  mine: () => Preferences,
  on: TerminalEvents,
): TerminalView {
  const terminal = new Terminal({
    ...looks(mine()),
    allowProposedApi: true,
    minimumContrastRatio: 4.5,
    macOptionIsMeta: true,
    linkHandler: { activate: (_event, address) => on.link(address), allowNonHttpProtocols: false },
  });
  const fitter = new FitAddon();
  const search = new SearchAddon();
  terminal.loadAddon(fitter);
  terminal.loadAddon(search);
  terminal.loadAddon(new WebLinksAddon((_event, address) => on.link(address)));
  terminal.loadAddon(new UnicodeGraphemesAddon());
  terminal.loadAddon(new ImageAddon(IMAGE_LIMITS));
  terminal.open(place);
  listen(terminal, on);
  let stopSize = followSize(place, refit);
  const stops = [
    guardPaste(place, () => mine().pasteGuard, on.paste),
    followLooks(terminal, mine, refit),
    () => stopSize(),
  ];

  function refit(): void {
    // A hidden place has no size; the terminal keeps its own until it is seen.
    if (place.clientWidth > 40 && place.clientHeight > 20) {
      fitter.fit();
      void drawWithGpu(terminal);
    } else leaveGpu(terminal);
  }
  refit();
  const flow = drawCalmly(terminal);
  const write = inTurns(terminal);
  return {
    terminal,
    fit: refit,
    size: () => ({ cols: terminal.cols, rows: terminal.rows }),
    // The pipe's credit bounds what waits.
    take: (chunk, taken) => {
      flow.comes(chunk.length);
      write(chunk, taken);
    },
    find: (text, back) => {
      const decorations = { matchOverviewRuler: '#8888', activeMatchColorOverviewRuler: '#f80' };
      const how = { decorations, incremental: false };
      return back ? search.findPrevious(text, how) : search.findNext(text, how);
    },
    clearFind: () => search.clearDecorations(),
    paste: (text) => terminal.paste(text),
    takesPastes: () => takesPastes(terminal),
    settle: (note) =>
      // Behind everything written so far: only then is it known which screen is shown.
      write(CANCEL, () => {
        const leave = terminal.buffer.active.type === 'alternate' ? LEAVE_ALTERNATE : '';
        write(`${leave}${SET_BACK}\r\n${ourLine(note)}`);
      }),
    mark: (note) => write(ourLine(note)),
    moved: () => {
      // A window that has closed in between; the next move tells again.
      if (!place.isConnected || place.ownerDocument.defaultView === null) return;
      leaveGpu(terminal);
      // Opened again where it is, it takes the other window for its own.
      terminal.open(place);
      stopSize();
      stopSize = followSize(place, refit);
      refit();
      terminal.refresh(0, terminal.rows - 1);
    },
    dispose: () => {
      for (const stop of stops) stop();
      flow.stop();
      leaveGpu(terminal);
      terminal.dispose();
    },
  };
}

function listen(terminal: Terminal, on: TerminalEvents): void {
  terminal.onData(on.input);
  terminal.onBinary((text) => on.bytes(Uint8Array.from(text, (char) => char.charCodeAt(0))));
  terminal.onResize(on.resize);
  terminal.onSelectionChange(() => on.selected(terminal.getSelection()));
  terminal.onBell(on.bell);
  terminal.onTitleChange(on.title);
  terminal.attachCustomKeyEventHandler((event) => event.type !== 'keydown' || on.key(event));
  followCopies(terminal, on.copy);
  followFolder(terminal, on.folder);
}
