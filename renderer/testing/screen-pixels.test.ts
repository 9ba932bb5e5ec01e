/** Screens of the built window in Chromium on a display of fine pixels. */
import type { Page } from 'playwright';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { builtWindow } from './built-window.ts';
import { type FakeVnc, rawFrame, startFakeVnc } from './fake-vnc.ts';

const win = builtWindow();
const WIDTH = 320;
const HEIGHT = 200;
let vnc: FakeVnc;

/** Black and white by turns: smeared it is grey. */
const columns = Buffer.alloc(WIDTH * HEIGHT * 4);
for (let at = 0; at < WIDTH * HEIGHT; at += 2) columns.fill(255, at * 4, at * 4 + 4);

beforeEach(async () => {
  const whole = rawFrame(WIDTH, HEIGHT, columns);
  const seen = new WeakSet<object>();
  vnc = await startFakeVnc({
    width: WIDTH,
    height: HEIGHT,
    asked: (socket) => {
      if (seen.has(socket)) return;
      seen.add(socket);
      socket.write(whole);
    },
    resizes: true,
  });
});
afterEach(() => vnc.stop());

const canvas = () => win.page.getByTestId('screen').locator('canvas').last();
async function box() {
  const found = await canvas().boundingBox();
  if (found === null) throw new Error('The screen is not to be seen.');
  return found;
}
const shownWidth = async (): Promise<number> => (await box()).width;
const pick = async (name: string | RegExp): Promise<void> => {
  await win.page.getByTestId('screen-menu').click();
  await win.page.getByRole('menuitemcheckbox', { name }).click();
  await win.page.keyboard.press('Escape');
};

/** Shades of a row of the display's own pixels in the middle of the screen. */
async function shades(page: Page): Promise<readonly number[]> {
  const { x, y, height } = await box();
  const clip = { x: x + 10, y: y + height / 2, width: 20, height: 4 };
  const png = (await page.screenshot({ clip, scale: 'device' })).toString('base64');
  return page.evaluate(async (text) => {
    const image = new Image();
    image.src = `data:image/png;base64,${text}`;
    await image.decode();
    const copy = document.createElement('canvas');
    [copy.width, copy.height] = [image.width, image.height];
    const context = copy.getContext('2d');
    context?.drawImage(image, 0, 0);
    const data = context?.getImageData(0, 1, image.width, 1).data ?? [];
    return Array.from({ length: image.width }, (_, at) => data[at * 4] ?? -1);
  }, png);
}

test('at actual size each pixel of the guest is one of the display, and the pointer hits it', async () => {
  await win.open({ vncPort: vnc.port, display: { deviceScaleFactor: 2 } });
  await win.row('tst100').click();
  await win.page.getByTestId('details').getByTestId('open-vnc').click();
  await pick('At actual size');
  await expect.poll(shownWidth).toBe(WIDTH / 2);
  const sharp = async (): Promise<boolean> => {
    const row = await shades(win.page);
    return row.length === 40 && row.every((shade, at) => shade === (at % 2 === 0 ? row[0] : row[1]));
  };
  await expect.poll(sharp).toBe(true);
  expect([...(await shades(win.page)).slice(0, 2)].sort((a, b) => a - b)).toEqual([0, 255]);
  const { x, y } = await box();
  await win.page.mouse.click(x + 100, y + 50);
  // Browsers tell the mouse's place in whole CSS pixels.
  const near = (): boolean =>
    vnc.pressed?.every((at, axis) => Math.abs(at - (axis === 0 ? 200 : 100)) < 2) ?? false;
  await expect.poll(near).toBe(true);

  // The window comes to other displays.
  const session = await win.context.newCDPSession(win.page);
  const become = async (deviceScaleFactor: number): Promise<void> => {
    const metrics = { width: 1440, height: 900, mobile: false, deviceScaleFactor };
    await session.send('Emulation.setDeviceMetricsOverride', metrics);
    // Without a window nothing asks for the frame in which the page is told.
    for (let frame = 0; frame < 2; frame += 1) await session.send('Page.captureScreenshot');
  };
  await become(3);
  await expect.poll(shownWidth).toBeCloseTo(WIDTH / 3, 1);
  await become(1.5);
  await expect.poll(shownWidth).toBeCloseTo(WIDTH / 1.5, 1);

  // A guest that follows takes CSS pixels, or all there are.
  const room = (): Promise<readonly number[]> =>
    win.page.getByTestId('screen').evaluate(({ clientWidth, clientHeight }) => [clientWidth, clientHeight]);
  await pick('The guest follows the window');
  await expect.poll(() => vnc.wanted).toEqual(await room());
  await pick(/all pixels of this display/);
  const [width = 0, height = 0] = await room();
  await expect.poll(() => vnc.wanted).toEqual([Math.floor(width * 1.5), Math.floor(height * 1.5)]);
  // It has taken that size: nothing is scaled.
  await expect.poll(shownWidth).toBeCloseTo(Math.floor(width * 1.5) / 1.5, 1);
});
