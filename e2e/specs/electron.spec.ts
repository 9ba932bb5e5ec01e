import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, expect, test } from 'playwright/test';
import { root } from '../../core/bin/bootstrap.mjs';

/** The executable, where Electron's binary has been fetched; asking the package itself would try to download it. */
function electronBinary(): string | null {
  const home = join(root, 'node_modules', 'electron');
  const named = join(home, 'path.txt');
  if (!existsSync(named)) return null;
  const path = join(home, 'dist', readFileSync(named, 'utf8').trim());
  return existsSync(path) ? path : null;
}

const executablePath = electronBinary();
const display = process.platform !== 'linux' || Boolean(process.env.DISPLAY);
test.skip(executablePath === null, 'Electron’s binary is not on this machine.');
test.skip(!display, 'Electron needs a display.');

test('the application shows this machine, in a page without Node', async () => {
  const home = await mkdtemp(join(tmpdir(), 'ctys-electron-'));
  const app = await _electron.launch({
    executablePath: executablePath ?? '',
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), root],
    env: { ...process.env, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home, XDG_STATE_HOME: home } as Record<
      string,
      string
    >,
  });
  try {
    const page = await app.firstWindow();
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
  } finally {
    await app.close();
    await rm(home, { recursive: true, force: true });
  }
});
