/** The built window in Chromium over the simulated core, and a real VNC server behind its screens. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createCipheriv } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Locator, type Page } from 'playwright';
import { build } from 'vite';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Machine } from '../../core/model/machine.ts';
import { CHROMIUM } from './chromium.ts';
import { addFakeStack } from './fake-stack.ts';
import { type FakeHost, serveFake } from './serve-fake.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What browsers log of a broken connection, and noVNC of a wrong password. */
const EXPECTED = /WebSocket|Security negotiation failed|disconnected RFB object/;

let folder: string;
let browser: Browser;
let page: Page;
let host: FakeHost;
let complaints: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ctys-window-'));
  const outDir = join(folder, 'renderer');
  await build({
    root: join(ROOT, 'renderer'),
    configFile: join(ROOT, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir },
  });
  browser = await chromium.launch(CHROMIUM);
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  complaints = [];
  return async () => {
    await page?.context().close();
    await host?.close();
    expect(complaints).toEqual([]);
  };
});

async function open(machines: number, vncPort?: number): Promise<void> {
  host = await serveFake({
    machines,
    folder: join(folder, 'renderer'),
    ...(vncPort !== undefined && { vncPort }),
  });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  page = await context.newPage();
  // Nothing the policy forbids may be tried, and nothing may be thrown.
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !EXPECTED.test(message.text())) complaints.push(message.text());
  });
  await page.goto(host.address);
  await page.locator('.row').first().waitFor();
}

const row = (label: string): Locator => page.getByTestId(`row-${label}`);
const stateOf = (label: string): Promise<string | null> => row(label).getAttribute('data-state');
const terminalText = async (): Promise<string> =>
  (await page.locator('.xterm-rows').first().innerText()).replaceAll('\u00a0', ' ');
const shown = (text: string): Promise<void> => expect.poll(terminalText, { timeout: 20_000 }).toContain(text);

async function openSerial(): Promise<void> {
  await row('tst100').dblclick();
  await shown('tst100:~#');
  // It takes the keyboard by itself.
  const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.className ?? '');
  await expect.poll(focused).toContain('xterm-helper-textarea');
}

test('the token leaves the address and survives a reload', async () => {
  await open(8);
  expect(page.url()).not.toContain('token');
  await page.reload();
  await row('tst100').waitFor();
});

test('filter, views and counts', async () => {
  await open(8);
  await page.keyboard.press('/');
  await page.keyboard.type('state:off');
  await expect.poll(() => page.getByTestId('counts').innerText()).toBe('1 of 12');
  expect(await row('tst102').isVisible()).toBe(true);
  expect(await row('tst100').count()).toBe(0);
  await page.keyboard.press('Escape');
  await row('tst100').waitFor();
  await page.getByTestId('host-lab01').click();
  await expect.poll(() => row('tst100').count()).toBe(0);
  await row('tst101').waitFor();
});

test('columns are sorted, resized, moved and hidden by hand, and stay so', async () => {
  await open(8);
  const head = (id: string): Locator => page.locator(`.head-cell[data-column="${id}"]`);
  const width = async (id: string): Promise<number> => (await head(id).boundingBox())?.width ?? 0;
  const order = (): Promise<(string | null)[]> =>
    page.locator('.head-cell').evaluateAll((all) => all.map((cell) => cell.getAttribute('data-column')));
  const aligned = async (id: string): Promise<number> => {
    const at = (await order()).indexOf(id);
    const cell = await row('tst100').locator('.cell').nth(at).boundingBox();
    return (cell?.x ?? 0) - ((await head(id).boundingBox())?.x ?? 0);
  };

  await head('memory').locator('button').click();
  await expect.poll(() => head('memory').getAttribute('aria-sort')).toBe('ascending');
  await head('memory').locator('button').click();
  await expect.poll(() => head('memory').getAttribute('aria-sort')).toBe('descending');
  expect(await head('machine').getAttribute('aria-sort')).toBeNull();
  await head('cst').locator('button').click();
  expect(await head('cst').getAttribute('aria-sort')).toBeNull();

  const before = await width('host');
  const edge = await head('host').locator('.head-edge').boundingBox();
  const [x, y] = [(edge?.x ?? 0) + 4, (edge?.y ?? 0) + 4];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 25, y, { steps: 4 });
  await page.mouse.move(x - 40, y);
  await page.mouse.up();
  await expect.poll(() => width('host')).toBe(before + 40);

  await head('cpu').locator('button').dragTo(head('type'));
  await expect.poll(async () => (await order()).slice(0, 3)).toEqual(['machine', 'cpu', 'type']);
  await head('cpu').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Move right' }).click();
  await expect.poll(async () => (await order()).slice(0, 3)).toEqual(['machine', 'type', 'cpu']);
  await page.getByTestId('columns').click();
  await page.getByRole('menuitemcheckbox', { name: 'User' }).click();
  await expect.poll(order).not.toContain('user');
  await page.keyboard.press('Escape');

  await page.reload();
  await row('tst100').waitFor();
  expect((await order()).slice(0, 3)).toEqual(['machine', 'type', 'cpu']);
  expect(await order()).not.toContain('user');
  expect(await width('host')).toBe(before + 40);
  expect(await head('memory').getAttribute('aria-sort')).toBe('descending');
  expect([await aligned('cpu'), await aligned('host'), await aligned('age')]).toEqual([0, 0, 0]);
  await head('host').locator('.head-edge').dblclick();
  await expect.poll(() => width('host')).toBe(before);
});

test('only the rows in sight are in the page, and the last can be reached', async () => {
  await open(5000);
  expect(await page.locator('.row').count()).toBeLessThan(80);
  await page.getByTestId('machines').focus();
  await page.keyboard.press('End');
  await expect.poll(() => page.locator('.row[data-cursor]').getAttribute('aria-rowindex')).toBe('5084');
  expect(await page.locator('.row').count()).toBeLessThan(80);
});

test('start by key, shut down with the question that names the machine', async () => {
  await open(8);
  await row('tst102').click();
  expect(await page.getByTestId('call').innerText()).toBe(
    'ctys -t qemu -a create=l:tst102,CONSOLE:NONE lab02',
  );
  await page.keyboard.press('s');
  await expect.poll(() => stateOf('tst102')).toBe('starting');
  await expect.poll(() => stateOf('tst102')).toBe('running');
  await page.getByTestId('toast').getByText('Start tst102: done').waitFor();
  await page.keyboard.press('x');
  const yes = page.getByTestId('confirm-yes');
  expect(await yes.innerText()).toBe('Shut down tst102');
  expect(await yes.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.keyboard.press('Escape');
  await expect.poll(() => yes.count()).toBe(0);
  expect(await stateOf('tst102')).toBe('running');
  await page.keyboard.press('x');
  await page.keyboard.press('Enter');
  await expect.poll(() => stateOf('tst102')).toBe('off');
});

test('a grey action says why, and does nothing', async () => {
  await open(8);
  await row('tst102').hover();
  const connect = row('tst102').getByTestId('action-connect');
  expect(await connect.getAttribute('aria-disabled')).toBe('true');
  await connect.hover();
  await page.getByRole('tooltip').getByText('tst102 is off.').waitFor();
  await connect.click({ force: true });
  expect(await page.getByTestId('terminal').count()).toBe(0);
});

test('a failed job says so, with its raw data one click away', async () => {
  await open(8);
  await row('tst104').click();
  await page.keyboard.press('x');
  await page.getByTestId('confirm-yes').click();
  await page.getByTestId('toast').getByRole('button', { name: 'Log' }).click();
  const jobs = page.getByTestId('jobs');
  await jobs.getByTestId('failure').getByText('is still there').waitFor();
  await jobs.getByRole('button', { name: 'Show details' }).click();
  await jobs.getByText('Operation not permitted').waitFor();
  await jobs.getByTestId('job-log').getByText('it is powered off').waitFor();
});

test('rows hold still under the pointer', async () => {
  await open(8);
  await page.getByTestId('filter').fill('state:running type:qemu');
  await row('tst107').hover();
  const machine = [...host.core.tables.machines.values()].find(({ label }) => label === 'tst107');
  if (machine === undefined) throw new Error('no tst107');
  host.core.tables.putMachine({ ...machine, state: 'off' });
  await expect.poll(() => stateOf('tst107')).toBe('off');
  await expect.poll(() => page.getByTestId('counts').innerText()).toBe('2 of 12');
  expect(await row('tst107').isVisible()).toBe(true);
  await page.mouse.move(700, 20);
  await expect.poll(() => row('tst107').count()).toBe(0);
});

test('typing in a terminal, its size, and the session as a row', async () => {
  await open(8);
  await openSerial();
  await page.keyboard.type('size');
  await page.keyboard.press('Enter');
  const header = page.getByTestId('console-serial0').locator('.console-head');
  const size = /(\d+) × (\d+)/.exec(await header.innerText());
  await shown(`${size?.[1]}x${size?.[2]}`);
  await page.locator('.row.session').getByText('Serial console').waitFor();
  await page.locator('.tab-close').first().click();
  await expect.poll(() => page.locator('.row.session').count()).toBe(0);
});

test('a flood loses nothing', async () => {
  await open(8);
  await page.evaluate(() => localStorage.setItem('ctys.settings', JSON.stringify({ scrollback: 200_000 })));
  await page.reload();
  await openSerial();
  await page.keyboard.type('flood');
  await page.keyboard.press('Enter');
  await expect.poll(terminalText, { timeout: 60_000 }).toMatch(/line 199999\s+tst100:~#/);
  // Every line is there, from the first on: the search goes through all of the scrollback.
  await page.keyboard.press('Control+Shift+KeyF');
  const found = async (text: string): Promise<boolean> => {
    await page.getByTestId('find').fill(text);
    await page.keyboard.press('Enter');
    await page.locator(`.find-bar[data-searched="${text}"]`).waitFor();
    return (await page.locator('.find-bar .bad').count()) === 0;
  };
  for (const number of [100, 65_535, 123_456, 199_998]) expect(await found(`line ${number}`)).toBe(true);
  expect(await found('line 200000')).toBe(false);
});

test('only Ctrl+Shift is ours in a terminal; text zooms, search finds', async () => {
  await open(8);
  await openSerial();
  await page.keyboard.type('sx/.j');
  await shown(':~# sx/.j');
  const before = await page.locator('.console-head').first().innerText();
  await page.keyboard.press('Control+Shift+Equal');
  await expect.poll(() => page.locator('.console-head').first().innerText()).not.toBe(before);
  await page.keyboard.press('Control+Shift+KeyF');
  await page.getByTestId('find').fill('Welcome');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.type('!');
  await shown(':~# sx/.j!');
  await page.keyboard.press('Control+Shift+Backquote');
  await page.getByTestId('strip').waitFor();
});

test('several lines are pasted only when agreed to', async () => {
  await open(8);
  await openSerial();
  const paste = (text: string): Promise<void> =>
    page.evaluate((given) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', given);
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      );
    }, text);
  await paste('one');
  await shown(':~# one');
  await paste('two\nthree\n');
  await page.getByTestId('confirm').getByText('Paste 2 lines into tst100?').waitFor();
  await page.keyboard.press('Escape');
  await paste('four\n');
  await page.getByTestId('confirm-yes').click();
  await shown('onefour: see');
  expect(await terminalText()).not.toContain('two');
});

test('links ask before they open', async () => {
  await open(8);
  await openSerial();
  await page.keyboard.type('docs');
  await page.keyboard.press('Enter');
  await shown('https://example.org/docs');
  const line = page.locator('.xterm-rows > div', { hasText: 'https://example.org/docs' });
  const box = await line.boundingBox();
  if (box === null) throw new Error('The line is not to be seen.');
  await page.mouse.move(box.x + 150, box.y + box.height / 2);
  await page.locator('.xterm-cursor-pointer').waitFor();
  await page.mouse.down();
  await page.mouse.up();
  await page.getByTestId('confirm').getByText('https://example.org/docs').waitFor();
  expect(await page.getByTestId('confirm-yes').innerText()).toBe('Open example.org');
});

test('a lost console stays readable and comes back by itself, in the same terminal', async () => {
  await open(8);
  await openSerial();
  await page.keyboard.type('drop');
  await page.keyboard.press('Enter');
  await page.getByTestId('ended').getByText('The connection to tst100 was lost.').waitFor();
  expect(await terminalText()).toContain(':~# drop');
  await page.getByTestId('reconnect').click();
  await expect.poll(() => page.getByTestId('ended').count()).toBe(0);
  await expect.poll(terminalText).toMatch(/drop[\s\S]*ended[\s\S]*Welcome/);
});

test('a broken connection to the core is said calmly and mended; the tables are whole again', async () => {
  await open(8);
  host.breakConnections();
  host.core.tables.dropHost('lab02');
  await expect.poll(() => row('tst102').count()).toBe(0);
  await expect.poll(() => page.getByTestId('reconnecting').count()).toBe(0);
  expect(await row('tst100').isVisible()).toBe(true);
});

test('prompts come one at a time, and answers go back', async () => {
  await open(8);
  const { tables, answers } = host.core;
  tables.putPrompt({
    id: 'a',
    host: 'lab03',
    kind: 'host-key',
    text: 'Unknown key.',
    detail: 'SHA256:abc',
    fields: [],
  });
  tables.putPrompt({
    id: 'b',
    host: 'lab04',
    kind: 'password',
    text: 'Password of root on lab04.',
    fields: [{ label: 'Password', echo: false }],
  });
  const prompt = page.getByTestId('prompt');
  await prompt.getByText('SHA256:abc').waitFor();
  expect(await prompt.count()).toBe(1);
  await page.getByTestId('prompt-yes').click();
  await prompt.getByText('Password of root').waitFor();
  const field = prompt.getByLabel('Password');
  expect(await field.getAttribute('type')).toBe('password');
  await page.keyboard.type('s3cret');
  await page.keyboard.press('Enter');
  await expect.poll(() => prompt.count()).toBe(0);
  expect(answers).toEqual([['yes'], ['s3cret']]);
});

test('on the first day: hosts of ~/.ssh/config can be chosen', async () => {
  await open(0);
  await page.getByTestId('card-import').click();
  const dialog = page.getByTestId('import');
  await dialog.getByRole('checkbox', { name: 'inner' }).click();
  await dialog.getByRole('button', { name: 'Import 1 host' }).click();
  await page.getByTestId('host-build7').waitFor();
  expect(await page.getByTestId('host-inner').count()).toBe(0);
});

test('hostile names are text and nothing else', async () => {
  await open(8);
  const label = 'db "prod" $(id)\u202e\x1b[31m';
  const shownName = await page.locator('.row').filter({ hasText: 'db "prod"' }).locator('.name').innerText();
  expect(shownName).not.toContain('\u202e');
  expect(shownName).not.toContain('\x1b');
  expect([...host.core.tables.machines.values()].some((machine) => machine.label === label)).toBe(true);
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  await new Promise<void>((done) => server.close(() => done()));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** A real VNC server on loopback; resolves when it listens. */
async function startVnc(port: number, passwordFile?: string): Promise<ChildProcess> {
  const number = 200 + (port % 400);
  const security = passwordFile === undefined ? ['None'] : ['VncAuth', '-PasswordFile', passwordFile];
  const argv = [
    `:${number}`,
    '-geometry',
    '640x400',
    '-depth',
    '24',
    '-localhost',
    '-SecurityTypes',
    ...security,
  ];
  const server = spawn('Xvnc', [...argv, '-rfbport', String(port)], { stdio: ['ignore', 'ignore', 'pipe'] });
  await new Promise<void>((ready, failed) => {
    let said = '';
    server.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Listening for VNC')) ready();
    });
    server.on('exit', (code) => failed(new Error(`Xvnc ended with ${code}: ${said}`)));
    server.on('error', failed);
  });
  return server;
}

test('a real screen is drawn, scaled and saved', async () => {
  const port = await freePort();
  const vnc = await startVnc(port);
  try {
    await open(8, port);
    await row('tst100').click();
    await page.getByTestId('details').getByTestId('open-vnc').click();
    const canvas = page.getByTestId('screen').locator('canvas');
    await expect.poll(() => canvas.evaluate((node) => (node as HTMLCanvasElement).width)).toBe(640);
    await page.getByTestId('console-vnc').getByText('640 × 400').waitFor();
    const wide = await canvas.evaluate((node) => node.getBoundingClientRect().width);
    await page.getByTestId('scaling').click();
    await expect.poll(() => canvas.evaluate((node) => node.getBoundingClientRect().width)).toBe(640);
    expect(wide).not.toBe(640);
    const saved = page.waitForEvent('download');
    await page.getByTestId('screenshot').click();
    expect((await saved).suggestedFilename()).toMatch(/^tst100-.*\.png$/);
    vnc.kill('SIGKILL');
    await page.getByTestId('ended').waitFor();
    expect(await canvas.isVisible()).toBe(true);
  } finally {
    vnc.removeAllListeners('exit');
    vnc.kill('SIGKILL');
  }
});

/** What vncpasswd writes: DES of 8 bytes under a key every VNC has (bits of each byte turned round). */
function vncPasswordFile(password: string): Buffer {
  const key = Buffer.from('e84ad660c4721ae0', 'hex');
  // Three times the same key is plain DES, which OpenSSL 3 has no more.
  const cipher = createCipheriv('des-ede3-ecb', Buffer.concat([key, key, key]), null).setAutoPadding(false);
  return cipher.update(Buffer.from(password.padEnd(8, '\0')));
}

test('a screen with a password asks for it, says when it is wrong, and can be opened again', async () => {
  const port = await freePort();
  const file = join(folder, 'password');
  await writeFile(file, vncPasswordFile('geheim'));
  const vnc = await startVnc(port, file);
  try {
    await open(8, port);
    await row('tst100').click();
    await page.getByTestId('details').getByTestId('open-vnc').click();
    const dialog = page.getByTestId('screen-password');
    await dialog.waitFor();
    await page.keyboard.type('falsch');
    await page.keyboard.press('Enter');
    await page.getByTestId('ended').getByText('The screen of tst100 was not opened').waitFor();
    await page.getByTestId('reconnect').click();
    await dialog.waitFor();
    await page.keyboard.type('geheim');
    await page.keyboard.press('Enter');
    const canvas = page.getByTestId('screen').locator('canvas');
    await expect.poll(() => canvas.evaluate((node) => (node as HTMLCanvasElement).width)).toBe(640);
    expect(await dialog.count()).toBe(0);
  } finally {
    vnc.removeAllListeners('exit');
    vnc.kill('SIGKILL');
  }
});

test('a call is typed in the bar: completed, marked where it is wrong, run when it is right', async () => {
  await open(8);
  await page.keyboard.press('Control+l');
  const editor = page.getByTestId('call-editor');
  await editor.fill('ctys -t qemu -a craete=l:tst102');
  await expect.poll(() => page.getByTestId('call-mistake').textContent()).toContain('Did you mean CREATE?');
  await expect.poll(() => page.getByTestId('call-mistake').locator('mark').textContent()).toBe('craete');
  await editor.press('Enter');
  expect(await editor.isVisible()).toBe(true);
  await editor.fill('');
  await editor.pressSequentially('ctys -t qemu -a create=l:tst102,CONS');
  await editor.press('Tab');
  await editor.pressSequentially('NON');
  await editor.press('Tab');
  await expect.poll(() => editor.inputValue()).toBe('ctys -t qemu -a create=l:tst102,CONSOLE:NONE');
  await editor.press('Enter');
  await expect.poll(() => page.getByTestId('row-tst102').textContent()).toContain('running');
});

test('the palette finds machines and commands, and runs calls with their plan in sight', async () => {
  await open(8);
  await page.keyboard.press('Control+k');
  const input = page.getByTestId('palette-input');
  await input.fill('tst100');
  await expect.poll(() => page.getByTestId('palette-entry').first().textContent()).toContain('Open console');
  await input.fill('settings');
  await input.press('Enter');
  await page.getByRole('dialog', { name: 'Settings' }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await input.fill('ctys -t qemu -a cancel=l:tst107,force,poweroff:0');
  await expect.poll(() => page.getByTestId('palette-plan').textContent()).toContain('/tst107');
  const run = page.getByTestId('palette-run');
  await expect.poll(() => run.textContent()).toBe('Power off tst107');
  await input.press('Enter');
  await expect.poll(() => run.getAttribute('data-armed')).toBe('true');
  await input.press('Enter');
  await expect.poll(() => page.getByTestId('row-tst107').textContent()).toContain('off');
});

test('calls are kept by name, run from the side bar, and the history says how each ended', async () => {
  await open(8);
  await page.getByTestId('save-call').click();
  await page.getByTestId('macro-name').fill('start 102');
  await page.getByTestId('macro-text').fill('ctys -t qemu -a create=l:tst102,CONSOLE:NONE');
  await page.getByTestId('macro-save').click();
  await page.getByTestId('saved-start_102').click();
  await expect.poll(() => page.getByTestId('row-tst102').textContent()).toContain('running');
  await page.keyboard.press('Control+k');
  await page.getByTestId('palette-input').fill('history');
  await page.keyboard.press('Enter');
  const last = page.getByTestId('history-row').first();
  await expect.poll(() => last.textContent()).toContain('create=l:tst102');
  await expect.poll(() => last.getAttribute('data-state')).toBe('done');
});

test('a view is kept by name, chosen again, and the same table in a call', async () => {
  await open(8);
  await page.getByTestId('filter').fill('state:paused');
  await page.getByTestId('save-view').click();
  await page.getByTestId('macro-name').fill('held');
  await expect.poll(() => page.getByTestId('macro-filter').inputValue()).toBe('state:paused');
  await page.getByTestId('macro-save').click();
  await page.getByTestId('macro-dialog').waitFor({ state: 'hidden' });
  await page.getByTestId('filter').fill('');
  await page.getByTestId('row-tst101').waitFor();
  await page.getByTestId('view-held').click();
  await expect.poll(() => page.getByTestId('row-tst101').count()).toBe(0);
  expect(await page.getByTestId('row-tst103').isVisible()).toBe(true);
  await page.keyboard.press('Control+l');
  await page.getByTestId('call-editor').fill('ctys -a list=macro:held lab00');
  await page.keyboard.press('Enter');
  const told = page.getByTestId('result-text');
  await expect.poll(() => told.textContent()).toMatch(/Label.*\n.*\ntst103 /);
  expect(await told.textContent()).not.toContain('tst100');
});

test('a call that lists answers with the table the command line prints', async () => {
  await open(8);
  await page.keyboard.press('e');
  await page.getByTestId('call-editor').fill('ctys -a list=label,stype,terse lab00');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.getByTestId('result-text').textContent()).toContain('tst100;QEMU');
});

test('a call that reports answers with what the host tells of itself and what is known of it', async () => {
  await open(8);
  await page.keyboard.press('e');
  await page.getByTestId('call-editor').fill('ctys -a show lab00');
  await page.keyboard.press('Enter');
  const answer = () => page.getByTestId('result-text').textContent();
  await expect.poll(answer).toContain('Memory total       16384 MiB');
  expect(await answer()).toMatch(/Guests\n[\s\S]*tst100 +QEMU, running/);
});

test('the view of differences tells what is stored and does not run; the switch tells what runs', async () => {
  await open(8);
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await expect
    .poll(() => page.locator('.row.group').first().textContent())
    .toContain('Configured, not running');
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await page.getByTestId('source-list').click();
  await expect.poll(() => page.getByTestId('row-tst102').count()).toBe(0);
  await page.getByTestId('source-enumerate').click();
  await page.getByTestId('row-tst102').waitFor();
});

test('a stack is a tree when asked, a chain in the details, and a plan that lives while it runs', async () => {
  await open(8);
  addFakeStack(host.core);
  await row('inner1').waitFor();
  await page.getByTestId('columns').click();
  await page.getByRole('menuitemcheckbox', { name: 'Stack' }).click();
  await page.keyboard.press('Escape');
  await expect.poll(() => row('inner1').getAttribute('aria-level')).toBe('3');
  // One machine, one row: the host it is has none of its own.
  await expect.poll(() => row('nest').count()).toBe(0);

  await row('inner1').click();
  const chain = page.getByTestId('stack').locator('.chain-link');
  await expect
    .poll(async () => (await chain.allInnerTexts()).map((text) => text.split(/\s/)[0]))
    .toEqual(['lab00', 'tst100', 'inner1']);
  await chain.nth(1).click();
  const would = page.getByTestId('stack').getByTestId('plan-line');
  await expect.poll(() => would.count()).toBe(3);

  await row('tst100').click();
  await page.keyboard.press('x');
  const lines = page.getByTestId('plan-dialog').getByTestId('plan-line');
  const said = async () => (await lines.allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));
  const guest = 'by its hypervisor, 20 s; then forced, 60 s';
  await expect
    .poll(said)
    .toEqual([
      `2. shutdown /lab00/qemu/tst100 asked over SSH, 20 s; then ${guest}`,
      `1. shutdown /lab00/qemu/tst100/qemu/inner1 ${guest}`,
      `1. shutdown /lab00/qemu/tst100/qemu/inner4 ${guest}`,
    ]);
  expect(await stateOf('tst100')).toBe('running');
  const run = page.getByTestId('plan-run');
  expect(await run.innerText()).toBe('Shut down tst100');
  await run.click();
  const states = () => lines.evaluateAll((all) => all.map((line) => line.getAttribute('data-state')));
  await expect.poll(states).toEqual(['running', 'running', 'running']);
  await expect.poll(states, { timeout: 20_000 }).toEqual(['done', 'done', 'failed']);
  expect(await page.getByTestId('plan-outcome').innerText()).toBe('2 of 3 steps done; 1 not.');
  // What is left of it is planned anew: what is done already is no step.
  host.core.tables.putMachine({ ...machineOf('tst100'), state: 'running' });
  await page.getByTestId('plan-retry').click();
  await expect.poll(() => lines.count(), { timeout: 20_000 }).toBe(2);
  expect((await said()).map((text) => /(tst100|inner4) /.exec(text)?.[1])).toEqual(['tst100', 'inner4']);
  await page.getByTestId('plan-close').click();
  await expect.poll(() => page.getByTestId('plan-dialog').count()).toBe(0);
});

function machineOf(label: string): Machine {
  const found = [...host.core.tables.machines.values()].find((machine) => machine.label === label);
  if (found === undefined) throw new Error(`no ${label}`);
  return found;
}
