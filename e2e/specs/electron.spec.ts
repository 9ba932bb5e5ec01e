/**
 * The desktop application itself: runs where Electron’s binary and a display are, and says that it is skipped where one of
 * them is not. What of it can be checked without is in electron/*.test.ts.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, expect, type Page, test as base } from 'playwright/test';
import { root } from '../../core/bin/bootstrap.mjs';

/** The executable, where Electron's binary has been fetched; asking the package itself would try to download it. */
function electronBinary(): string | null {
  const home = join(root, 'node_modules', 'electron');
  const named = join(home, 'path.txt');
  if (!existsSync(named)) return null;
  const path = join(home, 'dist', readFileSync(named, 'utf8').trim());
  return existsSync(path) ? path : null;
}

const executablePath = electronBinary() ?? '';
const display = process.platform !== 'linux' || Boolean(process.env.DISPLAY);

interface Started {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** As a person starts it a second time, or the system does with a link; its exit code. */
  again(...words: readonly string[]): Promise<number | null>;
}

const args = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), root];

const test = base.extend<{ started: Started }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's names
  started: async ({}, use) => {
    const home = await mkdtemp(join(tmpdir(), 'ctys-electron-'));
    const env = {
      ...process.env,
      ...{ XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home, XDG_STATE_HOME: home },
    } as Record<string, string>;
    const app = await _electron.launch({ executablePath, args, env });
    const again = (...words: readonly string[]): Promise<number | null> =>
      new Promise((ended, failed) => {
        const second = spawn(executablePath, [...args, ...words], { env, stdio: 'ignore' });
        second.once('error', failed);
        second.once('exit', ended);
      });
    try {
      await use({ app, page: await app.firstWindow(), again });
    } finally {
      await app.evaluate(({ app: ours }) => ours.quit()).catch(() => {});
      await app.close();
      // Windows lets go of files a little later than of who had them open.
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    }
  },
});

test.skip(executablePath === '', 'Electron’s binary is not on this machine.');
test.skip(!display, 'Electron needs a display.');

/**
 * The row of this machine. What runs on a host is told by a POSIX shell: Windows has one only where Git's is in its path,
 * and without one this machine is a host that is up, of which nothing more is known.
 */
const self = (page: Page) =>
  page.locator(
    process.platform === 'win32'
      ? '[data-key="m:pm:localhost"], [data-key="h:localhost"]'
      : '[data-key="m:pm:localhost"]',
  );
const here = (page: Page): Promise<void> =>
  expect(self(page)).toContainText(process.platform === 'win32' ? /running|up/ : 'running');

/** Whether each window is seen. */
const seen = (app: ElectronApplication): Promise<boolean[]> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible()));

test('the application shows this machine, in a page without Node', async ({ started: { app, page } }) => {
  await expect(page.getByTestId(/^row-/).first()).toBeVisible();
  const leaks = await page.evaluate(() =>
    ['require', 'process', 'module', 'electron'].filter((name) => name in globalThis),
  );
  expect(leaks).toEqual([]);
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): { sandbox: boolean; contextIsolation: boolean; nodeIntegration: boolean };
    };
    const { sandbox, contextIsolation, nodeIntegration } = contents.getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration };
  });
  expect(preferences).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false });
});

test('a window that is closed stays in the tray, and a second start brings it back: there is one', async ({
  started: { app, page, again },
}) => {
  await here(page);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(() => seen(app)).toEqual([false]);
  // It is alive, and so is its page.
  await expect(self(page)).toHaveCount(1);
  expect(await again()).toBe(0);
  await expect.poll(() => seen(app)).toEqual([true]);
});

test('a link selects what it names in the window that is there, and never executes', async ({
  started: { app, page, again },
}) => {
  await here(page);
  expect(await again('ctys://localhost?verb=poweroff')).toBe(0);
  await expect(self(page)).not.toHaveAttribute('data-cursor');
  expect(await again('ctys://localhost')).toBe(0);
  await expect(self(page)).toHaveAttribute('data-cursor', 'true');
  await expect(page.getByTestId('plan-dialog')).toHaveCount(0);
  await expect(page.getByTestId('confirm')).toHaveCount(0);
  expect(await seen(app)).toHaveLength(1);
});

test('the tray is gone by its setting; the last window that is closed ends it, on macOS it stays in the Dock', async ({
  started: { app, page },
}) => {
  await here(page);
  await page.keyboard.press('Control+,');
  await page.getByTestId('settings-search').fill('tray');
  await page.getByTestId('setting-tray').getByRole('switch').click();
  await page.keyboard.press('Escape');
  const stays = process.platform === 'darwin';
  const ended = stays ? undefined : app.waitForEvent('close');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await ended;
  if (!stays) return;
  await expect.poll(() => seen(app)).toEqual([]);
  // As a click in the Dock.
  await app.evaluate(({ app: ours }) => ours.emit('activate'));
  await expect.poll(() => seen(app)).toEqual([true]);
});
