/** What is told of the product itself, in Chromium: its versions and licences, a report, and links that are shown. */
import { readFile } from 'node:fs/promises';
import { beforeEach, expect, test } from 'vitest';
import { builtWindow } from './built-window.ts';
import { runCommand } from './command.ts';

const win = builtWindow();
beforeEach(() => win.open());

test('its versions, and the packages in it by name and licence', async () => {
  await runCommand(win.page, 'About ctys');
  await win.page.getByTestId('about-versions').getByText('ctys 0').waitFor();
  const list = win.page.getByTestId('about-licences');
  await list.getByText('ssh2', { exact: true }).waitFor();
  await win.page.getByLabel('Search packages').fill('novnc mpl');
  await expect.poll(() => list.locator('li').count()).toBe(1);
  await win.page.keyboard.press('Escape');
});

test('a report is read and changed before it is a file', async () => {
  await runCommand(win.page, 'Report a problem');
  const text = win.page.getByTestId('report-text');
  await expect.poll(() => text.inputValue()).toContain('ctys 0');
  await text.fill('It stood still.');
  const [file] = await Promise.all([
    win.page.waitForEvent('download'),
    win.page.getByRole('button', { name: 'Save…' }).click(),
  ]);
  expect(await readFile(await file.path(), 'utf8')).toBe('It stood still.');
});
