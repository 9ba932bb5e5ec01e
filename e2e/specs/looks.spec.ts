/**
 * How the main states of the window look, in light and dark, large and small, against approved pictures (e2e/approved).
 * `npm run approve` takes them anew, to be looked at before they are committed. Machines, times and fonts are the same
 * everywhere (DejaVu, which the tests install where they may); nothing moves.
 */
import { spawnSync } from 'node:child_process';
import { expect, test, type Page } from 'playwright/test';
import { type FakeHost, type FakeHostOptions, serveFake } from '../../renderer/testing/serve-fake.ts';
import { addFakeStack } from '../../renderer/testing/fake-stack.ts';

/** Of all pixels, how many may differ visibly: edges of letters as another Chromium draws them, and no control. */
const TOLERANCE = { maxDiffPixelRatio: 0.002, threshold: 0.2 };

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
] as const;

const AT = Date.UTC(2026, 0, 5, 9, 30);
const FONT = 'DejaVu Sans';
const MONO = 'DejaVu Sans Mono';

interface State extends Partial<FakeHostOptions> {
  readonly settings?: object;
  /** Brings the window there; absent: it is there once it has rows. */
  show?(page: Page, host: FakeHost): Promise<void>;
}

const choose = (page: Page, label: string): Promise<void> => page.getByTestId(`row-${label}`).click();

const STATES: Readonly<Record<string, State>> = {
  empty: { machines: 0, show: (page) => page.getByTestId('first-run').waitFor() },
  loading: { silent: true, show: (page) => page.locator('.skeleton').waitFor() },
  eight: { show: (page) => choose(page, 'tst101') },
  german: { settings: { language: 'de' }, show: (page) => choose(page, 'tst101') },
  stale: {
    show: async (page, host) => {
      await choose(page, 'tst100');
      // What the page has to say is said before the connection goes.
      await expect.poll(async () => (await host.core.preferences.opened()).settings.exists).toBe(true);
      await host.close();
      await page.getByTestId('reconnecting').waitFor();
      await page.clock.setFixedTime(AT + 5 * 60_000);
      await page.getByTestId('row-tst100').getByText('5 min').waitFor();
    },
  },
  failed: {
    show: async (page) => {
      await choose(page, 'tst104');
      await page.keyboard.press('x');
      await page.getByTestId('confirm-yes').click();
      await page.getByTestId('toast').first().waitFor();
      await page.getByTestId('open-jobs').click();
      await page.getByTestId('job-log').getByText('powered off').waitFor();
      await page.getByTestId('toast').getByRole('button', { name: 'Dismiss' }).click();
    },
  },
  denied: {
    show: async (page) => {
      await page.getByRole('button', { name: 'Compare…' }).click();
      await page.getByTestId('failure-dialog').waitFor();
    },
  },
  console: {
    show: async (page) => {
      await page.getByTestId('row-tst100').dblclick();
      await page.locator('.xterm-rows').getByText('Welcome').waitFor();
      await page.keyboard.type('uname\n');
      await page.locator('.xterm-rows').getByText('example.org').waitFor();
    },
  },
  palette: {
    show: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByTestId('palette-input').fill('tst1');
    },
  },
  plan: {
    settings: { grouping: 'stack' },
    show: async (page, host) => {
      addFakeStack(host.core);
      await choose(page, 'tst100');
      await page.keyboard.press('x');
      await page.getByTestId('plan-run').waitFor();
    },
  },
  settings: { show: (page) => page.getByTestId('open-settings').click() },
};

const installed = (font: string): boolean =>
  spawnSync('fc-match', ['-f', '%{family}', font], { encoding: 'utf8' }).stdout === font;

test.use({ locale: 'en-US', timezoneId: 'UTC' });
test.skip(!installed(FONT) || !installed(MONO), 'The DejaVu fonts are not installed (fonts-dejavu-core).');

/** Before the page's own code runs. */
async function prepare(page: Page, settings: object): Promise<void> {
  await page.clock.setFixedTime(AT);
  await page.addInitScript(
    (kept) => {
      localStorage.setItem('ctys.leader-seen', '1');
      localStorage.setItem('ctys.settings', kept);
    },
    JSON.stringify({ terminalFont: MONO, ...settings }),
  );
}

const setFonts = (page: Page): Promise<void> =>
  page.evaluate(
    (fonts) => {
      for (const [name, font] of Object.entries(fonts))
        document.documentElement.style.setProperty(name, font);
    },
    { '--font': `"${FONT}"`, '--mono': `"${MONO}"` },
  );

for (const [name, { show, settings = {}, ...world }] of Object.entries(STATES))
  test(`${name} looks as approved`, async ({ page }) => {
    const host = await serveFake({ machines: 8, still: true, at: AT, ...world });
    try {
      await prepare(page, settings);
      await page.goto(host.address);
      await setFonts(page);
      if (world.silent !== true) await page.locator('.row').first().waitFor();
      await show?.(page, host);
      for (const size of SIZES)
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.setViewportSize(size);
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          // Nothing is pointed at.
          await page.mouse.move(size.width / 2, size.height - 4);
          await expect(page).toHaveScreenshot(`${name}-${colorScheme}-${size.width}.png`, TOLERANCE);
        }
    } finally {
      await host.close();
    }
  });
