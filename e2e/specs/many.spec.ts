/** The window over 100 hosts with 5,000 guests: all are there, found by a word, and change before one's eyes. */
import { expect, test as base } from 'playwright/test';
import { type SimulatedHosts, simulatedAvailable, simulatedUp } from '../lab/simulated/index.ts';
import { row, startProduct } from './product.ts';

const HOSTS = 100;
const GUESTS = 50;
const against = simulatedAvailable();

const test = base.extend<{ hosts: SimulatedHosts; address: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's names
  hosts: async ({}, use, info) => {
    info.skip(against !== null, against ?? '');
    const hosts = await simulatedUp(HOSTS, GUESTS);
    await use(hosts);
    await hosts.down();
  },
  address: async ({ hosts }, use) => {
    const product = await startProduct(hosts.env);
    await use(product.address);
    await product.stop();
  },
});

test('5,000 guests of 100 hosts, live', async ({ page, hosts, address }) => {
  test.setTimeout(420_000);
  await page.goto(address);
  await page.getByTestId('filter').fill('host:sim*');
  await expect(page.getByTestId('counts')).toContainText('5,100 of', { timeout: 120_000 });
  await page.getByTestId('filter').fill('host:sim07* type:qemu');
  await expect(page.getByTestId('counts')).toContainText('500 of');
  await page.getByTestId('filter').fill('g073-041');
  await expect(row(page, 'g073-041')).toContainText('running');
  const guest = hosts.guests('sim073').find(({ label }) => label === 'g073-041');
  if (guest === undefined) throw new Error('There is no guest g073-041.');
  guest.running = false;
  await expect(row(page, 'g073-041')).toBeHidden({ timeout: 120_000 });
  guest.running = true;
  await expect(row(page, 'g073-041')).toContainText('running', { timeout: 120_000 });
});
