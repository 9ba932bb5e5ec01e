/** What nothing is configured of, begun from forms: desktops, commands on hosts, tunnels. */
import type { Page } from 'playwright/test';
import { expect, test } from './fixtures.ts';
import { row } from './product.ts';

async function form(window: Page, title: string): Promise<void> {
  await window.keyboard.press('Control+k');
  await window.getByTestId('palette-input').fill(title);
  await window.keyboard.press('Enter');
  await expect(window.getByTestId('new-session')).toBeVisible();
}

test('a desktop, a command on several hosts and a tunnel begin from forms that show their calls', async ({
  window,
}) => {
  test.slow();
  await window.locator('[data-key="m:pm:lab00"]').click();
  await form(window, 'new desktop');
  // It says what is missing, and does nothing.
  await expect(window.getByTestId('session-start')).toHaveAttribute('aria-disabled', 'true');
  await window.keyboard.press('Enter');
  await expect(window.getByTestId('new-session')).toBeVisible();
  await window.getByTestId('session-label').fill('formed');
  await expect(window.getByTestId('session-call')).toHaveText('ctys -a create=l:formed lab00');
  await window.keyboard.press('Enter');
  await expect(row(window, 'formed')).toContainText('running', { timeout: 60_000 });
  await expect(window.getByTestId('screen').locator('canvas')).toBeVisible({ timeout: 60_000 });

  await window.locator('[data-key="m:pm:lab00"]').click();
  await form(window, 'run a command');
  await window.keyboard.type('echo "$(hostname), 100 %"');
  await window.getByTestId('session-hosts').fill('lab00 lab01');
  await window.keyboard.press('Enter');
  const answers = window.getByTestId('commands');
  await expect(answers).toContainText('lab00, 100 %');
  await expect(answers).toContainText('lab01, 100 %');
  await window.keyboard.press('Escape');

  await form(window, 'open a tunnel');
  await window.getByTestId('session-to').fill('localhost:22');
  await window.keyboard.press('Enter');
  const tunnel = window.locator('.row.session').filter({ hasText: 'SSH(PM)' });
  await expect(tunnel).toBeVisible();
  await tunnel.getByRole('button').click();
  await expect(tunnel).toBeHidden();

  await row(window, 'formed').click();
  await window.keyboard.press('x');
  const yes = window.getByTestId('confirm-yes');
  if (await yes.isVisible().catch(() => false)) await yes.click();
  await expect(row(window, 'formed')).toBeHidden({ timeout: 60_000 });
});
