/** Screens of the built window in Chromium, with a real VNC server behind them. */
import type { Page } from 'playwright';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseCombination, parseOwn } from '../consoles/own-combinations.ts';
import { builtWindow } from './built-window.ts';
import { startVnc, type VncServer } from './vnc-server.ts';

const win = builtWindow();
let vnc: VncServer;

beforeEach(async () => {
  vnc = await startVnc();
});
afterEach(() => vnc.stop());

async function openScreen(label = 'tst100'): Promise<void> {
  await win.row(label).click();
  await win.page.getByTestId('details').getByTestId('open-vnc').click();
  await expect.poll(() => width()).toBe(640);
}
const canvas = (page: Page = win.page) => page.getByTestId('screen').locator('canvas').last();
const width = (): Promise<number> => canvas().evaluate((node) => (node as HTMLCanvasElement).width);
const pick = async (name: string): Promise<void> => {
  await win.page.getByTestId('screen-menu').click();
  await win.page.getByRole('menuitemcheckbox', { name }).click();
  await win.page.keyboard.press('Escape');
};

test('key combinations are read strictly', () => {
  expect(parseCombination('ctrl + Alt+f12')).toEqual({
    title: 'Ctrl+Alt+F12',
    keys: [
      [0xffe3, 'ControlLeft'],
      [0xffe9, 'AltLeft'],
      [0xffc9, 'F12'],
    ],
  });
  for (const text of ['', 'Ctrl+', 'F25', 'Hyper+a', 'a+b+c+d+e+f+g', '__proto__', 'constructor'])
    expect([text, parseCombination(text)]).toEqual([text, null]);
  expect(parseOwn('["Alt+F2","nonsense",7]').map(({ title }) => title)).toEqual(['Alt+F2']);
  expect(parseOwn('{')).toEqual([]);
});

test('the guest takes the size of its place, and follows it', async () => {
  await win.open({ vncPort: vnc.port });
  await openScreen();
  await pick('The guest follows the window');
  const place = (): Promise<number> =>
    win.page.getByTestId('screen').evaluate((node) => (node as HTMLElement).clientWidth);
  await expect.poll(async () => (await width()) === (await place())).toBe(true);
  await win.page.setViewportSize({ width: 1200, height: 800 });
  await expect.poll(async () => (await width()) === (await place())).toBe(true);
  // Out of sight it keeps its size.
  const before = await width();
  await win.console('tst104');
  await win.page.locator('.dock-tab', { hasText: 'tst100' }).click();
  await expect.poll(() => canvas().isVisible()).toBe(true);
  expect(await width()).toBe(before);
});

test('a screen in a window of its own takes keys and the pointer there, and comes back', async () => {
  await win.open({ vncPort: vnc.port });
  await openScreen();
  const popup = win.context.waitForEvent('page');
  await win.page.getByTestId('detach').click();
  const own = await popup;
  await expect.poll(() => canvas(own).isVisible()).toBe(true);
  const box = await canvas(own).boundingBox();
  if (box === null) throw new Error('The screen is not to be seen.');
  await own.mouse.move(box.x + 100, box.y + 100);
  await own.mouse.down();
  await expect.poll(() => vnc.said()).toContain('ButtonPress');
  await own.mouse.move(box.x + 200, box.y + 120);
  await own.mouse.up();
  await expect.poll(() => vnc.said()).toContain('ButtonRelease');
  await own.keyboard.press('q');
  await expect.poll(() => vnc.said()).toMatch(/KeyPress[\s\S]*keysym 0x71, q/);
  await own.close({ runBeforeUnload: true });
  await expect.poll(() => canvas().isVisible()).toBe(true);
  await canvas().click();
  await win.page.keyboard.press('w');
  await expect.poll(() => vnc.said()).toMatch(/keysym 0x77, w/);
});

test('combinations of one’s own are sent; view only sends nothing; two look at one guest', async () => {
  await win.open({ vncPort: vnc.port });
  await openScreen();
  await win.page.getByTestId('send-keys').click();
  await win.page.getByTestId('edit-combinations').click();
  const dialog = win.page.getByTestId('combinations');
  await dialog.getByLabel('Keys').fill('ctrl+f9');
  await win.page.keyboard.press('Enter');
  await dialog.getByText('Ctrl+F9').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await win.page.getByTestId('send-keys').click();
  await win.page.getByTestId('menu').getByText('Ctrl+F9').click();
  await expect.poll(() => vnc.said()).toMatch(/Control_L[\s\S]*F9/);
  await win.page.keyboard.press('Control+Shift+KeyD');
  const screens = win.page.getByTestId('screen').locator('canvas');
  await expect.poll(() => screens.count()).toBe(2);
  await expect.poll(() => screens.last().evaluate((node) => (node as HTMLCanvasElement).width)).toBe(640);
  await win.page.getByTestId('view-only').last().click();
  await screens.last().click();
  await win.page.keyboard.press('z');
  await screens.first().click();
  await win.page.keyboard.press('y');
  await expect.poll(() => vnc.said()).toMatch(/keysym 0x79, y/);
  expect(vnc.said()).not.toMatch(/keysym 0x7a, z/);
});

test('pictures of screens in sight, where they are wanted; a look is no session', async () => {
  await win.open({ vncPort: vnc.port, settings: { previews: true } });
  const picture = win.row('tst100').getByTestId('preview');
  await picture.waitFor();
  await win.row('tst100').click();
  const large = win.page.getByTestId('details').getByTestId('preview');
  await large.waitFor();
  const size = await large.evaluate((node) => (node as HTMLImageElement).naturalWidth);
  expect(size).toBe(320);
  expect(await win.page.locator('.row.session').count()).toBe(0);
  expect(win.host.core.tables.sessions.size).toBe(0);
  expect(await win.row('tst102').getByTestId('preview').count()).toBe(0);
  expect(await win.page.locator('.preview-place').count()).toBeLessThanOrEqual(1);
  // All in sight have been looked at once: what is not due is left alone.
  const running = [...win.host.core.tables.machines.values()].filter(
    ({ state, consoles }) => state === 'running' && consoles.some(({ kind }) => kind === 'rfb'),
  ).length;
  await expect.poll(() => win.page.locator('.row').getByTestId('preview').count()).toBeGreaterThan(1);
  expect(win.host.core.peeks).toBeLessThanOrEqual(running);
});
