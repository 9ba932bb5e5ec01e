/** How a terminal looks and how large it is: as the settings, the theme and its place say, now and whenever they change. */
import type { ITheme, Terminal } from '@xterm/xterm';
import type { Preferences } from '../../core/model/settings.ts';
import { onPreferences } from '../settings/stored.ts';

const SYSTEM_MONO =
  'ui-monospace, "SF Mono", "Cascadia Mono", "JetBrains Mono", "DejaVu Sans Mono", monospace';

export const fontOf = ({ terminalFont }: Pick<Preferences, 'terminalFont'>): string =>
  terminalFont.trim() === '' ? SYSTEM_MONO : `${terminalFont}, ${SYSTEM_MONO}`;

export function looks(settings: Preferences) {
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

export function followLooks(terminal: Terminal, mine: () => Preferences, refit: () => void): () => void {
  let shown = '';
  const follow = (): void => {
    shown = looksKey(mine());
    Object.assign(terminal.options, looks(mine()));
    refit();
  };
  const themes = new MutationObserver(follow);
  themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  shown = looksKey(mine());
  const stop = onPreferences(() => {
    if (looksKey(mine()) !== shown) follow();
  });
  return () => {
    themes.disconnect();
    stop();
  };
}

const looksKey = ({ terminalFont, terminalSize, scrollback }: Preferences): string =>
  JSON.stringify([terminalFont, terminalSize, scrollback]);

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
