import { connect, type Socket } from 'node:net';
import { waitFor } from '../lab/run.ts';
import { expect, test } from './fixtures.ts';
import { openConsole, row, terminalText, type } from './product.ts';

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
  await type(window, terminal, 'kept=44');
  await window.reload();
  await expect(window.getByTestId('console-state')).toContainText('attached');
  // The same shell, with all it has said.
  await type(window, terminal, 'echo again-$kept');
  await expect.poll(() => terminalText(terminal)).toMatch(/here-42[\s\S]*there-43[\s\S]*again-44/);
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

/** Somebody else's viewer at a screen of the lab; resolves when it is in. */
async function viewerAt(path: string): Promise<Socket> {
  const socket = connect(path);
  socket.on('error', () => undefined);
  // Version, no login, shared (RFC 6143, 7.1 and 7.3.1); then the server tells its size.
  socket.write('RFB 003.008\n\x01\x01');
  let heard = 0;
  await new Promise<void>((done, failed) => {
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.length;
      if (heard > 40) done();
    });
    socket.once('close', () => failed(new Error(`It was closed after ${heard} bytes.`)));
  });
  return socket;
}

test('who has a console is named before it is taken over, shared or left', async ({ window, lab }) => {
  const guest = lab.guest('lab00', 'tst100');
  if (!(await guest.running())) await guest.start();
  await guest.ready();
  await expect(row(window, 'tst100')).toContainText('running');
  const bar = window.getByTestId('ended');

  // Text: for one at a time.
  const serial = `${guest.dir}/tst100.serial`;
  const socat = `setsid socat -u UNIX-CONNECT:${serial} OPEN:/dev/null </dev/null >/dev/null 2>&1 &`;
  await lab.host('lab00').must(['sh', '-c', socat], { user: 'acue' });
  const runs = async () =>
    (await lab.host('lab00').processes()).some(({ argv }) => argv.includes('socat') && argv.includes('-u'));
  await waitFor('socat', runs);
  await openConsole(window, 'tst100', 'serial0');
  await expect(bar).toContainText(/socat \(pid \d+, acue\) on lab00 is connected to this serial port/);
  await expect(window.getByTestId('others-since')).toContainText(/^for \d+ \w+$/);
  await window.getByTestId('others-cancel').click();
  await expect(bar).toHaveCount(0);
  expect(await runs()).toBe(true);
  await openConsole(window, 'tst100', 'serial0');
  await window.getByTestId('take-over').click();
  const terminal = window.getByTestId('terminal');
  await expect(window.getByTestId('console-state')).toContainText('attached');
  await type(window, terminal, '');
  await expect.poll(() => terminalText(terminal)).toMatch(/login:|#/);
  expect(await runs()).toBe(false);

  // A screen: shared on request only; taken, the others are let go.
  const screen = await guest.path('vnc');
  const other = await viewerAt(screen);
  await openConsole(window, 'tst100', 'vnc');
  await expect(bar).toContainText(
    'The screen of tst100 is looked at already: somebody on lab00 or through SSH.',
  );
  await expect(window.getByTestId('share-screen')).toBeFocused();
  await window.keyboard.press('Enter');
  const canvas = window.getByTestId('screen').locator('canvas');
  await expect(canvas).toBeVisible();
  expect(other.closed).toBe(false);
  await window.locator('.dock-tab', { hasText: 'Screen' }).locator('.tab-close').click();
  await expect(canvas).toHaveCount(0);
  await openConsole(window, 'tst100', 'vnc');
  await window.getByTestId('take-over').click();
  await expect(canvas).toBeVisible();
  await waitFor('the other one to be let go', () => other.closed);
});

test('a million lines go by, and Ctrl+C stops a program that never ends', async ({ window }) => {
  await expect(row(window, 'lab00')).toContainText('running');
  await openConsole(window, 'lab00', 'shell');
  const terminal = window.getByTestId('terminal');
  await type(window, terminal, 'seq 1000000; echo over-$((40+2))');
  await expect.poll(() => terminalText(terminal), { timeout: 120_000 }).toMatch(/^1000000\s+over-42/m);
  await type(window, terminal, 'yes');
  await expect.poll(() => terminalText(terminal)).toMatch(/^y\s*$/m);
  await window.keyboard.press('Control+c');
  await type(window, terminal, 'echo again-$((40+4))');
  await expect.poll(() => terminalText(terminal), { timeout: 60_000 }).toContain('again-44');
});

test('an X program without a display of ours is a screen in a tab; typing reaches it, and it ends with it', async ({
  window,
  lab,
}) => {
  const host = lab.host('lab00');
  const ours = async () =>
    (await host.processes()).filter(({ name }) => /^(?:xterm|Xvnc|Xtigervnc)$/.test(name)).length;
  await expect(row(window, 'lab00')).toContainText('running');
  await window.keyboard.press('Control+l');
  await window
    .getByTestId('call-editor')
    .fill('ctys -t x11 -a create=l:xt,cmd:xterm,c:-geometry%80x24+0+0%-e%sh,sh lab00');
  await window.getByTestId('call-run').click();
  const screen = window.locator('[data-testid="screen"] canvas');
  await expect(screen).toBeVisible({ timeout: 60_000 });
  await screen.click({ position: { x: 60, y: 60 } });
  await expect(async () => {
    await window.keyboard.type('touch /tmp/typed-in-xterm\n');
    await host.must(['test', '-e', '/tmp/typed-in-xterm']);
  }).toPass({ timeout: 60_000 });
  await window.keyboard.type('exit\n');
  await waitFor('its end', async () => (await ours()) === 0, { timeout: 30_000 });
  await host.must(['rm', '/tmp/typed-in-xterm']);
});
