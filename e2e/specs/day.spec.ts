/**
 * A whole day of a person, from nothing configured to the next start of the product: one window, one lab, in the order
 * in which people do it. Each station stands on the one before it.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import type { Page } from 'playwright/test';
import { parse, stringify } from 'yaml';
import { type Lab, labAvailable, labUp } from '../lab/index.ts';
import { addTiny, runningOn } from '../lab/tiny.ts';
import { expect, test } from './fixtures.ts';
import { row, startProduct, terminalText } from './product.ts';

/** What is emulated boots, or goes, slowly. */
const LONG = { timeout: 120_000 };

const DAY = Array.from({ length: 10 }, (_, at) => `day0${at}`);
const BROKEN = 'day07';
const disk = (lab: Lab): Promise<string> => lab.host('lab00').path(`/home/acue/qemu/${BROKEN}/${BROKEN}.img`);

/** As an editor would: the MAC of a machine that sleeps stands in the file of hosts. */
function writeMac({ hostsFile }: Lab, host: string, mac: string): void {
  const file = parse(readFileSync(hostsFile, 'utf8')) as { hosts: Record<string, object> };
  file.hosts[host] = { ...file.hosts[host], mac };
  writeFileSync(hostsFile, stringify(file));
}

/** A host itself: emulated ones are guests of this machine, too. */
const machine = (page: Page, host: string) => page.locator(`[data-key="m:pm:${host}"]`);
const plan = (page: Page) => page.getByTestId('plan-dialog');
const lines = (page: Page) => plan(page).getByTestId('plan-line');
const terminals = (page: Page) => page.getByTestId('terminal');
/** Where terminals stand side by side: the left edge of each. */
const columns = (page: Page): Promise<readonly number[]> =>
  page
    .locator('.xterm:visible')
    .evaluateAll((all) =>
      all.map((one) => Math.round(one.getBoundingClientRect().left)).sort((a, b) => a - b),
    );

/** Typed until the guest says it back: a guest of one sector hears nothing while its firmware runs. */
async function typed(page: Page, nth: number, text: string): Promise<void> {
  await terminals(page).nth(nth).click();
  await expect
    .poll(async () => {
      await page.keyboard.type(text);
      return terminalText(terminals(page).nth(nth));
    })
    .toContain(text);
}

test('the whole day of a person with a lab', async ({ page }) => {
  test.skip(labAvailable() !== null, labAvailable() ?? '');
  test.setTimeout(400_000);
  await using lab = await labUp({ guests: true });
  const sleeper = await lab.sleeper({
    ...{ name: 'pm00', net: 'near', part: 50 },
    carries: { name: 'inner', ticks: 4 },
  });
  const lab00 = lab.host('lab00');
  await addTiny(
    lab00,
    DAY.map((name) => ({ name })),
  );
  await rename(await disk(lab), `${await disk(lab)}.away`);
  // Nothing is configured; only ssh knows hosts.
  rmSync(lab.hostsFile);
  const environment = { ...lab.env, HOME: lab.home };
  let product = await startProduct(environment);
  try {
    await page.goto(product.address);

    await test.step('the first start shows this machine, and the ways to get more', async () => {
      await expect(machine(page, 'localhost')).toContainText('running');
      await expect(page.getByTestId('first-run')).toBeVisible();
      await expect(page.getByTestId('card-playground')).toHaveText('Open it');
    });

    await test.step('hosts of ~/.ssh/config are previewed, chosen and added', async () => {
      await page.getByTestId('card-import').click();
      const offers = page.getByTestId('source-ssh').getByRole('checkbox');
      await expect(offers).toHaveText([/pm00/, /gate/, /lab00/, /lab01/, /lab02/]);
      await offers.filter({ hasText: 'lab01' }).click();
      await page.getByTestId('import').getByRole('button', { name: 'Import 4 hosts' }).click();
      await expect(row(page, 'tst100')).toContainText('off', LONG);
      await expect(row(page, 'tst120')).toContainText('off', LONG);
      await expect(page.getByTestId('first-run')).toBeHidden();
      expect(Object.keys(parse(readFileSync(lab.hostsFile, 'utf8')).hosts).sort()).toEqual([
        ...['gate', 'lab00', 'lab02', 'pm00'],
      ]);
    });

    await test.step('a machine that sleeps is woken, and boots in the background', async () => {
      writeMac(lab, 'pm00', sleeper.mac);
      await expect(machine(page, 'pm00')).toBeVisible();
      await machine(page, 'pm00').click({ button: 'right' });
      await page.getByTestId('menu').getByTestId('action-wake').click();
      await expect.poll(() => sleeper.woken.length).toBeGreaterThan(0);
    });

    await test.step('ten guests are started at once; the one that failed is tried again, alone', async () => {
      await page.getByTestId('filter').fill('host:lab00 day');
      await expect(page.getByTestId('counts')).toContainText('10 of');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Control+a');
      await page.getByTestId('bulk-start').click();
      await expect(lines(page)).toHaveCount(DAY.length);
      await plan(page).getByTestId('plan-run').click();
      await expect(plan(page).getByTestId('plan-outcome')).toHaveText('9 of 10 steps done; 1 not.', LONG);
      await expect(lines(page).and(page.locator('[data-state="failed"]'))).toContainText(BROKEN);
      await expect.poll(() => runningOn(lab00)).toEqual(DAY.filter((name) => name !== BROKEN));

      await rename(`${await disk(lab)}.away`, await disk(lab));
      await plan(page).getByTestId('plan-retry').click();
      await expect(lines(page)).toHaveCount(1);
      await expect(plan(page).getByTestId('plan-outcome')).toHaveText('All is done.', LONG);
      await plan(page).getByTestId('plan-close').click();
      await expect.poll(() => runningOn(lab00)).toEqual(DAY);
      await page.keyboard.press('Escape');
    });

    await test.step('consoles stand side by side, and one in a window of its own', async () => {
      await row(page, 'day00').dblclick();
      await typed(page, 0, 'first');
      await row(page, 'day01').dblclick();
      await typed(page, 1, 'second');
      await page.keyboard.press('Control+Shift+KeyD');
      await expect(page.locator('.xterm:visible')).toHaveCount(2);
      await row(page, 'day02').dblclick();
      await typed(page, 2, 'third');
      const opened = page.waitForEvent('popup');
      await page.keyboard.press('Control+Shift+KeyO');
      const own = await opened;
      await expect.poll(() => terminalText(own.getByTestId('terminal'))).toContain('third');
    });

    await test.step('the palette runs a call: the guest in the woken machine is started', async () => {
      await expect(machine(page, 'pm00')).toBeHidden();
      await page.getByTestId('filter').fill('host:pm00');
      await expect(machine(page, 'pm00')).toContainText('running', LONG);
      await expect(row(page, 'inner')).toContainText('off', LONG);
      await page.keyboard.press('Control+k');
      await page.getByTestId('palette-input').fill('ctys -t qemu -a create=l:inner,CONSOLE:NONE pm00');
      await expect(page.getByTestId('palette-plan')).toContainText(/start .*qemu\/inner/);
      await page.getByTestId('palette-run').click();
      await expect(row(page, 'inner')).toContainText('running', LONG);
    });

    await test.step('its host is stopped from the inside out', async () => {
      await machine(page, 'pm00').click();
      await page.keyboard.press('x');
      await expect(lines(page)).toHaveText([/pm00/, /inner/]);
      await plan(page).getByTestId('plan-run').click();
      await expect(plan(page).getByTestId('plan-outcome')).toHaveText('All is done.', LONG);
      await plan(page).getByTestId('plan-close').click();
      await sleeper.off();
      expect(sleeper.log()).toContain('GUEST-STOPPING');
    });

    await test.step('what is looked at gets a name', async () => {
      await page.getByTestId('filter').fill('host:lab00 state:running');
      await page.getByTestId('save-view').click();
      await page.getByTestId('macro-name').fill('DAILY');
      await page.getByTestId('macro-save').click();
      await page.getByTestId('view-DAILY').click();
      await expect(page.getByTestId('counts')).toContainText('11 of');
    });

    await test.step('the next start shows all of it again: consoles in their places, the view, the machine that sleeps', async () => {
      const places = await columns(page);
      expect(places).toHaveLength(2);
      await product.stop();
      product = await startProduct(environment);
      await page.goto(product.address);
      await expect(page.getByTestId('view-DAILY')).toBeVisible();
      await expect(row(page, 'day09')).toContainText('running');
      await expect(page.getByTestId('console-state')).toHaveCount(3);
      for (const nth of [0, 1, 2])
        await expect(page.getByTestId('console-state').nth(nth)).toHaveText('attached');
      await expect.poll(() => columns(page)).toEqual(places);
      await typed(page, 0, 'again');
      await expect(page.getByTestId('view-DAILY')).toHaveAttribute('aria-current', 'true');
      await expect(page.getByTestId('filter')).toHaveValue('host:lab00 state:running');
      await expect(page.getByTestId('counts')).toContainText('11 of');
      await page.getByTestId('view-DAILY').click();
      await page.getByTestId('filter').fill('host:pm00');
      await expect(machine(page, 'pm00')).toHaveAttribute('data-state', 'lost');
    });
  } finally {
    await product.stop();
  }
});
