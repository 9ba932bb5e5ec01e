/** The window: sandboxed, isolated, without Node, and unable to go anywhere but its own page. */
import {
  BrowserWindow,
  type BrowserWindowConstructorOptions,
  MessageChannelMain,
  type Session,
  shell,
  type WebContents,
} from 'electron';
import type { Engine } from '../core/engine/engine.ts';
import type { WindowPlace } from '../core/model/window-place.ts';
import { type Port, serveWindow } from './bridge.ts';
import { wantedPlace } from './place.ts';

export const PAGE = 'ctys-app://window/';
/** The empty page of windows for detached consoles, which the window fills. */
export const DETACHED = `${PAGE}detached.html`;

export interface WindowOptions {
  /** Where it was. */
  readonly place?: WindowPlace | null;
  /** It waits in the tray. */
  readonly hidden?: boolean;
}

export function openWindow(
  engine: Engine,
  preload: string,
  { place, hidden = false }: WindowOptions = {},
): BrowserWindow {
  const { maximized = false, ...bounds } = place ?? { width: 1440, height: 900 };
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 720,
    minHeight: 480,
    show: false,
    title: 'ctys',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
    },
  });
  const { webContents } = window;
  // The menu is there for its keys alone (menu.ts).
  window.setMenuBarVisibility(false);
  // Consoles' windows wait with it.
  let waits = hidden;
  window.once('show', () => {
    waits = false;
  });
  webContents.setWindowOpenHandler(({ url, features }) => {
    if (url === DETACHED)
      return {
        action: 'allow',
        overrideBrowserWindowOptions: { ...CHILD, ...wantedPlace(features), show: !waits },
      };
    openOutside(url);
    return { action: 'deny' };
  });
  webContents.on('did-create-window', (child) => {
    child.setMenuBarVisibility(false);
    keepIn(child.webContents);
    if (waits) window.once('show', () => child.isDestroyed() || child.showInactive());
    // It is part of a page that has ended, and comes again with it.
    child.webContents.on('render-process-gone', () => child.destroy());
  });
  keepAt(webContents, PAGE);
  webContents.on('did-finish-load', () => {
    // All that the product can do goes to our page alone, and not to what may have loaded in its place.
    if (webContents.getURL() !== PAGE) return;
    const { port1, port2 } = new MessageChannelMain();
    serveWindow(port1 as unknown as Port, engine);
    webContents.postMessage('ctys-port', null, [port2]);
  });
  window.once('ready-to-show', () => {
    if (maximized) window.maximize();
    if (!hidden) window.show();
  });
  void window.loadURL(PAGE);
  return window;
}

/** A detached console's window has no port of its own: all in it is the window's that opened it. */
const CHILD: BrowserWindowConstructorOptions = {
  // As pages count: each time it is kept and opened again it would lose a title bar.
  useContentSize: true,
  minWidth: 320,
  minHeight: 200,
  title: 'ctys',
  webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false },
};

/** It goes nowhere and opens nothing. */
function keepIn(contents: WebContents): void {
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url);
    return { action: 'deny' };
  });
  keepAt(contents, DETACHED);
}

/** Wherever it is led, by itself or by who answers it, it stays at its own page. */
function keepAt(contents: WebContents, page: string): void {
  const stay = (event: { readonly url: string; preventDefault(): void }): void => {
    if (event.url !== page) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
}

/** Only web links leave the product, in the system's own browser. The window has asked the person before. */
export function isWebLink(url: string): boolean {
  const protocol = URL.canParse(url) ? new URL(url).protocol : '';
  return protocol === 'https:' || protocol === 'http:';
}

function openOutside(url: string): void {
  if (isWebLink(url)) void shell.openExternal(url);
}

const GRANTED = ['clipboard-read', 'clipboard-sanitized-write', 'fullscreen'];

/** Everything is refused to pages, but the clipboard and full screen to our own, for consoles. */
export function refusePermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) =>
    answer(isOurs(requestingUrl) && GRANTED.includes(permission)),
  );
  session.setPermissionCheckHandler(
    (_contents, permission, origin, { requestingUrl = origin }) =>
      isOurs(requestingUrl) && GRANTED.includes(permission),
  );
}

/** Of the scheme and host of our pages. `URL.origin` tells nothing of a scheme it does not know. */
function isOurs(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}/` === PAGE;
}
