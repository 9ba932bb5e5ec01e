/** Screens of the built window in Chromium over lines of any kind, with a server that is told what to do. */
import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { builtWindow } from './built-window.ts';
import { type FakeVnc, rawFrame, startFakeVnc } from './fake-vnc.ts';
import { startVnc } from './vnc-server.ts';

const win = builtWindow();
let vnc: FakeVnc | undefined;
afterEach(() => vnc?.stop());

async function openScreen(): Promise<void> {
  await win.row('tst100').click();
  await win.page.getByTestId('details').getByTestId('open-vnc').click();
  await win.page.getByTestId('screen').locator('canvas').last().waitFor();
}
/** JPEG quality the server was asked for, 0 to 9. */
const quality = (): number | undefined => {
  const level = vnc?.encodings.find((encoding) => encoding >= -32 && encoding <= -23);
  return level === undefined ? undefined : level + 32;
};

test('the picture becomes better on a quick line and worse on a slow one, by itself, until one chooses', async () => {
  let slow = false;
  const frame = rawFrame(64, 64, Buffer.alloc(64 * 64 * 4, 99));
  const answer = async (socket: Socket): Promise<void> => {
    const parts = slow ? [0, 1_000, 2_000, 3_000] : [0];
    for (const [at, from] of parts.entries()) {
      await wait(slow ? 150 : 20);
      socket.write(frame.subarray(from, parts[at + 1]));
    }
  };
  vnc = await startFakeVnc({ width: 64, height: 64, asked: (socket) => void answer(socket) });
  await win.open({ vncPort: vnc.port });
  await openScreen();
  await expect.poll(quality).toBe(6);
  await expect.poll(quality).toBe(9);
  slow = true;
  await expect.poll(quality).toBe(6);
  await expect.poll(quality).toBe(2);
  await win.page.getByTestId('screen-menu').click();
  const chosen = win.page.getByRole('menuitemcheckbox', { name: 'By itself (now: for slow lines)' });
  expect(await chosen.getAttribute('aria-checked')).toBe('true');
  await win.page.getByRole('menuitemcheckbox', { name: 'Balanced' }).click();
  await expect.poll(quality).toBe(6);
  await win.page.keyboard.press('Escape');
  // Kept for this screen, and for no other.
  await win.page.keyboard.press('Control+Shift+KeyX');
  await openScreen();
  await expect.poll(() => win.page.getByTestId('screen').count()).toBe(1);
  await win.page.getByTestId('screen-menu').click();
  const balanced = win.page.getByRole('menuitemcheckbox', { name: 'Balanced', exact: true });
  expect(await balanced.getAttribute('aria-checked')).toBe('true');
  expect(await win.page.evaluate(() => Object.values(JSON.parse(localStorage['ctys.screens'])))).toEqual([
    { quality: 'balanced' },
  ]);
});

test('a video of a screen is kept beside the transcripts and played in the window, from any place in it', async () => {
  const RED = [0, 0, 255];
  const BLUE = [255, 0, 0];
  let colour = RED;
  const answer = async (socket: Socket): Promise<void> => {
    await wait(50);
    const [b = 0, g = 0, r = 0] = colour;
    socket.write(rawFrame(64, 64, Buffer.alloc(64 * 64 * 4, Buffer.from([r, g, b, 0]))));
  };
  vnc = await startFakeVnc({ width: 64, height: 64, asked: (socket) => void answer(socket) });
  await win.open({ vncPort: vnc.port });
  await openScreen();
  await expect.poll(() => vnc?.requests).toBeGreaterThan(2);
  await win.page.getByTestId('screen-menu').click();
  await win.page.getByTestId('record').click();
  const size = async (): Promise<number> => (await win.host.core.transcripts.list())[0]?.size ?? 0;
  await expect.poll(size).toBeGreaterThan(0);
  const before = await size();
  colour = BLUE;
  await expect.poll(size).toBeGreaterThan(before);
  await win.page.getByTestId('recording').click();
  await win.page.getByTestId('toast').getByRole('button', { name: 'Show' }).click();
  const dialog = win.page.getByTestId('transcripts');
  await dialog.getByText(/tst100-.*\.webm$/).waitFor();
  await dialog.getByTestId('play-transcript').click();

  const playback = win.page.getByTestId('playback');
  const video = playback.locator('video');
  const seek = playback.getByLabel('Place in it');
  const shade = (): Promise<string> =>
    video.evaluate((node) => {
      const copy = document.createElement('canvas');
      const context = copy.getContext('2d');
      context?.drawImage(node as HTMLVideoElement, 0, 0, 8, 8);
      const [red = 0, , blue = 0] = context?.getImageData(4, 4, 1, 1).data ?? [];
      return red > 200 && blue < 60 ? 'red' : blue > 200 && red < 60 ? 'blue' : `${red} ${blue}`;
    });
  // Played to its end by itself, then stopped at places of one's own.
  await playback.getByTestId('play-speed').click();
  await expect.poll(shade).toBe('blue');
  await seek.fill('0');
  await expect.poll(shade).toBe('red');
  await seek.fill(String(await seek.getAttribute('max')));
  await expect.poll(shade).toBe('blue');
  expect(await playback.getByTestId('play-time').innerText()).toMatch(/^0:0[3-9] \/ 0:0[3-9]$/);
});

/** Not one more of `count` while much else goes on. */
async function rests(count: () => number, progress: () => number): Promise<boolean> {
  const [counted, begun] = [count(), progress()];
  await expect.poll(progress).toBeGreaterThan(begun + 20);
  return count() === counted;
}

/** Out of sight in each way, and back. */
async function pausesUnseen(count: () => number, progress: () => number): Promise<void> {
  const goesOn = async (): Promise<void> => {
    const before = count();
    await expect.poll(count).toBeGreaterThan(before + 3);
  };
  const paused = (): Promise<void> => expect.poll(() => rests(count, progress)).toBe(true);
  const tab = (label: string): Promise<void> => win.page.locator('.dock-tab', { hasText: label }).click();
  const windowIs = (state: 'hidden' | 'visible'): Promise<void> =>
    win.page.evaluate((now) => {
      Object.defineProperty(document, 'visibilityState', { value: now, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
  await goesOn();
  await win.console('tst104');
  await paused();
  await tab('tst100');
  await goesOn();
  await windowIs('hidden');
  await paused();
  await windowIs('visible');
  await goesOn();
}

test('a screen that nobody sees asks for nothing, and goes on at once when it is shown', async () => {
  const frame = rawFrame(16, 16, Buffer.alloc(16 * 16 * 4, 99));
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
  }, 5);
  try {
    const asked = (socket: Socket): void => void setTimeout(() => socket.write(frame), 10);
    vnc = await startFakeVnc({ width: 16, height: 16, asked });
    const its = vnc;
    await win.open({ vncPort: its.port });
    await openScreen();
    await pausesUnseen(
      () => its.requests,
      () => ticks,
    );
    // A video of it goes on.
    await win.page.getByTestId('screen-menu').click();
    await win.page.getByTestId('record').click();
    await win.page.getByTestId('recording').waitFor();
    await win.page.locator('.dock-tab', { hasText: 'tst104' }).click();
    expect(
      await rests(
        () => its.requests,
        () => ticks,
      ),
    ).toBe(false);
  } finally {
    clearInterval(timer);
  }
});

test('a server that sends without being asked is told to stop meanwhile; with a real one no byte comes', async () => {
  const real = await startVnc();
  const folder = await mkdtemp(join(tmpdir(), 'ctys-unseen-'));
  const log = join(folder, 'log');
  const moving = spawn('xterm', [
    '-display',
    real.display,
    '-e',
    `while :; do date | tee -a ${log}; sleep 0.02; done`,
  ]);
  let bytes = 0;
  const between = createServer((socket) => {
    const there = connect(real.port, '127.0.0.1');
    for (const end of [socket, there]) end.on('error', () => undefined);
    there.on('data', ({ length }) => {
      bytes += length;
    });
    socket.pipe(there).pipe(socket);
  });
  try {
    await new Promise<void>((ready) => between.listen(0, '127.0.0.1', ready));
    await win.open({ vncPort: (between.address() as AddressInfo).port });
    await openScreen();
    const progress = (): number => (existsSync(log) ? statSync(log).size / 20 : 0);
    await expect.poll(progress).toBeGreaterThan(0);
    await pausesUnseen(() => bytes, progress);
  } finally {
    moving.kill('SIGKILL');
    between.close();
    real.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
