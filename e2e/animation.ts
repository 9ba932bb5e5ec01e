/**
 * Makes assets/tour.png (it moves) from the lab: `npx tsx e2e/animation.ts`. A guest is started by a click, its console
 * opened and typed in, and the plan of a stack seen and run: real hosts, real guests, what a person would see.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Locator, type Page } from 'playwright';
import { ensureBuild, root } from '../core/bin/bootstrap.mjs';
import { CHROMIUM } from '../renderer/testing/chromium.ts';
import { labUp } from './lab/index.ts';
import { addNest } from './lab/nest.ts';
import { waitFor } from './lab/run.ts';
import { type Frame, writeApng } from './pictures/apng.ts';
import { readPng } from './pictures/png.ts';
import { row, startProduct, terminalText } from './specs/product.ts';

const SIZE = { width: 1100, height: 680 };
/** ms of a frame of typing or of the pointer on its way. */
const QUICK = 90;
const STEPS = 5;

/** What is seen, frame by frame, with a pointer, which a browser's own pictures lack. */
class Film {
  readonly frames: Frame[] = [];
  readonly page: Page;
  #at = { x: 560, y: 420 };

  constructor(page: Page) {
    this.page = page;
  }

  async shoot(shown: number): Promise<void> {
    await this.page.evaluate(({ x, y }) => {
      const known = document.getElementById('pointer');
      const pointer = known ?? document.createElement('div');
      if (known === null) {
        pointer.id = 'pointer';
        pointer.popover = 'manual';
        document.body.append(pointer);
        const look = {
          ...{
            position: 'fixed',
            inset: 'auto',
            width: '14px',
            height: '20px',
            border: '0',
            padding: '0',
            margin: '0',
          },
          ...{
            background: '#fff',
            clipPath: 'polygon(0 0, 0 82%, 27% 62%, 45% 100%, 64% 92%, 47% 55%, 80% 55%)',
          },
          ...{ pointerEvents: 'none', filter: 'drop-shadow(0 0 1px #000)' },
        };
        Object.assign(pointer.style, look);
      }
      // Above dialogs, which are shown above all else.
      pointer.hidePopover();
      pointer.showPopover();
      Object.assign(pointer.style, { left: `${x}px`, top: `${y}px` });
    }, this.#at);
    this.frames.push({ picture: readPng(await this.page.screenshot()), shown });
  }

  async click(target: Locator, count = 1): Promise<void> {
    const box = await target.boundingBox();
    if (box === null) throw new Error('There is nothing to click.');
    const to = { x: box.x + Math.min(box.width / 2, 60), y: box.y + box.height / 2 };
    const from = this.#at;
    for (let step = 1; step <= STEPS; step++) {
      const part = step / STEPS;
      this.#at = { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
      await this.page.mouse.move(this.#at.x, this.#at.y);
      await this.shoot(step === STEPS ? 500 : QUICK);
    }
    await this.page.mouse.click(to.x, to.y, { clickCount: count });
    await this.shoot(400);
  }

  async type(text: string): Promise<void> {
    for (const letter of text) {
      await this.page.keyboard.type(letter);
      await this.shoot(QUICK);
    }
  }
}

await ensureBuild();
await using lab = await labUp({ guests: true });
const nest = await addNest(lab);
await nest.start();
await nest.startInner();
await lab.guest('lab02', 'tst120').start();

const product = await startProduct(lab.env);
const browser = await chromium.launch(CHROMIUM);
try {
  const page = await browser.newPage({ viewport: SIZE, colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.addInitScript(() => {
    localStorage.setItem('ctys.leader-seen', '1');
    localStorage.setItem('ctys.settings', JSON.stringify({ details: false, grouping: 'stack' }));
  });
  await page.goto(product.address);
  await row(page, 'inner').getByText('running').waitFor({ timeout: 120_000 });
  await row(page, 'tst120').getByText('running').waitFor();
  await page.getByTestId('filter').fill('host:lab00,nest104,lab02');
  await page.keyboard.press('Enter');
  const film = new Film(page);
  await film.shoot(1500);

  await film.click(row(page, 'tst100'));
  await film.click(row(page, 'tst100').getByTestId('action-start'));
  await row(page, 'tst100').getByText('running').waitFor({ timeout: 60_000 });
  await lab.guest('lab00', 'tst100').ready();
  await film.shoot(1200);

  await film.click(row(page, 'tst100').getByTestId('action-connect'));
  const terminal = page.getByTestId('terminal');
  await terminal.click();
  const said = (text: RegExp): Promise<unknown> =>
    waitFor(String(text), async () => text.test(await terminalText(terminal)));
  await page.getByTestId('console-state').getByText('attached').waitFor();
  await waitFor(
    'the login',
    async () => {
      await page.keyboard.press('Enter');
      return /login: *$/m.test(await terminalText(terminal));
    },
    { timeout: 60_000, every: 1000 },
  );
  await film.shoot(600);
  await film.type('root');
  await page.keyboard.press('Enter');
  await said(/#$/m);
  await film.shoot(500);
  await film.type('uname -sr; uptime');
  await page.keyboard.press('Enter');
  await said(/load average/);
  await film.shoot(2000);

  await page.keyboard.press('Control+Shift+KeyM');
  await film.click(row(page, 'nest104'));
  await page.keyboard.press('x');
  const plan = page.getByTestId('plan-dialog');
  await plan.getByTestId('plan-line').nth(1).waitFor();
  await film.shoot(2500);
  await film.click(plan.getByTestId('plan-run'));
  const steps = plan.getByTestId('plan-line');
  for (const nth of [1, 0]) {
    await steps.nth(nth).and(page.locator('[data-state="done"]')).waitFor({ timeout: 120_000 });
    await film.shoot(1200);
  }
  await film.click(plan.getByTestId('plan-close'));
  await film.shoot(2500);
  writeFileSync(join(root, 'assets', 'tour.png'), writeApng(film.frames));
} finally {
  await browser.close();
  await product.stop();
}
