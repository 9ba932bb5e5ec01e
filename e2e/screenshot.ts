/** Makes assets/screenshot.png from the lab: `npx tsx e2e/screenshot.ts`. It shows what a person would see. */
import { join } from 'node:path';
import { chromium } from 'playwright';
import { ensureBuild, root } from '../core/bin/bootstrap.mjs';
import { labUp } from './lab/index.ts';
import { CHROMIUM } from '../renderer/testing/chromium.ts';
import { openConsole, row, startProduct, terminalText } from './specs/product.ts';
import { waitFor } from './lab/run.ts';

await ensureBuild();
await using lab = await labUp({ guests: true });
const guests = [lab.guest('lab00', 'tst100'), lab.guest('lab00', 'tst101'), lab.guest('lab02', 'tst120')];
for (const guest of guests) await guest.start();
for (const guest of guests) await guest.ready();
const paused = await lab.guest('lab00', 'tst101').qmp();
await paused.execute('stop');
paused.close();

const product = await startProduct(lab.env);
const browser = await chromium.launch(CHROMIUM);
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark' });
  await page.goto(product.address);
  await row(page, 'tst120').getByText('running').first().waitFor();
  await openConsole(page, 'tst100', 'serial0');
  // Said once to each person; not to those who read.
  await page.getByRole('button', { name: 'Understood' }).click();
  const terminal = page.getByTestId('terminal');
  await terminal.click();
  await page.keyboard.type('\n');
  await waitFor('the login', async () => (await terminalText(terminal)).includes('login:'));
  await page.keyboard.type('root\n');
  await waitFor('the shell', async () => /# $/.test((await terminalText(terminal)).trimEnd().concat(' ')));
  await page.keyboard.type('uname -sr; uptime; free -m\n');
  await waitFor('free', async () => (await terminalText(terminal)).includes('Mem:'));
  await openConsole(page, 'tst100', 'vnc');
  await page.getByTestId('screen').locator('canvas').waitFor();
  await page.getByRole('button', { name: 'Split to the right' }).first().click();
  await page.getByTestId('toggle-details').click();
  await page.mouse.move(640, 600);
  await row(page, 'tst120').getByText('%').waitFor();
  await row(page, 'lab00').getByText('%').waitFor();
  await page.locator('.size-note').first().waitFor({ state: 'hidden' });
  await page.screenshot({ path: join(root, 'assets', 'screenshot.png') });
} finally {
  await browser.close();
  await product.stop();
}
