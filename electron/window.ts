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
  webContents.setWindowOpenHandler(({ url }) => {
    if (url === DETACHED) return { action: 'allow', overrideBrowserWindowOptions: CHILD };
    openOutside(url);
    return { action: 'deny' };
  });
  webContents.on('did-create-window', (child) => keepIn(child.webContents));
  webContents.on('will-navigate', (event) => {
    if (event.url !== PAGE) event.preventDefault();
  });
  webContents.on('did-finish-load', () => {
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
  contents.on('will-navigate', (event) => {
    if (event.url !== DETACHED) event.preventDefault();
  });
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

/** Everything a page can ask for is refused, but the clipboard and full screen for consoles. */
export function refusePermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(GRANTED.includes(permission)),
  );
  session.setPermissionCheckHandler((_contents, permission) => GRANTED.includes(permission));
}
