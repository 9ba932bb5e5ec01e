import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setAutostart } from './autostart.ts';
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
  await setAutostart(true, false, 'darwin');
  expect(app.loginItems).toEqual([{ openAtLogin: true, args: [] }]);
});

test('what runs from its sources does not start itself', async () => {
  app.isPackaged = false;
  await setAutostart(true, false, 'linux');
  expect(existsSync(join(folder, 'autostart'))).toBe(false);
});
