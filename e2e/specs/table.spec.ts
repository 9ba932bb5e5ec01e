/** The table as a working place, over the lab: many guests at once, and marks that outlive the product. */
import { expect, test } from './fixtures.ts';
import { row, startProduct } from './product.ts';

test('guests are started in bulk by one plan, at most one at a time on a host', async ({ window, lab }) => {
  const guests = [lab.guest('lab00', 'tst101'), lab.guest('lab02', 'tst120')] as const;
  await expect(row(window, 'tst120')).toContainText('off');
  await window.getByTestId('filter').fill('name:=tst101,=tst120 state:off');
  await expect(window.getByTestId('counts')).toContainText('2 of');
  await window.keyboard.press('Enter');
  await window.keyboard.press('Control+a');
  await window.getByTestId('bulk-start').click();
  const dialog = window.getByTestId('plan-dialog');
  await expect(dialog.getByTestId('plan-line')).toHaveCount(2);
  await dialog.getByRole('radio', { name: '1', exact: true }).click();
  await expect(dialog.getByTestId('plan-call')).toContainText('-b par:1');
  await dialog.getByTestId('plan-run').click();
  await expect(dialog.getByTestId('plan-outcome')).toHaveText('All is done.', { timeout: 60_000 });
  await dialog.getByTestId('plan-close').click();
  for (const guest of guests) expect(await guest.running()).toBe(true);
  for (const guest of guests) await guest.kill();
});

test('tags of a machine are found by the filter, and are there after the next start', async ({
  window,
  page,
  product,
  lab,
}) => {
  await row(window, 'tst100').click();
  await window.keyboard.press('t');
  await window.keyboard.type('spec ');
  await window.getByTestId('marks-close').click();
  await expect(row(window, 'tst100').locator('.tag')).toHaveText(['spec']);
  await product.stop();
  const next = await startProduct(lab.env);
  try {
    await page.goto(next.address);
    await page.getByTestId('filter').fill('tag:spec');
    await expect(row(page, 'tst100').locator('.tag')).toHaveText(['spec']);
    await expect(page.getByTestId('counts')).toContainText('1 of');
  } finally {
    await next.stop();
  }
});
