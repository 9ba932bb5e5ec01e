/** Makes assets/xen.png from the Xen lab: `npx tsx e2e/screenshot-xen.ts`. It shows what a person would see. */
import { join } from 'node:path';
import { chromium } from 'playwright';
import { ensureBuild, root } from '../core/bin/bootstrap.mjs';
import { CHROMIUM } from '../renderer/testing/chromium.ts';
import { waitFor } from './lab/run.ts';
import { guestConf, xenUp } from './lab/xen/index.ts';
import { openConsole, row, startProduct, terminalText } from './specs/product.ts';

const SLOW = { timeout: 90_000, every: 1000 };

await ensureBuild();
await using lab = await xenUp();
for (const name of ['tst101', 'tst102']) await lab.must(['xl', 'create', '-q', guestConf(name)]);
const product = await startProduct(lab.env);
const browser = await chromium.launch(CHROMIUM);
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' });
  page.setDefaultTimeout(SLOW.timeout);
  await page.goto(product.address);
  await row(page, 'tst102').getByText('running').first().waitFor();
  await openConsole(page, 'tst101', 'console');
  const terminal = page.getByTestId('terminal');
  await terminal.click();
  const shows = (text: string) =>
    waitFor(text, async () => (await terminalText(terminal)).includes(text), SLOW);
  const login = async (): Promise<boolean> => {
    await page.keyboard.type('\n');
    return (await terminalText(terminal)).includes('login:');
  };
  await waitFor('the login', login, SLOW);
  await page.keyboard.type('root\n');
  await shows('/root #');
  await page.keyboard.type('uname -sr; uptime; free -m\n');
  await shows('Mem:');
  await openConsole(page, 'tst102', 'vnc');
  await page.getByTestId('screen').locator('canvas').waitFor();
  await page.getByRole('button', { name: 'Split to the right' }).first().click();
  await row(page, 'tst102').getByText('%').waitFor();
  await page.screenshot({ path: join(root, 'assets', 'xen.png') });
} finally {
  await browser.close();
  await product.stop();
}
