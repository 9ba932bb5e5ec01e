/**
 * Electron's security checklist (electronjs.org/docs/latest/tutorial/security, 20 points), each held here as far as it can
 * be without the binary: by what the application asks of Electron once it is started, by the headers of its page, by the sources and by how it is packed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { ASSET_HEADERS } from '../core/engine/assets.ts';
import { app, BrowserWindow, ipcMain, ipcRenderer, opened, session, windows } from './testing/electron.ts';
import { type Started, startApplication } from './testing/started.ts';
import { DETACHED, PAGE } from './window.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const source = (name: string): string => readFileSync(at(name), 'utf8');
const sources = readdirSync(at('.')).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
const all = sources.map(source).join('\n');
const policy = new Map(
  (ASSET_HEADERS['content-security-policy'] ?? '')
    .split(';')
    .map((line) => line.trim().split(/\s+/))
    .map(([name = '', ...values]) => [name, values]),
);
type Preferences = Electron.WebPreferences;
const preferences: Preferences[] = [];
let contents: BrowserWindow['webContents'];

const handled = (url: string) =>
  contents.openHandler?.({ url, features: '' } as Parameters<NonNullable<typeof contents.openHandler>>[0]);

let started: Started;
beforeAll(async () => {
  started = await startApplication();
  await started.ready();
  const window = windows.at(-1);
  if (window === undefined) throw new Error('no window was made');
  contents = window.webContents;
  const child = handled(DETACHED);
  for (const options of [window.options, child?.action === 'allow' ? child.overrideBrowserWindowOptions : {}])
    preferences.push(options?.webPreferences ?? {});
});

afterAll(() => started.stop());

test('1 and 18: content is our own, of a scheme of our own; neither http nor file', () => {
  expect(new URL(PAGE).protocol).toBe('ctys-app:');
  expect(all).not.toMatch(/loadFile|['"`]file:|loadURL\(\s*['"`]http/);
});
test('2, 3 and 4: no Node in any page, isolated, sandboxed, and that for the whole process', () => {
  expect(preferences).toHaveLength(2);
  for (const page of preferences)
    expect(page).toMatchObject({ nodeIntegration: false, contextIsolation: true, sandbox: true });
  expect(app.sandboxed).toBe(true);
});
test('5: who asks for a permission is answered from one list, as long as it is our page', () => {
  const { request, check } = session.defaultSession as unknown as Record<
    string,
    (...words: unknown[]) => unknown
  >;
  const answers = (permission: string, requestingUrl: string): unknown[] => {
    let answer: unknown;
    request?.(null, permission, (value: unknown) => (answer = value), { requestingUrl });
    return [answer, check?.(null, permission, requestingUrl, { requestingUrl })];
  };
  expect(answers('clipboard-read', PAGE)).toEqual([true, true]);
  expect(answers('media', PAGE)).toEqual([false, false]);
  expect(answers('clipboard-read', 'https://example.org/')).toEqual([false, false]);
});
test.each([
  [6, 'webSecurity'],
  [8, 'allowRunningInsecureContent'],
  [9, 'experimentalFeatures'],
  [10, 'enableBlinkFeatures'],
])('%i: %s stays as it is', (_point, word) => {
  expect(all).not.toContain(word);
  for (const page of preferences) expect(page).not.toHaveProperty(word);
});
test('7: the page’s policy lets in our own scripts only', () => {
  expect(policy.get('default-src')).toEqual(["'none'"]);
  // Pictures in terminals are decoded by WebAssembly, which evaluates no script.
  expect(policy.get('script-src')).toEqual(["'self'", "'wasm-unsafe-eval'"]);
  expect(policy.get('media-src')).toEqual(['blob:']);
});
test('11 and 12: there are no webviews', () => {
  for (const page of preferences) expect(page.webviewTag).toBe(false);
  expect(all).not.toContain('allowpopups');
});
test('13: no page goes anywhere else', () => {
  const child = new BrowserWindow({});
  contents.emit('did-create-window', child);
  for (const page of [contents, child.webContents]) {
    let refused = false;
    const lead = { url: 'https://example.org/', preventDefault: () => (refused = true) };
    for (const event of ['will-navigate', 'will-redirect']) {
      refused = false;
      page.emit(event, lead);
      expect(refused).toBe(true);
    }
  }
});
test('14: one page may be opened, no other', () => {
  expect(handled(DETACHED)?.action).toBe('allow');
  for (const url of [PAGE, 'https://example.org/', 'about:blank']) expect(handled(url)?.action).toBe('deny');
});
test('15: only web links leave', () => {
  opened.length = 0;
  for (const url of ['file:///etc/passwd', 'smb://x/y', 'ctys://x', 'javascript:1', 'https://example.org/'])
    handled(url);
  expect(opened).toEqual(['https://example.org/']);
});
test('16: the version of Electron is exact, so that it is raised on purpose', () => {
  const { devDependencies } = JSON.parse(readFileSync(at('../package.json'), 'utf8'));
  expect(devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
});
test('17: nothing listens to messages of whatever page; our own gets one port, and no other page does', () => {
  for (const listeners of [ipcMain, contents.ipc]) expect(listeners.eventNames()).toEqual([]);
  const posted = (url: string): string[] => {
    contents.posted.length = 0;
    contents.url = url;
    contents.emit('did-finish-load');
    for (const { ports } of contents.posted) ports[0]?.close();
    return contents.posted.map(({ channel }) => channel);
  };
  expect(posted('https://example.org/')).toEqual([]);
  expect(posted(PAGE)).toEqual(['ctys-port']);
});
test('17: the preload hands it to its own origin alone', async () => {
  const posted: unknown[][] = [];
  vi.stubGlobal('window', { postMessage: (...words: unknown[]) => posted.push(words) });
  vi.stubGlobal('location', { origin: 'ctys-app://window' });
  await import('./preload.ts');
  const ports = [{}];
  ipcRenderer.emit('ctys-port', { ports });
  vi.unstubAllGlobals();
  expect(posted).toEqual([[{ ctys: 'port' }, 'ctys-app://window', ports]]);
  expect(ipcRenderer.eventNames()).toEqual(['ctys-port']);
});
test('19: fuses', () => {
  const { electronFuses, asarUnpack } = parse(readFileSync(at('../electron-builder.yml'), 'utf8'));
  expect(electronFuses).toEqual({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableCookieEncryption: true,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
    // No fuse: the application is signed anew after them.
    resetAdHocDarwinSignature: true,
  });
  expect(asarUnpack).toEqual(['node_modules/node-pty/**']);
});
test('20: the preload exposes nothing of Electron', () => {
  expect(source('preload.ts')).not.toMatch(/contextBridge|exposeIn/);
});
