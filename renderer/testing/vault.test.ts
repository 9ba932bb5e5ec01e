/** Kept passwords in the built window, over a real vault. */
import { expect, test } from 'vitest';
import { builtWindow } from './built-window.ts';

const win = builtWindow();
const ask = (id: string, secret = 'ssh root@lab04:22'): void =>
  win.host.core.tables.putPrompt({
    ...{ id, host: 'lab04', kind: 'password', text: 'Password of root on lab04', secret },
    fields: [{ label: 'Password', echo: false }],
  });

test('an answer is kept where that is ticked; the vault is made, locked, opened and emptied', async () => {
  await win.open();
  const { page } = win;
  const { vault, answers } = win.host.core;
  const prompt = page.getByTestId('prompt');
  ask('a');
  await prompt.getByLabel('Password', { exact: true }).fill('s3cret');
  await prompt.getByRole('switch', { name: 'Keep it in the vault' }).click();
  // Too short: said, and nothing is lost.
  await prompt.getByLabel('New passphrase').fill('short');
  await page.keyboard.press('Enter');
  await page.getByTestId('toast').getByText('at least 8 characters').waitFor();
  expect([answers.length, await prompt.getByLabel('Password', { exact: true }).inputValue()]).toEqual([
    0,
    's3cret',
  ]);
  await prompt.getByLabel('New passphrase').fill('four words are good');
  await page.keyboard.press('Enter');
  await expect.poll(() => prompt.count()).toBe(0);
  expect([answers, vault.get('ssh root@lab04:22')]).toEqual([[['s3cret']], ['s3cret']]);

  await page.keyboard.press('Control+k');
  await page.getByTestId('palette-input').fill('vault');
  await page.keyboard.press('Enter');
  const dialog = page.getByTestId('vault');
  await dialog.getByText('ssh root@lab04:22').waitFor();
  expect(await dialog.innerText()).not.toContain('s3cret');
  await dialog.getByRole('button', { name: 'Lock' }).click();
  await dialog.getByText('The vault is locked').waitFor();
  await dialog.getByLabel('Passphrase').fill('four words are bad');
  await page.keyboard.press('Enter');
  await page.getByTestId('toast').getByText('not the passphrase').waitFor();
  await dialog.getByLabel('Passphrase').fill('four words are good');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Change the passphrase' }).click();
  await dialog.getByLabel('Present passphrase').fill('four words are good');
  await dialog.getByLabel('New passphrase').fill('other words are better');
  await page.keyboard.press('Enter');
  await page.getByTestId('toast').getByText('The passphrase of the vault is set.').waitFor();
  await dialog.getByRole('button', { name: 'Forget ssh root@lab04:22' }).click();
  await dialog.getByText('Nothing is kept.').waitFor();
  expect(vault.get('ssh root@lab04:22')).toBeUndefined();
  vault.lock();
  await vault.unlock('other words are better');
  await page.keyboard.press('Escape');
  await expect.poll(() => dialog.count()).toBe(0);
});

test('a question that may not be kept offers nothing of the kind', async () => {
  await win.open();
  win.host.core.tables.putPrompt({
    ...{ id: 'c', host: 'lab04', kind: 'keyboard-interactive', text: 'Code' },
    fields: [{ label: 'Code', echo: false }],
  });
  await win.page.getByTestId('prompt').getByLabel('Code').waitFor();
  expect(await win.page.getByTestId('prompt').getByRole('switch').count()).toBe(0);
});

test('an empty vault is made by typing at once', async () => {
  await win.open();
  await win.page.keyboard.press('Control+k');
  await win.page.getByTestId('palette-input').fill('vault');
  await win.page.keyboard.press('Enter');
  const field = win.page.getByTestId('vault').getByLabel(/passphrase/i);
  await field.waitFor();
  await win.page.keyboard.type('four words are good');
  await expect.poll(() => field.inputValue()).toBe('four words are good');
});
