/** What every window test stands on: a lab, the headless host over it, and a page that shows the window. */
import { test as base, expect, type Page } from 'playwright/test';
import { type Lab, labAvailable, labUp } from '../lab/index.ts';
import { type Product, startProduct } from './product.ts';

export { expect };

interface Fixtures {
  /** Skips, with the reason, where no lab can be had. */
  readonly needsLab: undefined;
  readonly product: Product;
  /** The window, showing the product. */
  readonly window: Page;
}

const against = labAvailable();

export const test = base.extend<Fixtures, { lab: Lab }>({
  lab: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's names
    async ({}, use) => {
      if (against !== null) return use(null as unknown as Lab);
      const lab = await labUp({ guests: true });
      await use(lab);
      await lab.down();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  needsLab: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's names
    async ({}, use, info) => {
      info.skip(against !== null, against ?? '');
      await use(undefined);
    },
    { auto: true },
  ],
  product: async ({ lab }, use) => {
    const product = await startProduct(lab.env);
    await use(product);
    await product.stop();
  },
  window: async ({ page, product }, use) => {
    const mistakes: string[] = [];
    page.on('pageerror', (error) => mistakes.push(String(error)));
    await page.goto(product.address);
    await use(page);
    expect(mistakes).toEqual([]);
  },
});
