import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { app } from './testing/electron.ts';
import { createUpdates, type Update, type Updater } from './updates.ts';

class FakeUpdater extends EventEmitter implements Updater {
  autoDownload = true;
  autoInstallOnAppQuit = true;
  allowPrerelease = false;
  allowDowngrade = true;
  checks = 0;
  async checkForUpdates(): Promise<void> {
    this.checks += 1;
  }
}

let updater: FakeUpdater;
let told: Update[];
const updates = (platform: NodeJS.Platform) =>
  createUpdates(
    { write: () => {} },
    (update) => void told.push(update),
    async () => updater,
    platform,
  );

beforeEach(() => {
  updater = new FakeUpdater();
  told = [];
  app.isPackaged = true;
});
afterEach(() => {
  app.isPackaged = false;
});

test('where no signature is checked, a new version is told of and never fetched', async () => {
  const followed = updates('linux');
  followed.follow('beta');
  await vi.waitFor(() => expect(updater.checks).toBe(1));
  expect(updater).toMatchObject({
    autoDownload: false,
    autoInstallOnAppQuit: false,
    allowDowngrade: false,
    allowPrerelease: true,
  });
  updater.emit('update-available', { version: '2.0.0' });
  expect(told).toEqual([{ version: '2.0.0', ready: false }]);
  followed.close();
});

test('where one is, it is fetched, and told of once it is ready', async () => {
  const followed = updates('win32');
  followed.follow('stable');
  await vi.waitFor(() => expect(updater.checks).toBe(1));
  expect(updater).toMatchObject({ autoDownload: true, allowPrerelease: false });
  updater.emit('update-available', { version: '2.0.0' });
  updater.emit('update-downloaded', { version: '2.0.0' });
  expect(told).toEqual([{ version: '2.0.0', ready: true }]);
  followed.close();
});

test('off, or run from sources: nothing is asked of anybody', () => {
  const load = vi.fn();
  const off = createUpdates({ write: () => {} }, () => {}, load, 'linux');
  off.follow('off');
  app.isPackaged = false;
  off.follow('stable');
  expect(load).not.toHaveBeenCalled();
});
