/** Messages of the built window: they cover nothing for long, and are there to be read later. */
import { expect, test } from 'vitest';
import { builtWindow } from './built-window.ts';

const win = builtWindow();

const toasts = () => win.page.getByTestId('toast');
const list = () => win.page.getByTestId('messages');

/** tst104 does not obey. */
async function fail(): Promise<void> {
  await win.row('tst104').click();
  await win.page.getByTestId('machines').focus();
  await win.page.keyboard.press('x');
  await win.page.getByTestId('confirm-yes').click();
  await toasts().getByText('Shut down tst104 failed').waitFor();
}

test('a failure that nobody reads leaves, and can be read and answered later', async () => {
  await win.open();
  await win.page.clock.install();
  expect(await win.page.getByTestId('open-messages').count()).toBe(0);
  await fail();
  await win.page.clock.runFor(13_000);
  await expect.poll(() => toasts().count()).toBe(0);
  await win.page.getByRole('button', { name: 'Messages: 1 failure not read' }).click();
  await list().getByText('Shut down tst104 failed').waitFor();
  await list().getByRole('button', { name: 'Log' }).click();
  await win.page.getByTestId('job-log').waitFor();
  // What was answered is gone.
  await expect.poll(() => win.page.getByTestId('open-messages').count()).toBe(0);
});

test('it stays while somebody points at it', async () => {
  await win.open();
  await win.page.clock.install();
  await fail();
  await toasts().hover();
  await win.page.clock.runFor(60_000);
  expect(await toasts().count()).toBe(1);
  await win.row('tst101').hover();
  await win.page.clock.runFor(13_000);
  await expect.poll(() => toasts().count()).toBe(0);
});

test('the list opens by keys, and Escape gives the keyboard back', async () => {
  await win.open();
  await fail();
  await win.page.getByTestId('machines').focus();
  await win.page.keyboard.press('g');
  await win.page.keyboard.press('m');
  await list().getByText('Shut down tst104 failed').waitFor();
  // Read in the list, it need not float.
  expect(await toasts().count()).toBe(0);
  await win.page.keyboard.press('Escape');
  await expect.poll(() => list().isVisible()).toBe(false);
  await expect
    .poll(() => win.page.evaluate(() => document.activeElement?.getAttribute('data-testid')))
    .toBe('machines');
  expect(await win.page.getByRole('button', { name: /^Messages/ }).count()).toBe(1);
});
