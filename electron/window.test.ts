import { beforeEach, expect, test } from 'vitest';
import type { Engine } from '../core/engine/engine.ts';
import { BrowserWindow, opened, windows } from './testing/electron.ts';
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

test('it goes nowhere else: navigation is refused, new windows are, web links open outside', () => {
  const { webContents } = open();
  const navigation = {
    url: 'https://example.org/',
    prevented: false,
    preventDefault() {
      this.prevented = true;
    },
  };
  webContents.emit('will-navigate', navigation);
  expect(navigation.prevented).toBe(true);
  const details = (url: string) => ({ url }) as Parameters<NonNullable<typeof webContents.openHandler>>[0];
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

test('a console may be detached: exactly that page opens, sandboxed, and goes nowhere either', () => {
  const { webContents } = open();
  const details = (url: string) => ({ url }) as Parameters<NonNullable<typeof webContents.openHandler>>[0];
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
  for (const [url, refused] of [
    [DETACHED, false],
    ['https://example.org/', true],
    [PAGE, true],
  ] as const) {
    const navigation = {
      url,
      prevented: false,
      preventDefault() {
        this.prevented = true;
      },
    };
    child.webContents.emit('will-navigate', navigation);
    expect(navigation.prevented).toBe(refused);
  }
  windows.pop();
});

test('permissions: clipboard and full screen only', () => {
  const asked: Record<string, (...words: never[]) => unknown> = {};
  refusePermissions({
    setPermissionRequestHandler: (handler: never) => {
      asked.request = handler;
    },
    setPermissionCheckHandler: (handler: never) => {
      asked.check = handler;
    },
  } as unknown as Parameters<typeof refusePermissions>[0]);
  const granted = (permission: string): unknown => {
    let answer: unknown;
    (asked.request as (...words: unknown[]) => void)(null, permission, (value: unknown) => {
      answer = value;
    });
    expect((asked.check as (...words: unknown[]) => unknown)(null, permission)).toBe(answer);
    return answer;
  };
  expect(
    ['media', 'geolocation', 'notifications', 'openExternal', 'usb', 'fullscreen', 'clipboard-read'].filter(
      granted,
    ),
  ).toEqual(['fullscreen', 'clipboard-read']);
});
