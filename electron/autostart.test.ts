import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setAutostart, startsHidden } from './autostart.ts';
import { app } from './testing/electron.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ctys-autostart-'));
  vi.stubEnv('XDG_CONFIG_HOME', folder);
  vi.stubEnv('APPIMAGE', '/opt/my "apps"/100%.AppImage');
  app.isPackaged = true;
  app.loginItems.length = 0;
});
afterEach(async () => {
  vi.unstubAllEnvs();
  app.isPackaged = false;
  await rm(folder, { recursive: true });
});

test('on Linux a desktop entry in the autostart folder, and none when it is not wanted', async () => {
  const file = join(folder, 'autostart/ctys.desktop');
  await setAutostart(true, true, 'linux');
  expect(await readFile(file, 'utf8')).toContain('Exec="/opt/my \\"apps\\"/100%%.AppImage" "--hidden"\n');
  await setAutostart(false, true, 'linux');
  expect(existsSync(file)).toBe(false);
});

test('elsewhere the system is asked', async () => {
  await setAutostart(true, true, 'darwin');
  await setAutostart(true, true, 'win32');
  expect(app.loginItems).toEqual([{ openAtLogin: true }, { openAtLogin: true, args: ['--hidden'] }]);
});

test('what runs from its sources does not start itself', async () => {
  app.isPackaged = false;
  await setAutostart(true, false, 'linux');
  expect(existsSync(join(folder, 'autostart'))).toBe(false);
});

test('it begins without its window where it was started so and a tray can bring it', async () => {
  const as = (tray: boolean, startHidden: boolean) => Promise.resolve({ tray, startHidden });
  expect(await startsHidden(['ctys', '--hidden'], as(true, true), 'linux')).toBe(true);
  expect(await startsHidden(['ctys', '--hidden'], as(false, true), 'linux')).toBe(false);
  expect(await startsHidden(['ctys'], as(true, true), 'linux')).toBe(false);
  app.openedAtLogin = true;
  expect(await startsHidden(['ctys'], as(true, true), 'darwin')).toBe(true);
  expect(await startsHidden(['ctys'], as(true, false), 'darwin')).toBe(false);
  expect(await startsHidden(['ctys'], as(true, true), 'linux')).toBe(false);
  app.openedAtLogin = false;
  expect(await startsHidden(['ctys'], as(true, true), 'darwin')).toBe(false);
});
