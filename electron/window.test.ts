import { beforeEach, expect, test } from 'vitest';
import type { Engine } from '../core/engine/engine.ts';
import { BrowserWindow, displays, opened, session, windows } from './testing/electron.ts';
import { DETACHED, isWebLink, openWindow, PAGE, refusePermissions } from './window.ts';

const engine = { router: {}, attach: () => {} } as unknown as Engine;

function open() {
  openWindow(engine, '/p/preload.cjs');
  const window = windows.at(-1);
  if (window === undefined) throw new Error('no window was made');
  return window;
}

beforeEach(() => {
  windows.length = 0;
  opened.length = 0;
});

test('the window is sandboxed, isolated and without Node, and shows our page', () => {
  const window = open();
  expect(window.options.webPreferences).toEqual({
    preload: '/p/preload.cjs',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
  });
  expect(window.loaded).toBe(PAGE);
});

/** Whether the page is kept from being led there. */
function kept(contents: BrowserWindow['webContents'], event: string, url: string): boolean {
  let prevented = false;
  contents.emit(event, {
    url,
    preventDefault: () => {
      prevented = true;
    },
  });
  return prevented;
}

test('it goes nowhere else: navigation is refused, new windows are, web links open outside', () => {
  const { webContents } = open();
  for (const event of ['will-navigate', 'will-redirect']) {
    expect(kept(webContents, event, 'https://example.org/')).toBe(true);
    expect(kept(webContents, event, PAGE)).toBe(false);
  }
  const details = (url: string) =>
    ({ url, features: '' }) as Parameters<NonNullable<typeof webContents.openHandler>>[0];
  for (const url of [
    'https://example.org/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://x/y',
    'nonsense',
  ])
    expect(webContents.openHandler?.(details(url))).toEqual({ action: 'deny' });
  expect(opened).toEqual(['https://example.org/']);
  expect(isWebLink('ms-msdt:/id')).toBe(false);
});

test('the page gets one port, each time it has loaded', () => {
  const { webContents } = open();
  webContents.emit('did-finish-load');
  webContents.emit('did-finish-load');
  expect(webContents.posted.map(({ channel, ports }) => [channel, ports.length])).toEqual([
    ['ctys-port', 1],
    ['ctys-port', 1],
  ]);
  for (const { ports } of webContents.posted) ports[0]?.close();
});

test('what has loaded in the place of our page gets none', () => {
  const { webContents } = open();
  for (const url of ['https://example.org/', 'chrome-error://chromewebdata/', DETACHED, `${PAGE}other`, '']) {
    webContents.url = url;
    webContents.emit('did-finish-load');
  }
  expect(webContents.posted).toEqual([]);
});

test('a console may be detached: exactly that page opens, sandboxed, and goes nowhere either', () => {
  const { webContents } = open();
  const details = (url: string) =>
    ({ url, features: '' }) as Parameters<NonNullable<typeof webContents.openHandler>>[0];
  const answer = webContents.openHandler?.(details(DETACHED));
  expect(answer).toMatchObject({
    action: 'allow',
    overrideBrowserWindowOptions: {
      webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false },
    },
  });
  for (const url of [PAGE, `${DETACHED}?x`, `${DETACHED}#x`, 'ctys-app://other/detached.html'])
    expect(webContents.openHandler?.(details(url))).toEqual({ action: 'deny' });
  const child = new BrowserWindow({});
  webContents.emit('did-create-window', child);
  expect(child.webContents.openHandler?.(details(DETACHED))).toEqual({ action: 'deny' });
  for (const event of ['will-navigate', 'will-redirect'])
    for (const [url, refused] of [
      [DETACHED, false],
      ['https://example.org/', true],
      [PAGE, true],
    ] as const)
      expect(kept(child.webContents, event, url)).toBe(refused);
  expect(child.menuBar).toBe(false);
  // Its page is the window's, which ended and is loaded again.
  child.webContents.emit('render-process-gone');
  expect(child.destroyed).toBe(true);
  windows.pop();
});

test('a console’s window opens where it was; without that display, in sight', () => {
  const { webContents } = open();
  const place = (left: number, top: number) => {
    const features = `top=${top},left=${left},width=640,height=400`;
    const answer = webContents.openHandler?.({ url: DETACHED, features } as never);
    return answer?.action === 'allow' ? answer.overrideBrowserWindowOptions : undefined;
  };
  const size = { width: 640, height: 400, useContentSize: true };
  expect(place(100, 50)).toMatchObject({ x: 100, y: 50, ...size });
  expect(place(2500, 50)).toMatchObject({ x: 640, y: 340, ...size });
  displays.push({ workArea: { x: 1920, y: 0, width: 1280, height: 1024 } });
  expect(place(2500, 50)).toMatchObject({ x: 2500, y: 50, ...size });
  displays.pop();
});

test('with a window that waits in the tray, those of consoles wait too', () => {
  openWindow(engine, '/p/preload.cjs', { hidden: true });
  const [window] = windows as [BrowserWindow];
  const show = (): unknown => {
    const answer = window.webContents.openHandler?.({ url: DETACHED, features: '' } as never);
    return answer?.action === 'allow' && answer.overrideBrowserWindowOptions?.show;
  };
  expect(show()).toBe(false);
  const child = new BrowserWindow({});
  window.webContents.emit('did-create-window', child);
  window.emit('ready-to-show');
  expect(child.shown).toBe(false);
  window.show();
  expect([child.shown, show()]).toEqual([true, true]);
});

test('permissions: clipboard and full screen only, and to our pages only', () => {
  const { defaultSession } = session;
  refusePermissions(defaultSession as unknown as Parameters<typeof refusePermissions>[0]);
  const granted = (permission: string, requestingUrl: string): unknown => {
    let answer: unknown;
    const asks = [null, permission, (value: unknown) => (answer = value), { requestingUrl }];
    (defaultSession.request as (...words: unknown[]) => void)(...asks);
    const check = defaultSession.check as (...words: unknown[]) => unknown;
    expect(check(null, permission, requestingUrl, {})).toBe(answer);
    expect(check(null, permission, 'https://example.org/', { requestingUrl })).toBe(answer);
    return answer;
  };
  const all = [
    'media',
    'geolocation',
    'notifications',
    'openExternal',
    'usb',
    'fullscreen',
    'clipboard-read',
  ];
  for (const ours of [PAGE, DETACHED])
    expect(all.filter((one) => granted(one, ours))).toEqual(['fullscreen', 'clipboard-read']);
  for (const other of [
    'https://example.org/',
    'https://window/',
    'ctys-app://other/',
    'ctys-app://window.x/',
    '',
  ])
    expect(all.filter((one) => granted(one, other))).toEqual([]);
});
