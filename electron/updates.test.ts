import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serializeToYaml } from 'builder-util';
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

const PAGE = 'https://github.com/ctys/ctys/releases/tag/v2.0.0';
const log = { write: vi.fn() };
let updater: FakeUpdater;
let told: Update[];
let resources: string;
const updates = (platform: NodeJS.Platform) =>
  createUpdates(
    log,
    (update) => void told.push(update),
    async () => updater,
    () => ({ platform, resources, program: join(resources, 'ctys') }),
  );
/** As electron-builder writes it into a package. */
const packed = (more: object = {}): void =>
  writeFileSync(
    join(resources, 'app-update.yml'),
    serializeToYaml({
      provider: 'github',
      owner: 'ctys',
      repo: 'ctys',
      updaterCacheDirName: 'ctys-updater',
      ...more,
    }),
  );

beforeEach(() => {
  updater = new FakeUpdater();
  told = [];
  log.write.mockClear();
  resources = mkdtempSync(join(tmpdir(), 'ctys-resources-'));
  app.isPackaged = true;
});
afterEach(() => {
  app.isPackaged = false;
  rmSync(resources, { recursive: true });
});

// macOS's codesign finds no signature on the program, or is not there at all.
test.each([
  ['linux', { publisherName: ['ctys'] }],
  ['win32', {}],
  ['win32', { publisherName: null }],
  ['win32', { publisherName: [] }],
  ['darwin', { publisherName: ['ctys'] }],
] as const)(
  '%s with %j: nothing is checked, a new version is told of and never fetched',
  async (platform, more) => {
    packed(more);
    const followed = updates(platform);
    followed.follow('beta');
    await vi.waitFor(() => expect(updater.checks).toBe(1));
    expect(updater).toMatchObject({
      autoDownload: false,
      autoInstallOnAppQuit: false,
      allowDowngrade: false,
      allowPrerelease: true,
    });
    updater.emit('update-available', { version: '2.0.0' });
    expect(told).toEqual([{ version: '2.0.0', page: PAGE, ready: false }]);
    followed.close();
  },
);

test('where its publisher is compared, it is fetched, and told of once it is ready', async () => {
  packed({ publisherName: ['ctys'] });
  const followed = updates('win32');
  followed.follow('stable');
  await vi.waitFor(() => expect(updater.checks).toBe(1));
  expect(updater).toMatchObject({
    autoDownload: true,
    autoInstallOnAppQuit: true,
    allowDowngrade: false,
    allowPrerelease: false,
  });
  updater.emit('update-available', { version: '2.0.0' });
  updater.emit('update-downloaded', { version: '2.0.0' });
  expect(told).toEqual([{ version: '2.0.0', page: PAGE, ready: true }]);
  followed.close();
});

test('a package that does not say where new ones are looks for none, and the log says so', async () => {
  const followed = updates('win32');
  followed.follow('stable');
  await vi.waitFor(() => expect(log.write).toHaveBeenCalled());
  expect(log.write.mock.calls[0]?.[1]).toContain('app-update.yml');
  expect(updater.checks).toBe(0);
  followed.close();
});

test('off, or run from sources: nothing is asked of anybody', () => {
  const load = vi.fn();
  const off = createUpdates(log, () => {}, load);
  off.follow('off');
  app.isPackaged = false;
  off.follow('stable');
  expect(load).not.toHaveBeenCalled();
});
