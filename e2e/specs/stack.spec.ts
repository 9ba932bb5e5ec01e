/** A stack in the window over a lab of its own: a guest that is a host, found by itself, shown as a tree, stopped by its plan. */
import { labAvailable, labUp } from '../lab/index.ts';
import { addNest } from '../lab/nest.ts';
import { addTiny, runningOn, startTiny } from '../lab/tiny.ts';
import { expect, test } from './fixtures.ts';
import { row, startProduct } from './product.ts';

const LONG = { timeout: 120_000 };

test('a nested host is one machine in its place; its plan is seen, run and lived through', async ({
  page,
}) => {
  test.skip(labAvailable() !== null, 'no lab');
  test.setTimeout(400_000);
  await using lab = await labUp({ guests: true });
  const host = lab.host('lab00');
  const nest = await addNest(lab);
  await addTiny(host, [{ name: 'tiny1' }]);
  await startTiny(host, 'tiny1');
  await nest.start();
  await nest.startInner();
  const product = await startProduct(lab.env);
  try {
    await page.goto(product.address);
    await expect(row(page, 'inner')).toContainText('running', LONG);
    await page.getByTestId('columns').click();
    await page.getByRole('menuitemcheckbox', { name: 'Stack' }).click();
    await page.keyboard.press('Escape');
    // Bottom, guest, guest in a guest; the host it is has no row of its own.
    await expect(row(page, 'inner')).toHaveAttribute('aria-level', '3');
    await expect(row(page, 'nest104')).toHaveCount(1);
    await row(page, 'inner').click();
    await expect(page.getByTestId('details')).toContainText('/lab00/qemu/nest104/qemu/inner');

    await row(page, 'nest104').click();
    await page.keyboard.press('x');
    const lines = page.getByTestId('plan-dialog').getByTestId('plan-line');
    await expect(lines).toHaveCount(2);
    await expect(lines.nth(0)).toContainText(
      'asked over SSH, 20 s; then by its hypervisor, 20 s; then forced, 60 s',
    );
    await page.getByTestId('plan-run').click();
    await expect(lines.nth(1)).toHaveAttribute('data-state', 'done', LONG);
    await expect(lines.nth(0)).toHaveAttribute('data-state', 'done', LONG);
    await expect(page.getByTestId('plan-outcome')).toHaveText('All is done.');
    await page.getByTestId('plan-close').click();
    // Nothing else was touched.
    expect(await runningOn(host)).toEqual(['tiny1']);
    expect(await nest.serialLog()).toContain('INSIDE 0');
    await expect(row(page, 'inner')).toContainText('off');
  } finally {
    await product.stop();
  }
});
