/** Files of a real host, sent from the window and fetched again, through its sshd. */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lab } from '../lab/index.ts';
import { expect, test as base } from './fixtures.ts';
import { openConsole, row, startProduct, terminalText, type } from './product.ts';

const downloads = (lab: Lab): string => join(lab.home, 'person', 'Downloads');

/** What comes from a host is kept in the home of a person of this test. */
const test = base.extend({
  product: async ({ lab }, use) => {
    await mkdir(downloads(lab), { recursive: true });
    const product = await startProduct({ ...lab.env, HOME: join(lab.home, 'person') });
    await use(product);
    await product.stop();
  },
});

test('a file goes to the host and comes back, byte for byte', async ({ window, lab }) => {
  const guest = lab.guest('lab00', 'tst100');
  if (!(await guest.running())) await guest.start();
  await guest.ready();
  await expect(row(window, 'tst100')).toContainText('running', { timeout: 30_000 });
  await openConsole(window, 'tst100', 'serial0');
  await window.getByTestId('terminal').click();
  await window.keyboard.press('Control+Shift+E');
  const files = window.getByTestId('files');
  await expect(files.getByTestId('file').first()).toBeVisible();

  const name = `sent-${randomBytes(4).toString('hex')}.bin`;
  const data = randomBytes(20_000_003);
  await window.getByTestId('pick-files').setInputFiles({ name, mimeType: '', buffer: data });
  await expect(window.locator('[data-testid=transfer][data-state=done]')).toHaveCount(1, { timeout: 60_000 });
  const sent = files.getByTestId('file').filter({ hasText: name });
  await sent.click();
  await window.keyboard.press('d');
  await expect(window.locator('[data-testid=transfer][data-state=done]')).toHaveCount(2, { timeout: 60_000 });
  expect((await readFile(join(downloads(lab), name))).equals(data)).toBe(true);

  await files.focus();
  await window.keyboard.press('Delete');
  await window.getByTestId('confirm-yes').click();
  await expect(sent).toHaveCount(0);
});

test('sz and rz in a terminal: files come and go when a person says so, and it is a terminal again', async ({
  window,
  lab,
}) => {
  const host = lab.host('lab00');
  const folder = `/tmp/zmodem-${randomBytes(4).toString('hex')}`;
  const make = 'mkdir "$1" && chmod 777 "$1" && head -c 3000001 /dev/urandom >"$1/one.bin"';
  await host.must(['sh', '-c', make, 'sh', folder]);
  const data = await readFile(await host.path(`${folder}/one.bin`));
  await expect(row(window, 'lab00')).toContainText('running');
  await openConsole(window, 'lab00', 'shell');
  const terminal = window.getByTestId('terminal');
  await type(window, terminal, `cd ${folder} && PS1=; echo ready-$((40+2))`);
  await expect.poll(() => terminalText(terminal)).toContain('ready-42');

  await type(window, terminal, 'sz one.bin; echo sent-$?');
  const download = window.waitForEvent('download');
  await window.getByTestId('transfer-yes').click();
  await expect(window.getByTestId('transfer-offer')).toContainText(/one\.bin \(2\.9 M\)/);
  await window.getByTestId('transfer-take').click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('one.bin');
  expect((await readFile(await file.path())).equals(data)).toBe(true);
  await expect.poll(() => terminalText(terminal)).toMatch(/^sent-0$/m);

  // The first is left out, the others come without more questions.
  await type(
    window,
    terminal,
    'for n in a b c; do echo $n >$n.txt; done; sz a.txt b.txt c.txt; echo several-$?',
  );
  await window.getByTestId('transfer-yes').click();
  await expect(window.getByTestId('transfer-offer')).toContainText('a.txt (2 B)');
  await window.getByTestId('transfer-leave').click();
  await expect(window.getByTestId('transfer-offer')).toContainText('b.txt (2 B)');
  const names: string[] = [];
  window.on('download', (one) => names.push(one.suggestedFilename()));
  await window.getByTestId('transfer-all').click();
  await expect.poll(() => names).toEqual(['b.txt', 'c.txt']);
  await expect.poll(() => terminalText(terminal)).toMatch(/^several-\d+$/m);

  await type(window, terminal, 'rz; echo got-$?');
  await window.getByTestId('transfer-files').setInputFiles({ name: 'two.bin', mimeType: '', buffer: data });
  await expect.poll(() => terminalText(terminal), { timeout: 60_000 }).toMatch(/^got-0$/m);
  expect((await readFile(await host.path(`${folder}/two.bin`))).equals(data)).toBe(true);

  // What is refused ends there, and what is typed reaches the shell again.
  await type(window, terminal, 'sz one.bin; echo refused');
  await window.getByTestId('transfer-refuse').click();
  await type(window, terminal, 'echo again-$((40+3))');
  await expect.poll(() => terminalText(terminal)).toContain('again-43');
  await host.must(['rm', '-r', folder]);
});
