/** The settings form over real files. */
import { readFile, writeFile } from 'node:fs/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { builtWindow } from './built-window.ts';

const win = builtWindow();
const releases: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const release of releases.splice(0)) await release();
});

const fileOf = async (): Promise<string> => (await win.host.core.preferences.opened()).settings.file;
const text = async (): Promise<string> => await readFile(await fileOf(), 'utf8').catch(() => '');
const theme = (): Promise<string | null> => win.page.locator('html').getAttribute('data-theme');

async function openPage(page: string): Promise<void> {
  await win.page.getByTestId('open-settings').click();
  await win.page.getByTestId(`settings-page-${page}`).click();
}

test('what is chosen stands in the file, and what is written there shows', async () => {
  await win.open();
  await openPage('looks');
  const line = win.page.getByTestId('setting-theme');
  await line.getByRole('radio', { name: 'Dark' }).click();
  expect(await theme()).toBe('dark');
  await expect.poll(text).toContain('theme: dark');
  expect(await line.getByTestId('origin-theme').innerText()).toBe('set for everything');
  await writeFile(await fileOf(), 'theme: contrast\ndensity: compact\n');
  await expect.poll(theme).toBe('contrast');
  expect(await win.page.getByRole('radio', { name: 'Compact' }).getAttribute('aria-checked')).toBe('true');
  await line.getByRole('button', { name: 'Reset Theme' }).click();
  await expect.poll(text).not.toContain('theme');
  await expect.poll(theme).toBe('light');
  await win.page.getByTestId('settings-reset-all').click();
  await expect.poll(text).not.toContain('density');
});

test('a host and its group differ, and each value says where it comes from', async () => {
  await win.open();
  const { core } = win.host;
  const lab = core.tables.hosts.get('lab00');
  if (lab === undefined) throw new Error('There is no lab00.');
  core.tables.putHost({ ...lab, config: { ...lab.config, groups: ['lab'] } });
  await openPage('terminals');
  const scope = win.page.getByTestId('settings-scope');
  const line = win.page.getByTestId('setting-terminalSize');
  const origin = (): Promise<string> => line.getByTestId('origin-terminalSize').innerText();
  await scope.selectOption('groups lab');
  await line.getByRole('textbox').fill('17');
  await scope.selectOption('hosts lab00');
  expect(await origin()).toBe('from group lab');
  expect(await line.getByRole('textbox').inputValue()).toBe('17');
  await line.getByRole('textbox').fill('3');
  expect(await line.getByRole('alert').innerText()).toBe('A whole number from 6 to 48.');
  await line.getByRole('textbox').fill('21');
  expect(await origin()).toBe('set for lab00');
  await expect.poll(text).toContain('lab00:\n    terminalSize: 21');
  await scope.selectOption({ index: 0 });
  expect(await origin()).toBe('default; another for lab, lab00');
  await scope.selectOption('hosts lab00');
  expect(await win.page.getByTestId('setting-theme').count()).toBe(0);
  await win.page.keyboard.press('Escape');
  await win.console('tst100');
  const size = (): Promise<string> =>
    win.page.locator('.xterm-rows').evaluate((rows) => getComputedStyle(rows).fontSize);
  await expect.poll(size).toBe('21px');
});

test('settings are found by their words, in German too', async () => {
  await win.open();
  await win.page.getByTestId('open-settings').click();
  const search = win.page.getByTestId('settings-search');
  await search.fill('scrollback lines');
  expect(await win.page.locator('.setting').count()).toBe(1);
  await search.fill('nothing of the kind');
  expect(await win.page.locator('.settings-none').innerText()).toBe('No setting is called so.');
  await search.fill('Language');
  await win.page.getByRole('radio', { name: 'Deutsch' }).click();
  await expect.poll(() => win.page.locator('html').getAttribute('lang')).toBe('de');
  await search.fill('Verlauf Zeilen');
  expect(await win.page.locator('.setting-title').innerText()).toBe('Verlauf');
});

test('a file is taken out and brought in', async () => {
  await win.open();
  await openPage('file');
  const chosen = win.page.waitForEvent('filechooser');
  await win.page.getByTestId('settings-import').click();
  const yaml = 'theme: dark\ncolour: red\n';
  await (await chosen).setFiles({ name: 's.yaml', mimeType: 'text/yaml', buffer: Buffer.from(yaml) });
  await win.page.getByTestId('toast').getByText('there is no setting colour.').waitFor();
  await expect.poll(theme).toBe('dark');
  const download = win.page.waitForEvent('download');
  await win.page.getByTestId('settings-export').click();
  expect(await readFile(await (await download).path(), 'utf8')).toContain('theme: dark');
});

test('a conflict with the shared folder is told and ended', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ctys-shared-'));
  releases.push(() => rm(folder, { recursive: true, force: true }));
  await win.open();
  await openPage('looks');
  await win.page.getByRole('radio', { name: 'Dark' }).click();
  await writeFile(join(folder, 'ctys-settings.yaml'), 'theme: contrast\nscrollback: 7\n');
  await win.page.getByTestId('settings-page-file').click();
  await win.page.getByTestId('sync-folder').fill('nowhere');
  await win.page.getByTestId('sync-start').click();
  await win.page.getByText('is no whole path of a folder').waitFor();
  await win.page.getByTestId('sync-folder').fill(folder);
  await win.page.getByTestId('sync-start').click();
  await win.page.getByTestId('sync-conflicts').getByText('contrast').waitFor();
  await win.page.getByTestId('sync-theirs').click();
  await expect.poll(theme).toBe('contrast');
  await win.page.getByTestId('sync-conflicts').waitFor({ state: 'detached' });
  await expect.poll(text).toContain('scrollback: 7');
});

test('a profile is asked for, and the window of another begins anew', async () => {
  await win.open();
  await openPage('file');
  await win.page.getByTestId('profile-new').fill('work');
  await win.page.getByTestId('profile-make').click();
  await expect.poll(() => win.host.core.switched).toEqual(['work']);
});
