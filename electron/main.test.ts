/** The application itself over the stand-in, with the real engine: what it asks of Electron, and when. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { app, type BrowserWindow, Menu, windows } from './testing/electron.ts';
import { type Started, startApplication } from './testing/started.ts';

let started: Started;
const opened = (): string[] => app.eventNames().map(String);

beforeAll(async () => {
  app.switches.set('enable-features', 'Mine');
  started = await startApplication();
});
afterAll(() => started.stop());

test('before Electron is ready it hears of links and of other starts, and of keys under Wayland', async () => {
  expect(opened()).toEqual(expect.arrayContaining(['open-url', 'second-instance']));
  if (process.platform === 'linux')
    expect(app.switches.get('enable-features')).toBe('Mine,GlobalShortcutsPortal');
  expect([windows.length, app.sandboxed, app.schemes]).toEqual([0, true, ['ctys']]);
  app.emit('second-instance', {}, ['ctys']);
  await started.ready();
});

test('the menu is there before its window, which shows none', () => {
  expect(Menu.application?.template.length).toBeGreaterThan(0);
  expect(windows.map(({ menuBar }) => menuBar)).toEqual([false]);
  // Started once more before there was a window: it is before all others.
  expect(windows[0]?.shown).toBe(true);
});

test('closed, it waits in the tray; gone, it comes again when it is wanted', async () => {
  const [first] = windows as [BrowserWindow];
  await vi.waitFor(() => {
    let kept = false;
    first.emit('close', { preventDefault: () => (kept = true) });
    expect(kept).toBe(true);
  });
  expect(first.shown).toBe(false);
  app.emit('activate');
  expect(first.shown).toBe(true);
  first.destroy();
  app.emit('activate');
  expect(windows).toHaveLength(2);
  windows.at(-1)?.emit('ready-to-show');
  expect(windows.at(-1)?.shown).toBe(true);
});
