/** The clipboard of a screen in Chromium, with a real VNC server, its agent and an X program at the other end. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { builtWindow } from './built-window.ts';
import { startVnc, type VncServer } from './vnc-server.ts';

const win = builtWindow();
let vnc: VncServer;
let agent: ReturnType<typeof spawn>;
const UNICODE = 'Grüße, Жизнь, 日本, 🎉';
const tools = ['xclip', 'vncconfig'].every((name) => existsSync(`/usr/bin/${name}`));

beforeEach(async () => {
  vnc = await startVnc();
  agent = spawn('vncconfig', ['-display', vnc.display, '-nowin'], { stdio: 'ignore' });
});
afterEach(() => {
  agent.kill('SIGKILL');
  vnc.stop();
});

const xclip = (...argv: readonly string[]): readonly string[] => [
  ...['-display', vnc.display, '-selection', 'clipboard'],
  ...argv,
];

test.skipIf(!tools)('texts of any letters go both ways', async () => {
  await win.open({ vncPort: vnc.port, permissions: ['clipboard-read', 'clipboard-write'] });
  const { page } = win;
  await win.row('tst100').click();
  await page.getByTestId('details').getByTestId('open-vnc').click();
  const canvas = page.getByTestId('screen').locator('canvas').last();
  await expect.poll(() => canvas.evaluate((node) => (node as HTMLCanvasElement).width)).toBe(640);
  await page.evaluate((text) => navigator.clipboard.writeText(text), UNICODE);
  await win.row('tst101').click();
  await canvas.click();
  const inGuest = (): string =>
    spawnSync('xclip', xclip('-o', '-t', 'UTF8_STRING'), { encoding: 'utf8', timeout: 2_000 }).stdout;
  await expect.poll(inGuest, { timeout: 20_000 }).toBe(UNICODE);

  const owner = spawn('xclip', xclip('-i', '-quiet'), { stdio: ['pipe', 'ignore', 'ignore'] });
  try {
    owner.stdin.end(`${UNICODE} zurück`);
    const here = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(here, { timeout: 20_000 }).toBe(`${UNICODE} zurück`);
  } finally {
    owner.kill('SIGKILL');
  }
});
