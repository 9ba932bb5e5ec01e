/** The files of a host in the built window: browsed by keys, named, removed, sent by drag and drop, fetched, stopped. */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { FileEntry } from '../../core/model/file.ts';
import { toldFolder } from '../consoles/osc7.ts';
import { ordered, rights } from '../files/file-order.ts';
import { builtWindow } from './built-window.ts';

const win = builtWindow();

const home = (...names: readonly string[]): string => join(win.host.core.fileFolder, ...names);
const pane = () => win.page.getByTestId('files');
const rows = (): Promise<readonly string[]> =>
  pane()
    .getByTestId('file')
    .evaluateAll((all) => all.map((one) => one.querySelector('.grow')?.textContent ?? ''));

async function openPane(): Promise<void> {
  await win.console('tst100');
  await win.page.locator('.xterm-screen').click();
  await win.page.keyboard.press('Control+Shift+E');
  await pane().waitFor();
}

test('a folder that a shell tells is read strictly', () => {
  expect(toldFolder('file://lab00/home/acue/a%20b')).toBe('/home/acue/a b');
  expect(toldFolder('file:///tmp/%ff%zz')).toBe('/tmp/\udcff%zz');
  for (const data of [
    '/tmp',
    'file://lab00',
    'http://lab00/tmp',
    'file:///a%00b',
    `file:///${'a'.repeat(5000)}`,
  ])
    expect(toldFolder(data)).toBeNull();
});

test('folders come first, names in the order people count in', () => {
  const entry = (name: string, more: Partial<FileEntry> = {}): FileEntry => ({
    ...{ name, kind: 'file', size: 1, changed: 1, mode: 0o644 },
    ...more,
  });
  const all = [
    entry('a10', { size: 9 }),
    entry('a9', { size: 20 }),
    entry('.h'),
    entry('z', { kind: 'folder' }),
  ];
  const names = (...how: Parameters<typeof ordered> extends [unknown, ...infer Rest] ? Rest : never) =>
    ordered(all, ...how).map(({ name }) => name);
  expect(names({ by: 'name', down: false }, false)).toEqual(['z', 'a9', 'a10']);
  expect(names({ by: 'size', down: true }, true)).toEqual(['z', 'a9', 'a10', '.h']);
  expect(rights(0o754)).toBe('rwxr-xr--');
});

test('browsed by keys: into a folder and up again, hidden files, hostile names as text, links not followed', async () => {
  await win.open();
  await mkdir(home('dir'));
  await writeFile(home('dir', 'inner.txt'), 'x');
  await writeFile(home('.hidden'), '');
  await writeFile(home('evil\u001b[2J\u202etxt.exe'), '');
  await symlink('/nowhere', home('lost'));
  await openPane();
  await expect.poll(rows).toEqual(['dir', 'evil\\u001b[2J\\u202etxt.exe', 'lost → /nowhere']);
  await pane().focus();
  await win.page.keyboard.press('Enter');
  await expect.poll(rows).toEqual(['inner.txt']);
  await win.page.keyboard.press('Backspace');
  await expect.poll(rows).toContain('dir');
  await win.page.keyboard.press('.');
  await expect.poll(rows).toContain('.hidden');
});

test('a folder is made, a file renamed and removed, each as asked', async () => {
  await win.open();
  await writeFile(home('old'), 'kept');
  await openPane();
  await expect.poll(rows).toEqual(['old']);
  await pane().focus();
  await win.page.keyboard.press('F2');
  await win.page.getByTestId('file-name').getByLabel('Name').fill('new');
  await win.page.keyboard.press('Enter');
  await expect.poll(rows).toEqual(['new']);
  expect(await readFile(home('new'), 'utf8')).toBe('kept');
  await win.page.keyboard.press('n');
  await win.page.getByTestId('file-name').getByLabel('Name').fill('made');
  await win.page.keyboard.press('Enter');
  await expect.poll(rows).toEqual(['made', 'new']);
  await pane().focus();
  await win.page.keyboard.press('Control+a');
  await win.page.keyboard.press('Delete');
  expect(await readdir(home())).toHaveLength(2);
  await win.page.getByTestId('confirm-yes').click();
  await expect.poll(() => readdir(home())).toEqual([]);
  await expect.poll(rows).toEqual([]);
});

test('a file goes up byte for byte; what is there is replaced only after a question; and it comes down again', async () => {
  await win.open();
  await openPane();
  const data = randomBytes(7_000_001);
  const picker = win.page.getByTestId('pick-files');
  await picker.setInputFiles({ name: 'big.bin', mimeType: '', buffer: data });
  await win.page.locator('[data-testid=transfer][data-state=done]').waitFor();
  expect((await readFile(home('big.bin'))).equals(data)).toBe(true);
  await expect.poll(rows).toEqual(['big.bin']);

  await picker.setInputFiles({ name: 'big.bin', mimeType: '', buffer: Buffer.from('small') });
  await win.page.getByTestId('confirm').getByText('Cancel').click();
  expect((await stat(home('big.bin'))).size).toBe(data.length);

  await pane().focus();
  await win.page.keyboard.press('d');
  await expect.poll(() => readdir(win.host.core.downloads)).toEqual(['big.bin']);
  expect((await readFile(join(win.host.core.downloads, 'big.bin'))).equals(data)).toBe(true);
  await win.page.keyboard.press('d');
  const failed = win.page.locator('[data-testid=transfer][data-state=failed]');
  await failed.getByText('is there already').waitFor();
  await failed.getByText('Replace', { exact: true }).click();
  await expect.poll(() => win.page.locator('[data-testid=transfer][data-state=done]').count()).toBe(3);
});

test('what is let go over the pane is sent into its folder', async () => {
  await win.open();
  await openPane();
  await pane().waitFor();
  const data = await win.page.evaluateHandle(() => {
    const all = new DataTransfer();
    all.items.add(new File(['dropped here'], 'dropped.txt', { lastModified: 1_700_000_000_000 }));
    return all;
  });
  await expect.poll(() => win.page.getByTestId('files-path').inputValue()).toContain('files');
  await win.page.getByTestId('files-panel').dispatchEvent('drop', { dataTransfer: data });
  await expect.poll(() => readFile(home('dropped.txt'), 'utf8').catch(() => '')).toBe('dropped here');
  expect((await stat(home('dropped.txt'))).mtimeMs).toBe(1_700_000_000_000);
});

test('a window closed in the middle leaves no file, and the part is gone on with', async () => {
  await win.open();
  await openPane();
  const data = randomBytes(40_000_000);
  const file = { name: 'big.bin', mimeType: '', buffer: data };
  await win.page.evaluate(() => {
    const real = File.prototype.slice;
    // The same file both times: what is picked anew has a time of its own.
    Object.defineProperty(File.prototype, 'lastModified', { get: () => 1_700_000_000_000 });
    // A slow disk: enough to close in the middle.
    File.prototype.slice = function slow(...how) {
      const blob = real.apply(this, how);
      const reader = blob.stream().getReader();
      let left = 3;
      const stream = new ReadableStream({
        pull: async (to) => {
          if (left-- <= 0) return new Promise(() => {});
          const { value } = await reader.read();
          to.enqueue(value);
        },
      });
      Object.defineProperty(blob, 'stream', { value: () => stream });
      return blob;
    };
  });
  await win.page.getByTestId('pick-files').setInputFiles(file);
  const sizes = async (): Promise<number> =>
    (await Promise.all((await readdir(home())).map((name) => stat(home(name))))).reduce(
      (sum, one) => sum + one.size,
      0,
    );
  await expect.poll(sizes).toBeGreaterThan(0);
  await win.page.reload();
  await expect
    .poll(async () => (await readdir(home())).every((name) => name.endsWith('.ctys-part')))
    .toBe(true);
  const before = await sizes();
  expect(before).toBeLessThan(data.length);
  await pane().waitFor();
  await win.page.evaluate(() =>
    Object.defineProperty(File.prototype, 'lastModified', { get: () => 1_700_000_000_000 }),
  );
  await win.page.getByTestId('pick-files').setInputFiles(file);
  await win.page.locator('[data-testid=transfer][data-state=done]').waitFor();
  expect((await readFile(home('big.bin'))).equals(data)).toBe(true);
  expect(await readdir(home())).toEqual(['big.bin']);
});
