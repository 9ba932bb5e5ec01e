/** Fingers and keyboards of other lands at a screen of the built window in Chromium, with a real VNC server behind it. */
import type { CDPSession } from 'playwright';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { builtWindow } from './built-window.ts';
import { startVnc, type VncServer } from './vnc-server.ts';

const win = builtWindow();
let vnc: VncServer;

beforeEach(async () => {
  vnc = await startVnc();
});
afterEach(() => vnc.stop());

async function openScreen(display?: { readonly hasTouch: true }): Promise<CDPSession> {
  await win.open({ vncPort: vnc.port, ...(display && { display }) });
  await win.row('tst100').click();
  await win.page.getByTestId('details').getByTestId('open-vnc').click();
  const canvas = win.page.getByTestId('screen').locator('canvas').last();
  await expect.poll(() => canvas.evaluate((node) => (node as HTMLCanvasElement).width)).toBe(640);
  await canvas.click({ position: { x: 5, y: 5 } });
  await expect.poll(() => vnc.said()).toMatch(/ButtonRelease/);
  return win.context.newCDPSession(win.page);
}
/** What the guest has been told since `before`. */
const since = (before: number): string => vnc.said().slice(before);

test('a tap is a click, a long press the right button, two fingers the wheel', async () => {
  const session = await openScreen({ hasTouch: true });
  const box = await win.page.getByTestId('screen').locator('canvas').last().boundingBox();
  if (box === null) throw new Error('The screen is not to be seen.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: readonly (readonly number[])[]) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: points.map(([left = 0, top = 0], id) => ({ x: left, y: top, id })),
    });

  let before = vnc.said().length;
  await win.page.touchscreen.tap(x, y);
  // In the middle of 640 by 400.
  await expect
    .poll(() => since(before))
    .toMatch(/ButtonPress[\s\S]*\((319|320|321),(199|200|201)\)[\s\S]*button 1/);
  await expect.poll(() => since(before)).toMatch(/ButtonRelease[\s\S]*button 1/);

  before = vnc.said().length;
  await touch('touchStart', [x, y]);
  await expect.poll(() => since(before)).toMatch(/ButtonPress[\s\S]*button 3/);
  await touch('touchEnd');
  await expect.poll(() => since(before)).toMatch(/ButtonRelease[\s\S]*button 3/);

  before = vnc.said().length;
  await touch('touchStart', [x, y], [x + 40, y]);
  for (let moved = 10; moved <= 150; moved += 10)
    await touch('touchMove', [x, y - moved], [x + 40, y - moved]);
  await touch('touchEnd');
  await expect.poll(() => since(before)).toMatch(/ButtonPress[\s\S]*button 5/);
  expect(since(before)).not.toMatch(/button [13]/);
});

test('a German keyboard: AltGr, umlauts, and letters that dead keys make reach the guest as they are', async () => {
  const session = await openScreen();
  const key = (type: 'keyDown' | 'rawKeyDown' | 'keyUp', name: string, code: string): Promise<unknown> =>
    session.send('Input.dispatchKeyEvent', {
      ...{ type, key: name, code },
      ...(type === 'keyDown' && name.length === 1 && { text: name }),
      ...(code === 'AltRight' && { location: 2, windowsVirtualKeyCode: 225 }),
    });
  const press = async (name: string, code: string): Promise<void> => {
    await key(name.length === 1 ? 'keyDown' : 'rawKeyDown', name, code);
    await key('keyUp', name, code);
  };
  const before = vnc.said().length;
  await key('rawKeyDown', 'AltGraph', 'AltRight');
  await press('@', 'KeyQ');
  await press('{', 'Digit7');
  await press('€', 'KeyE');
  await key('keyUp', 'AltGraph', 'AltRight');
  await press('ä', 'Quote');
  await press('Dead', 'Equal');
  await press('é', 'KeyE');
  await press('z', 'KeyY');
  /** Keysyms that were pressed, without those that change what others mean. */
  const typed = (): readonly string[] =>
    [...since(before).matchAll(/KeyPress event[^\n]*\n[^\n]*\n[^\n]*keysym 0x[\da-f]+, (\w+)\)/g)]
      .map(([, name = '']) => name)
      .filter((name) => !/^(?:ISO_Level3_Shift|Shift_[LR]|Mode_switch)$/.test(name));
  await expect.poll(typed).toEqual(['at', 'braceleft', 'EuroSign', 'adiaeresis', 'eacute', 'z']);
  // Nothing is left held down.
  const pressed = since(before).match(/KeyPress event/g)?.length;
  await expect.poll(() => since(before).match(/KeyRelease event/g)?.length).toBe(pressed);
});
