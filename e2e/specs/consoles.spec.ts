import type { Locator, Page } from 'playwright/test';
import { waitFor } from '../lab/run.ts';
import { expect, test } from './fixtures.ts';
import { openConsole, row, terminalText } from './product.ts';

async function type(window: Page, terminal: Locator, text: string): Promise<void> {
  await terminal.click();
  await window.keyboard.type(`${text}\n`);
}

test('typing in the serial console reaches the guest', async ({ window, lab }) => {
  const guest = lab.guest('lab00', 'tst100');
  if (!(await guest.running())) await guest.start();
  await guest.ready();
  await expect(row(window, 'tst100')).toContainText('running');
  await openConsole(window, 'tst100', 'serial0');
  const terminal = window.getByTestId('terminal');
  await expect(terminal).toBeVisible();
  await type(window, terminal, '');
  await expect.poll(() => terminalText(terminal)).toContain('login:');
  await type(window, terminal, 'root');
  await expect.poll(() => terminalText(terminal)).toMatch(/[#$] $|[#$]$/m);
  await type(window, terminal, 'echo answer-$((6*7))');
  await expect.poll(() => terminalText(terminal)).toContain('answer-42');
  await type(window, terminal, 'exit');
});

test('the screen shows what the guest draws', async ({ window, lab }) => {
  const guest = lab.guest('lab00', 'tst100');
  if (!(await guest.running())) await guest.start();
  await guest.ready();
  await expect(row(window, 'tst100')).toContainText('running');
  await openConsole(window, 'tst100', 'vnc');
  const canvas = window.getByTestId('screen').locator('canvas');
  await expect(canvas).toBeVisible();
  const colours = () =>
    canvas.evaluate((element: HTMLCanvasElement) => {
      const context = element.getContext('2d');
      if (context === null || element.width === 0) return 0;
      const { data } = context.getImageData(0, 0, element.width, element.height);
      const seen = new Set<number>();
      for (let at = 0; at < data.length; at += 4)
        seen.add(((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0));
      return seen.size;
    });
  // Text on black: more than one colour, and not noise.
  await expect.poll(colours).toBeGreaterThan(1);
  const before = await canvas.screenshot();
  await canvas.click();
  await window.keyboard.type('root\nls -l /\n');
  await expect.poll(async () => (await canvas.screenshot()).equals(before)).toBe(false);
});

test('an open console survives a restart of sshd as text, and comes back by itself with the gap marked', async ({
  window,
  lab,
}) => {
  await expect(row(window, 'lab00')).toContainText('running');
  await openConsole(window, 'lab00', 'shell');
  const terminal = window.getByTestId('terminal');
  await type(window, terminal, 'echo before-$((40+2))');
  await expect.poll(() => terminalText(terminal)).toContain('before-42');
  await lab.host('lab00').restartSshd();
  await expect.poll(() => terminalText(terminal), { timeout: 60_000 }).toContain('connected again');
  expect(await terminalText(terminal)).toMatch(/before-42[\s\S]*── ended [\s\S]*is missing ──/);
  await expect(window.getByTestId('console-state')).toContainText('attached');
  await type(window, terminal, 'echo after-$((40+3))');
  await expect.poll(() => terminalText(terminal)).toContain('after-43');
});

test('a shell goes into a window of its own and back with all it has said, and is there after a reload', async ({
  window,
}) => {
  await expect(row(window, 'lab00')).toContainText('running');
  await openConsole(window, 'lab00', 'shell');
  const terminal = window.getByTestId('terminal');
  await type(window, terminal, 'echo here-$((40+2))');
  await expect.poll(() => terminalText(terminal)).toContain('here-42');
  const opened = window.waitForEvent('popup');
  await window.getByTestId('detach').click();
  const own = await opened;
  const away = own.getByTestId('terminal');
  await expect.poll(() => terminalText(away)).toContain('here-42');
  await type(own, away, 'echo there-$((40+3))');
  await expect.poll(() => terminalText(away)).toContain('there-43');
  await own.getByTestId('detach').click();
  await expect.poll(() => terminalText(terminal)).toMatch(/here-42[\s\S]*there-43/);
  await window.reload();
  await expect(window.getByTestId('console-state')).toContainText('attached');
  await type(window, terminal, 'echo again-$((40+4))');
  await expect.poll(() => terminalText(terminal)).toContain('again-44');
});

test('nothing stays behind on the host when a console or the product ends', async ({
  window,
  lab,
  product,
}) => {
  const host = lab.host('lab00');
  const ours = async () =>
    (await host.processes()).filter(({ name }) => !['sshd', 'sh'].includes(name) && !name.startsWith('qemu'))
      .length;
  await expect(row(window, 'lab00')).toContainText('running');
  await openConsole(window, 'lab00', 'shell');
  const terminal = window.getByTestId('terminal');
  await type(window, terminal, 'sleep 54321');
  await waitFor('the sleep', async () => (await host.processes()).some(({ argv }) => argv.includes('54321')));
  await product.stop();
  await waitFor('the host to be as before', async () => (await ours()) === 0);
});
