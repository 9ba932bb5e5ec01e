/** Consoles of the built window in Chromium, moved about: splits, windows of their own, and back, with nothing lost. */
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { parseLayout } from '../consoles/layout-store.ts';
import { builtWindow } from './built-window.ts';

const win = builtWindow();

const tabs = (page: Page = win.page): Promise<string[]> => page.locator('.dock-tab').allInnerTexts();
const groups = (): Promise<number> => win.page.locator('.dv-groupview').count();

test('one console is split into two sessions of it; of several tabs the active one goes beside the others', async () => {
  await win.open();
  await win.console('tst100');
  await win.page.keyboard.press('Control+Shift+KeyD');
  await win.shows('tst100:~#', 1);
  expect(await groups()).toBe(2);
  await expect.poll(() => win.page.locator('.row.session').count()).toBe(2);
  await win.enter('second');
  await win.shows('example.org/second', 1);
  expect(await win.text(0)).not.toContain('second');
  await win.console('tst104');
  await win.page.keyboard.press('Control+Shift+KeyS');
  await expect.poll(groups).toBe(3);
  await win.enter('third');
  await win.shows('example.org/third', 2);
});

test('a console in a window of its own keeps its connection, all it has said, and every byte on the way', async () => {
  await win.open({ settings: { scrollback: 200_000 } });
  await win.console('tst100');
  await win.enter('flood');
  const popup = win.context.waitForEvent('page');
  await win.page.keyboard.press('Control+Shift+KeyO');
  const own = await popup;
  await win.shows(/line 199999\s+tst100:~#/, 0, own);
  // The table has all the room, and there is one session still: the same.
  await expect.poll(() => win.page.locator('.dock').isVisible()).toBe(false);
  expect(await win.page.locator('.row.session').count()).toBe(1);
  expect(await own.title()).toContain('tst100 Serial console');
  await own.locator('.xterm-screen').click();
  await own.keyboard.type('inside');
  await own.keyboard.press('Enter');
  await win.shows('https://example.org/inside', 0, own);
  // The first line is still there.
  await own.keyboard.press('Control+Shift+KeyF');
  await own.getByTestId('find').fill('line 77');
  await own.keyboard.press('Enter');
  await own.locator('.find-bar[data-searched="line 77"]').waitFor();
  expect(await own.locator('.find-bar .bad').count()).toBe(0);
  await own.keyboard.press('Escape');
  // Its size follows its window.
  const size = (): Promise<string> => own.locator('.console-head').innerText();
  const before = await size();
  await own.setViewportSize({ width: 700, height: 420 });
  await expect.poll(size).not.toBe(before);
  await own.close({ runBeforeUnload: true });
  await expect.poll(() => tabs()).toHaveLength(1);
  await win.page.locator('.xterm-screen').click();
  await win.enter('home');
  await win.shows(/inside[\s\S]*https:\/\/example.org\/home/);
  expect(await win.page.locator('.row.session').count()).toBe(1);
});

test.each(['its button', 'its window'])(
  'what comes back by %s is in front and has the keyboard',
  async (way) => {
    await win.open();
    await win.console('tst100');
    await win.console('tst104');
    await win.shows('tst104:~#', 1);
    const popup = win.context.waitForEvent('page');
    await win.page.keyboard.press('Control+Shift+KeyO');
    const own = await popup;
    await win.shows('tst104:~#', 0, own);
    // Meanwhile another has the keyboard in the dock.
    await win.page.locator('.xterm-screen').click();
    if (way === 'its button') await own.getByTestId('detach').click();
    else await own.close({ runBeforeUnload: true });
    await expect.poll(() => tabs()).toHaveLength(2);
    await expect.poll(() => win.page.locator('.dv-active-tab').innerText()).toContain('tst104');
    const focused = (): Promise<boolean> =>
      win.page
        .locator('.console:visible', { hasText: 'tst104:~#' })
        .evaluate((it) => it.contains(document.activeElement));
    await expect.poll(focused).toBe(true);
    await win.enter('back');
    await win.shows('example.org/back', 1);
  },
);

test('a window of its own is split like the main one, and both sides come back from it', async () => {
  await win.open();
  await win.console('tst100');
  await win.enter('first');
  const popup = win.context.waitForEvent('page');
  await win.page.keyboard.press('Control+Shift+KeyO');
  const own = await popup;
  await win.shows('example.org/first', 0, own);
  const sides = (): Promise<number> => own.locator('.xterm-rows:visible').count();
  // One that is alone gets another beside it.
  await own.keyboard.press('Control+Shift+KeyD');
  await expect.poll(sides).toBe(2);
  await win.shows('tst100:~#', 1, own);
  expect(await tabs()).toEqual([]);
  await own.keyboard.type('second\n');
  await win.shows('example.org/second', 1, own);
  await own.close({ runBeforeUnload: true });
  await expect.poll(() => tabs()).toHaveLength(2);
  for (const said of ['first', 'second']) {
    const rows = win.page.locator('.xterm-rows', { hasText: `example.org/${said}` });
    await expect.poll(() => rows.count()).toBe(1);
  }
});

test('menus, questions and looks are those of the window one is in', async () => {
  await win.open({ permissions: ['clipboard-read', 'clipboard-write'] });
  await win.console('tst100');
  const popup = win.context.waitForEvent('page');
  await win.page.getByTestId('detach').click();
  const own = await popup;
  await win.shows('tst100:~#', 0, own);
  await own.locator('.xterm-screen').click({ button: 'right' });
  await own.getByTestId('menu').getByText('Select all').click();
  expect(await win.page.getByTestId('menu').count()).toBe(0);
  await own.keyboard.press('Control+Shift+KeyC');
  await own.getByTestId('toast').getByText('Copied').waitFor();
  expect(await own.evaluate(() => navigator.clipboard.readText())).toContain('Welcome');
  await own.evaluate(() => navigator.clipboard.writeText('a\nb\n'));
  await own.keyboard.press('Control+Shift+KeyV');
  await own.getByTestId('confirm').getByText('Paste 2 lines into tst100?').waitFor();
  await own.getByTestId('confirm-yes').click();
  await win.shows('https://example.org/b', 0, own);
  await win.page.evaluate(() => {
    document.documentElement.dataset.theme = 'dark';
  });
  await expect.poll(() => own.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
  await own.getByTestId('detach').hover();
  await own.getByRole('tooltip').getByText('Back into the main window').waitFor();
  await own.getByTestId('detach').click();
  await expect.poll(() => own.isClosed()).toBe(true);
  await expect.poll(() => tabs()).toHaveLength(1);
  await win.shows('https://example.org/b');
});

test('a tab let go outside the window gets one of its own; new consoles open in the main window', async () => {
  await win.open();
  await win.console('tst100');
  const popup = win.context.waitForEvent('page');
  const from = await win.page.locator('.dv-tab').first().boundingBox();
  const [x, y] = [(from?.x ?? 0) + 20, (from?.y ?? 0) + 10];
  await win.page.mouse.move(x, y);
  await win.page.mouse.down();
  await win.page.mouse.move(x + 40, y + 60, { steps: 4 });
  await win.page.evaluate(() =>
    document
      .querySelector('.dv-tab')
      ?.dispatchEvent(new DragEvent('dragend', { bubbles: true, screenX: 5_000, screenY: 300 })),
  );
  const own = await popup;
  await win.page.mouse.up();
  await win.shows('tst100:~#', 0, own);
  await win.console('tst104');
  await win.shows('tst104:~#');
  expect(await tabs()).toHaveLength(1);
  expect(await tabs(own)).toHaveLength(1);
  await own.close({ runBeforeUnload: true });
  await expect.poll(() => tabs()).toHaveLength(2);
});

test('a terminal fills the screen, with its menu above it', async () => {
  await win.open();
  await win.console('tst100');
  await win.page.keyboard.press('Control+Shift+Enter');
  const full = (): Promise<boolean> => win.page.evaluate(() => document.fullscreenElement !== null);
  await expect.poll(full).toBe(true);
  await win.enter('large');
  await win.shows('https://example.org/large');
  await win.page.locator('.xterm-screen').click({ button: 'right' });
  await win.page.getByTestId('menu').getByText('Select all').click();
  await win.page.keyboard.press('Control+Shift+Enter');
  await expect.poll(full).toBe(false);
});

test('a stored layout is read strictly', () => {
  const panels = { a: { id: 'a', contentComponent: 'console' } };
  const text = (layout: object, version: unknown = 1): string => JSON.stringify({ version, layout });
  expect(parseLayout(text({ grid: {}, panels }))).toEqual({ grid: {}, panels });
  const strange = { a: { id: 'a', contentComponent: 'iframe' } };
  for (const wrong of [text({ grid: {}, panels: strange }), text({ grid: {}, panels: {} }), text({ panels })])
    expect(parseLayout(wrong)).toBeNull();
  for (const wrong of [null, '', '{', '[]', text({ grid: {}, panels }, 2)])
    expect(parseLayout(wrong)).toBeNull();
});

test('what was open is open again at the next start, where it was; a second window begins empty', async () => {
  await win.open();
  await win.console('tst100');
  await win.page.keyboard.press('Control+Shift+KeyD');
  await win.shows('tst100:~#', 1);
  await win.console('tst104');
  const popup = win.context.waitForEvent('page');
  await win.page.keyboard.press('Control+Shift+KeyO');
  await win.shows('tst104:~#', 0, await popup);
  const kept = (): Promise<string> => win.page.evaluate(() => localStorage.getItem('ctys.layout') ?? '');
  await expect.poll(kept).toContain('popoutGroups');
  const second = await win.context.newPage();
  await second.goto(win.host.address);
  await second.getByTestId('row-tst100').waitFor();
  expect(await second.locator('.dock-tab').count()).toBe(0);
  await second.close();
  await win.page.reload();
  const inSight = win.page.locator('.xterm-rows').filter({ hasText: ':~#', visible: true });
  await expect.poll(() => inSight.count()).toBe(2);
  await expect.poll(() => tabs()).toHaveLength(3);
  expect(await groups()).toBe(2);
  await expect.poll(() => win.page.locator('.row.session').count()).toBe(3);
  // One that was out of sight all the while is drawn when it is shown.
  for (const at of [0, 1, 2]) {
    await win.page.locator('.dock-tab').nth(at).click();
    await expect.poll(() => inSight.count()).toBe(2);
  }
  // What is closed stays closed.
  for (const _ of [1, 2, 3]) await win.page.locator('.tab-close').first().click();
  await expect.poll(kept).toBe('');
  await win.page.reload();
  await win.row('tst100').waitFor();
  expect(await win.page.locator('.dock-tab').count()).toBe(0);
});

test('a page that crashes loses nothing: as it was arranged, terminals go on with all they have said', async () => {
  await win.open();
  await win.console('tst100');
  await win.enter('before-the-crash');
  await win.shows('before-the-crash: see');
  // Asked and heard once is enough: what is answered goes to a program that waits for it no more.
  win.host.core.speak('tst100', `\x07\x1b[6n\x1b]52;c;${Buffer.from('once').toString('base64')}\x07said`);
  await win.shows('said');
  await win.page.getByTestId('copy-asked').waitFor();
  await win.page.keyboard.press('Control+Shift+KeyD');
  await win.shows('tst100:~#', 1);
  await win.page.getByRole('columnheader', { name: 'State' }).getByRole('button').first().click();
  // What was arranged is kept a moment later; a crash says no good-bye.
  const kept = () => win.page.evaluate(() => localStorage.getItem('ctys.layout') ?? '');
  await expect.poll(async () => (await kept()).split('tst100').length).toBeGreaterThan(2);
  const crashed = win.page.waitForEvent('crash');
  await win.page.goto('chrome://crash').catch(() => {});
  await crashed;
  await win.page.close();
  win.page = await win.context.newPage();
  await win.page.goto(win.host.address);
  await win.shows(/before-the-crash[\s\S]*said\s*$/, 0);
  await win.shows('tst100:~#', 1);
  expect(await groups()).toBe(2);
  expect(await win.page.getByTestId('copy-asked').count()).toBe(0);
  await win.page.locator('.xterm-screen').first().click();
  await win.enter('after-it');
  await win.shows(/before-the-crash[\s\S]*said[\s\S]*after-it/, 0);
  const state = win.page.getByRole('columnheader', { name: 'State' });
  expect(await state.getAttribute('aria-sort')).toBe('ascending');
});

test('the application opens consoles’ windows again at the next start, where they were', async () => {
  const userAgent =
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Electron/45.4.1 Safari/537.36';
  await win.open({ display: { userAgent } });
  await win.console('tst100');
  await win.console('tst104');
  const popup = win.context.waitForEvent('page');
  await win.page.keyboard.press('Control+Shift+KeyO');
  const own = await popup;
  await win.shows('tst104:~#', 0, own);
  await own.setViewportSize({ width: 820, height: 510 });
  const size = (page: Page): Promise<number[]> => page.evaluate(() => [innerWidth, innerHeight]);
  await expect.poll(() => size(own)).toEqual([820, 510]);
  const again = win.context.waitForEvent('page');
  await win.page.reload();
  const back = await again;
  await win.shows('tst104:~#', 0, back);
  expect(await tabs(back)).toHaveLength(1);
  await expect.poll(() => tabs()).toHaveLength(1);
  expect((await tabs())[0]).toContain('tst100');
  await expect.poll(() => back.title()).toContain('tst104 Serial console');
  expect(await size(back)).toEqual([820, 510]);
  // It is a window like any other: it comes back into the dock, and stays there.
  await back.close({ runBeforeUnload: true });
  await expect.poll(() => tabs()).toHaveLength(2);
  const kept = (): Promise<string> => win.page.evaluate(() => localStorage.getItem('ctys.layout') ?? '');
  await expect.poll(kept).not.toContain('popoutGroups');
});

test('in a narrow group the active tab and who has a console can be read', async () => {
  await win.open();
  await win.console('tst100');
  await win.page.keyboard.press('Control+Shift+KeyD');
  await expect.poll(groups).toBe(2);
  await win.page.keyboard.press('Control+Shift+KeyD');
  await expect.poll(groups).toBe(3);
  win.host.core.held.add('tst104');
  await win.page.getByTestId('row-tst104').dblclick();
  const bar = win.page.getByTestId('ended');
  await bar.waitFor();
  const reason = bar.locator('.grow');
  const box = await reason.boundingBox();
  expect(box?.width).toBeGreaterThan(150);
  // The whole tab is in sight.
  const shown = win.page.locator('.dv-active-group .dv-active-tab .tab-close');
  const strip = win.page.locator('.dv-active-group .dv-tabs-container');
  await expect
    .poll(async () => {
      const [tab, all] = [await shown.boundingBox(), await strip.boundingBox()];
      return tab !== null && all !== null && tab.x + tab.width <= all.x + all.width + 1;
    })
    .toBe(true);
});
