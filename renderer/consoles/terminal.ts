/** A terminal: xterm.js with fit, search and links, following the settings. Outlives the pipes it shows. */
import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { type ITheme, Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import type { TerminalSize } from '../../core/model/console.ts';
import { type Settings, useSettings } from '../settings/settings.ts';
import { drawWithGpu } from './webgl.ts';

export interface TerminalEvents {
  /** The chunk is not reused. */
  input(bytes: Uint8Array): void;
  resize(size: TerminalSize): void;
  link(address: string): void;
  /** Several lines on their way in. */
  paste(text: string): void;
  selected(text: string): void;
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
  /** After the far side has gone: modes are set back, what was written stays. */
  settle(note: string): void;
  dispose(): void;
}

const SYSTEM_MONO =
  'ui-monospace, "SF Mono", "Cascadia Mono", "JetBrains Mono", "DejaVu Sans Mono", monospace';
const LEAVE_ALTERNATE = '\x1b[?1049l';
/** End mouse, focus and bracketed paste modes; show the cursor; soft reset. */
const SET_BACK = '\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1004l\x1b[?1006l\x1b[?2004l\x1b[?25h\x1b[!p';

export const fontOf = ({ terminalFont }: Pick<Settings, 'terminalFont'>): string =>
  terminalFont.trim() === '' ? SYSTEM_MONO : `${terminalFont}, ${SYSTEM_MONO}`;

export function createTerminal(place: HTMLElement, on: TerminalEvents): TerminalView {
  const terminal = new Terminal({
    ...options(useSettings.getState()),
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
  terminal.open(place);
  void drawWithGpu(terminal);
  const encoder = new TextEncoder();
  terminal.onData((text) => on.input(encoder.encode(text)));
  terminal.onBinary((text) => on.input(Uint8Array.from(text, (char) => char.charCodeAt(0))));
  terminal.onResize(on.resize);
  terminal.onSelectionChange(() => on.selected(terminal.getSelection()));
  terminal.attachCustomKeyEventHandler((event) => event.type !== 'keydown' || on.key(event));
  const stops = [
    guardPaste(place, terminal, on.paste),
    followLooks(terminal, refit),
    followSize(place, refit),
  ];

  function refit(): void {
    // A hidden place has no size; the terminal keeps its own until it is seen.
    if (place.clientWidth > 40 && place.clientHeight > 20) fitter.fit();
  }
  refit();
  return {
    terminal,
    fit: refit,
    size: () => ({ cols: terminal.cols, rows: terminal.rows }),
    // xterm.js keeps the order and works through what waits in one go; the pipe's credit bounds it.
    take: (chunk, taken) => terminal.write(chunk, taken),
    find: (text, back) => {
      const decorations = { matchOverviewRuler: '#8888', activeMatchColorOverviewRuler: '#f80' };
      const how = { decorations, incremental: false };
      return back ? search.findPrevious(text, how) : search.findNext(text, how);
    },
    clearFind: () => search.clearDecorations(),
    paste: (text) => terminal.paste(text),
    settle: (note) =>
      // Behind everything written so far: only then is it known which screen is shown.
      terminal.write('', () => {
        const leave = terminal.buffer.active.type === 'alternate' ? LEAVE_ALTERNATE : '';
        const line = `\r\n\x1b[0;2m── ${note} ──\x1b[0m\r\n`;
        terminal.write(`${leave}${SET_BACK}${line}`);
      }),
    dispose: () => {
      for (const stop of stops) stop();
      terminal.dispose();
    },
  };
}

function options(settings: Settings) {
  const { terminalSize, scrollback } = settings;
  return {
    fontFamily: fontOf(settings),
    fontSize: terminalSize,
    scrollback,
    theme: themeOfPage(),
    cursorBlink: false,
  };
}

function themeOfPage(): ITheme {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  return {
    background: read('--terminal-bg'),
    foreground: read('--terminal-text'),
    cursor: read('--terminal-text'),
    cursorAccent: read('--terminal-bg'),
    selectionBackground: read('--terminal-selection'),
  };
}

function followLooks(terminal: Terminal, refit: () => void): () => void {
  const follow = (): void => {
    Object.assign(terminal.options, options(useSettings.getState()));
    refit();
  };
  const themes = new MutationObserver(follow);
  themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  const stop = useSettings.subscribe((now, was) => {
    const same =
      now.terminalFont === was.terminalFont &&
      now.terminalSize === was.terminalSize &&
      now.scrollback === was.scrollback;
    if (!same) follow();
  });
  return () => {
    themes.disconnect();
    stop();
  };
}

function followSize(place: HTMLElement, fit: () => void): () => void {
  let frame = 0;
  const observer = new ResizeObserver(() => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(fit);
  });
  observer.observe(place);
  return () => {
    cancelAnimationFrame(frame);
    observer.disconnect();
  };
}

/** Every way of pasting comes through here before the terminal sees it. */
function guardPaste(place: HTMLElement, terminal: Terminal, ask: (text: string) => void): () => void {
  const stop = new AbortController();
  place.addEventListener(
    'paste',
    (event) => {
      event.preventDefault();
      event.stopPropagation();
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (needsAsking(text) && useSettings.getState().pasteGuard) ask(text);
      else terminal.paste(text);
    },
    { capture: true, signal: stop.signal },
  );
  return () => stop.abort();
}

/** A line end inside the text would run what stands before it. */
export const needsAsking = (text: string): boolean => /[\r\n]./s.test(text) || /[\r\n]$/.test(text);
