/** How a terminal looks and how large it is: as the settings, the theme and its place say, now and whenever they change. */
import type { ITheme, Terminal } from '@xterm/xterm';
import { type Settings, useSettings } from '../settings/settings.ts';

const SYSTEM_MONO =
  'ui-monospace, "SF Mono", "Cascadia Mono", "JetBrains Mono", "DejaVu Sans Mono", monospace';

export const fontOf = ({ terminalFont }: Pick<Settings, 'terminalFont'>): string =>
  terminalFont.trim() === '' ? SYSTEM_MONO : `${terminalFont}, ${SYSTEM_MONO}`;

export function looks(settings: Settings) {
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

export function followLooks(terminal: Terminal, refit: () => void): () => void {
  const follow = (): void => {
    Object.assign(terminal.options, looks(useSettings.getState()));
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

/** By the clock of the window it is in: another one may be hidden and stand still. */
export function followSize(place: HTMLElement, fit: () => void): () => void {
  const own: Window & typeof globalThis = place.ownerDocument.defaultView ?? window;
  let frame = 0;
  const observer = new own.ResizeObserver(() => {
    own.cancelAnimationFrame(frame);
    frame = own.requestAnimationFrame(fit);
  });
  observer.observe(place);
  return () => {
    own.cancelAnimationFrame(frame);
    observer.disconnect();
  };
}
