/** The keyboard alone: shortcuts shown and changed, the way out of consoles, where the focus is. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { builtWindow } from './built-window.ts';

const win = builtWindow();
const press = (keys: string): Promise<void> => win.page.keyboard.press(keys);
const focused = (): Promise<string> =>
  win.page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? '');
const file = async (): Promise<string> =>
  await readFile((await win.host.core.preferences.opened()).settings.file, 'utf8').catch(() => '');

async function shortcut(id: string) {
  await win.page.getByTestId('open-settings').click();
  await win.page.getByTestId('settings-page-shortcuts').click();
  return win.page.getByTestId(`shortcut-${id}`);
}

test('the sheet shows each command and its keys; it gives the focus back', async () => {
  await win.open();
  await win.page.getByTestId('machines').focus();
  await press('?');
  const sheet = win.page.getByTestId('shortcuts');
  await sheet.getByText('Filter the table').waitFor();
  expect(await sheet.getByText('Leave the console for the table').count()).toBe(1);
  await press('Escape');
  expect(await focused()).toBe('machines');
});

test('the first Tab leads past the bar', async () => {
  await win.open();
  await press('Tab');
  expect(await win.page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the machines');
  await press('Enter');
  expect(await focused()).toBe('machines');
});

test('a console that comes late leaves the keyboard where a person has gone meanwhile', async () => {
  await win.open();
  let come = (): void => undefined;
  win.host.core.opening = new Promise((resolve) => {
    come = resolve;
  });
  await win.console('tst100');
  await press('Control+Shift+KeyM');
  await expect.poll(focused).toBe('machines');
  come();
  await win.shows('tst100:~#');
  // What it would do is done by the next frame.
  await win.page.evaluate(
    () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))),
  );
  expect(await focused()).toBe('machines');
});

test('a command of the palette has its keys beside it, and is run', async () => {
  await win.open();
  await win.console('tst100');
  await press('Control+Shift+KeyM');
  await expect.poll(focused).toBe('machines');
  await press('Control+k');
  const input = win.page.getByTestId('palette-input');
  await input.fill('split below');
  const entry = win.page.getByTestId('palette-entry').first();
  await expect.poll(() => entry.innerText()).toMatch(/Split below\s+Ctrl\+Shift\+S/);
  await input.fill('show running');
  await expect.poll(() => entry.innerText()).toMatch(/Show running/i);
  await press('Enter');
  await expect.poll(() => win.page.getByTestId('counts').innerText()).toContain('of');
});

test('a machine and a verb are a command, where it can be done', async () => {
  await win.open();
  const entries = win.page.getByTestId('palette-entry');
  await win.page.keyboard.press('Control+k');
  await win.page.getByTestId('palette-input').fill('tst100 pow');
  await expect.poll(() => entries.allTextContents()).toEqual([expect.stringContaining('tst100: Power off')]);
  // It runs: there is nothing to start.
  await win.page.getByTestId('palette-input').fill('tst100 start');
  await expect.poll(() => entries.count()).toBe(0);
  await win.page.getByTestId('palette-input').fill('tst100 pow');
  await win.page.keyboard.press('Enter');
  await win.page.getByTestId('confirm').waitFor();
});

test('the palette groups, opens the columns, saves the view, and begins a guest on the host of the row', async () => {
  await win.open();
  const run = async (text: string): Promise<void> => {
    await press('Control+k');
    await win.page.getByTestId('palette-input').fill(text);
    await press('Enter');
  };
  await run('group by owner');
  await run('columns and groups');
  const owner = win.page.getByRole('menuitemcheckbox', { name: 'Owner' });
  await expect.poll(() => owner.getAttribute('aria-checked')).toBe('true');
  await press('Escape');
  await run('group by place');
  await win.page.locator('[data-key="h:lab08"]').click();
  await run('new guest here');
  await expect.poll(() => win.page.getByTestId('guest-host').inputValue()).toBe('lab08');
  await press('Escape');
  await run('save this view');
  await win.page.getByTestId('macro-dialog').waitFor();
});

test('a shortcut is recorded, kept in the file, works, and is put back', async () => {
  await win.open();
  const line = await shortcut('table.filter');
  await line.getByTestId('shortcut-add').click();
  await press('F4');
  await line.getByText('F4').waitFor();
  await expect.poll(file).toMatch(/table\.filter: \[ "?\/"?, F4 \]/);
  await press('Escape');
  await win.page.getByTestId('machines').focus();
  await press('F4');
  expect(await focused()).toBe('filter');
  const again = await shortcut('table.filter');
  await again.getByRole('button', { name: 'Reset Filter the table' }).click();
  await expect.poll(file).not.toContain('table.filter');
  expect(await again.getByText('F4').count()).toBe(0);
  await again.getByTestId('shortcut-add').click();
  await press('F4');
  await expect.poll(file).toContain('table.filter');
  await win.page.getByTestId('shortcuts-reset').click();
  await expect.poll(file).not.toContain('table.filter');
  await again.getByText('F4').waitFor({ state: 'detached' });
});

test('two keys make one shortcut; what another has is told and taken over', async () => {
  await win.open();
  const line = await shortcut('host.add');
  await line.getByTestId('shortcut-add').click();
  await press('g');
  await press('n');
  await line.getByText('g n').waitFor();
  await line.getByTestId('shortcut-add').click();
  await press('Control+c');
  await line.getByText('Ctrl+C belongs to the browser').waitFor();
  await press('e');
  expect(await win.page.getByTestId('key-conflict').innerText()).toContain('e is used by: Edit a call.');
  await win.page.getByTestId('key-take-over').click();
  await expect.poll(() => win.page.getByTestId('shortcut-call.edit').innerText()).not.toMatch(/\be\b\s*$/m);
  await press('Escape');
  await win.page.getByTestId('machines').focus();
  await press('g');
  await press('n');
  await win.page.getByRole('dialog', { name: 'Add a host' }).waitFor();
});

test('a console says once how one gets out of it; the leader is what was set', async () => {
  await win.open({ fresh: true });
  await win.console('tst100');
  const note = win.page.getByTestId('leader-note');
  expect(await note.innerText()).toContain('Ctrl+Shift+M leads out of the console');
  // In a second one beside it it is not said again.
  await press('Control+Shift+KeyD');
  await expect.poll(() => win.page.locator('.xterm-helper-textarea').count()).toBe(2);
  expect(await note.count()).toBe(1);
  for (const keys of ['Tab', 'Escape', 'Control+k', 'F6']) await press(keys);
  expect(await win.page.evaluate(() => document.activeElement?.className)).toContain('xterm');
  await press('Control+Shift+KeyM');
  await expect.poll(focused).toBe('machines');
  await note.waitFor({ state: 'detached' });

  await win.page.getByTestId('open-settings').click();
  await win.page.getByTestId('settings-page-consoles').click();
  await win.page.getByRole('radio', { name: 'Alt+Shift' }).click();
  await press('Escape');
  await win.page.locator('.xterm-helper-textarea').first().focus();
  await press('Control+Shift+KeyM');
  expect(await win.page.evaluate(() => document.activeElement?.className)).toContain('xterm');
  await press('Alt+Shift+KeyM');
  await expect.poll(focused).toBe('machines');
});

test('menus and dialogs give the focus back to the table', async () => {
  await win.open();
  await win.page.getByTestId('machines').focus();
  await press('Home');
  await press('ArrowDown');
  for (const [open, shown] of [
    ['.', 'menu'],
    ['Control+k', 'palette'],
    ['Control+,', 'settings'],
  ] as const) {
    await press(open);
    await win.page.getByTestId(shown).waitFor();
    await press('Escape');
    await win.page.getByTestId(shown).waitFor({ state: 'detached' });
    expect([open, await focused()]).toEqual([open, 'machines']);
  }
});
