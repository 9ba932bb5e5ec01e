/** The window by the keyboard alone, over the lab: no pointer is ever used, and nothing holds the focus against one's will. */
import type { Page } from 'playwright/test';
import { expect, test } from './fixtures.ts';
import { row, terminalText } from './product.ts';

const GUEST = 'tst102';
const LONG = { timeout: 60_000 };

/** What has the focus, as a person would name it. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    return (
      element?.getAttribute('data-testid') ??
      element?.getAttribute('aria-label') ??
      element?.textContent ??
      ''
    );
  });

/** Tab until it has the focus: what cannot be got to in so many steps cannot be got to. */
async function tabTo(page: Page, wanted: string, most = 40): Promise<void> {
  for (let step = 0; step < most; step++) {
    if ((await focused(page)) === wanted) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${wanted} is not reached by Tab; the focus is on ${await focused(page)}.`);
}

async function palette(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.getByTestId('palette-input')).toBeFocused();
  await page.keyboard.type(text);
  await expect(page.getByTestId('palette-entry').first()).toContainText(new RegExp(text, 'i'));
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('palette')).toBeHidden();
}

test('a day without a pointer: found, started, its console and out of it, tagged, grouped, stopped, settings, help', async ({
  page,
  product,
  lab,
}) => {
  test.setTimeout(240_000);
  await page.addInitScript(() => {
    for (const kind of ['pointerdown', 'mousedown', 'wheel', 'touchstart'])
      addEventListener(kind, () => sessionStorage.setItem('pointed', kind), true);
  });
  await page.goto(product.address);
  const { keyboard } = page;
  const guest = row(page, GUEST);
  const table = page.getByTestId('machines');

  await test.step('a machine is found', async () => {
    await expect(guest).toContainText('off', LONG);
    await keyboard.press('Tab');
    expect(await focused(page)).toBe('Skip to the machines');
    await keyboard.press('Enter');
    await expect(table).toBeFocused();
    await keyboard.press('/');
    await expect(page.getByTestId('filter')).toBeFocused();
    await keyboard.type(`${GUEST} host:lab00`);
    await expect(page.getByTestId('counts')).toContainText('1 of');
    await keyboard.press('Enter');
    await expect(table).toBeFocused();
    // Below its host.
    await keyboard.press('End');
    await expect(page.getByTestId('call')).toContainText(GUEST);
  });

  await test.step('it is started, and its console opened', async () => {
    await keyboard.press('s');
    await expect(guest).toContainText('running', LONG);
    await lab.guest('lab00', GUEST).ready();
    await expect(table).toBeFocused();
    await keyboard.press('Enter');
    const terminal = page.getByTestId('terminal');
    await expect(page.getByTestId('console-state')).toHaveText('attached', LONG);
    await keyboard.press('Enter');
    await expect.poll(() => terminalText(terminal)).toContain('login:');
    await keyboard.type('root\n');
    await expect.poll(() => terminalText(terminal)).toMatch(/[#$] $|[#$]$/m);
    // Tab and the keys of the window belong to the guest here.
    await keyboard.type('echo t');
    for (const keys of ['Tab', 'Control+k', 'Control+c']) await keyboard.press(keys);
    await keyboard.type('echo key-$((6*7))\n');
    await expect.poll(() => terminalText(terminal)).toContain('key-42');
    await keyboard.type('exit\n');
  });

  await test.step('the leader leads out of it, and nothing else has to be known', async () => {
    await keyboard.press('Control+Shift+KeyM');
    await expect(table).toBeFocused();
    await keyboard.press('Tab');
    await keyboard.press('Shift+Tab');
    await expect(table).toBeFocused();
  });

  await test.step('it is tagged', async () => {
    await keyboard.press('t');
    await expect(page.getByTestId('marks-dialog').getByTestId('mark-tags')).toBeFocused();
    await keyboard.type('night ');
    await tabTo(page, 'marks-close');
    await keyboard.press('Enter');
    await expect(page.getByTestId('marks-dialog')).toBeHidden();
    await expect(guest.locator('.tag')).toHaveText(['night']);
    await expect(table).toBeFocused();
  });

  await test.step('rows are grouped another way and back', async () => {
    await palette(page, 'Group by owner');
    await expect(guest).toHaveAttribute('aria-level', '2');
    await expect(table).toBeFocused();
    await palette(page, 'Group by place');
  });

  await test.step('it is stopped, after a question that is answered by keys', async () => {
    await keyboard.press('x');
    await expect(page.getByTestId('confirm')).toBeVisible();
    await keyboard.press('Escape');
    await expect(page.getByTestId('confirm')).toBeHidden();
    await expect(table).toBeFocused();
    await expect(guest).toContainText('running');
    await keyboard.press('x');
    await tabTo(page, 'confirm-yes');
    await keyboard.press('Enter');
    await expect(guest).toContainText('off', LONG);
    await expect(table).toBeFocused();
  });

  await test.step('a setting is changed', async () => {
    await keyboard.press('Control+,');
    await expect(page.getByTestId('settings')).toBeVisible();
    await tabTo(page, 'System');
    await keyboard.press('ArrowRight');
    await keyboard.press('ArrowRight');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await keyboard.press('Escape');
    await expect(page.getByTestId('settings')).toBeHidden();
    await expect(table).toBeFocused();
  });

  await test.step('help is opened and closed', async () => {
    await keyboard.press('?');
    await expect(page.getByTestId('shortcuts')).toBeVisible();
    await keyboard.press('Escape');
    await expect(page.getByTestId('shortcuts')).toBeHidden();
    await expect(table).toBeFocused();
  });

  await test.step('Tab goes round through everything and comes back; out of a console that has ended, too', async () => {
    const round: string[] = [];
    do {
      await keyboard.press('Tab');
      round.push(await focused(page));
    } while (round.at(-1) !== 'machines' && round.length < 120);
    expect(round).toEqual(expect.arrayContaining(['filter', 'open-settings', 'call', 'machines']));
  });

  expect(await page.evaluate(() => sessionStorage.getItem('pointed'))).toBeNull();
});
