/** What is typed: into several terminals at once, from snippets, with another keyboard map, and in shells opened here. */
import { expect, test } from 'vitest';
import { isReport } from '../consoles/reports.ts';
import { parseSnippets } from '../consoles/snippets.ts';
import { builtWindow } from './built-window.ts';

const win = builtWindow();

test('what a terminal answers by itself is no typing', () => {
  const reports = ['[?62;22c', '[>0;276;0c', '[0n', '[12;40R', '[?2026;2$y', '[I', '[O', '[<0;3;4M', '[M !!'];
  for (const report of [...reports, ']11;rgb:00/00/00', 'P1$r0m', '[8;24;80t'])
    expect([report, isReport(`\x1b${report}`)]).toEqual([report, true]);
  for (const typed of ['a', '\r', '\x1b', '\x1b[A', '\x1bOP', '\x1b[3~', '\x1b[200~x', '\x1bc', '\x1b[1;5C'])
    expect([typed, isReport(typed)]).toEqual([typed, false]);
});

test('snippets are read strictly', () => {
  const one = { name: 'disk', text: 'df -h\n' };
  expect(parseSnippets(JSON.stringify([one, { name: '', text: 'x' }, { name: 1 }, null]))).toEqual([one]);
  for (const text of [null, '', '{', '{}', '7']) expect(parseSnippets(text)).toEqual([]);
});

test('typing goes to the chosen terminals, loudly marked, until it is stopped', async () => {
  await win.open();
  await win.console('tst100');
  await win.page.keyboard.press('Control+Shift+KeyD');
  await win.shows('tst100:~#', 1);
  await win.console('tst104');
  await win.page.keyboard.press('Control+Shift+KeyD');
  await win.shows('tst104:~#', 2);
  await win.page.keyboard.press('Control+Shift+KeyB');
  const menu = win.page.getByTestId('menu');
  await menu.getByRole('menuitemcheckbox').first().click();
  await win.page.keyboard.press('Escape');
  const bars = win.page.getByTestId('shared-bar');
  await expect.poll(() => bars.count()).toBe(2);
  expect(await bars.first().innerText()).toContain('Typing goes to 2 terminals');
  await win.page.keyboard.type('uptime');
  await win.page.keyboard.press('Enter');
  await win.shows('uptime: see', 0);
  await win.shows('uptime: see', 2);
  expect(await win.text(1)).not.toContain('uptime');
  // What one terminal answers to its program reaches no other.
  win.host.core.speak('tst104', '\x1b[6n\x1b[c');
  await win.enter('still');
  await win.shows('still: see', 0);
  expect(await win.text(0)).not.toMatch(/\d+R|62;|1;2c/);
  await win.page.keyboard.press('Control+Shift+KeyB');
  await expect.poll(() => bars.count()).toBe(0);
  await win.enter('alone');
  await win.shows('alone: see', 2);
  expect(await win.text(0)).not.toContain('alone');
});

test('a snippet is written once, typed by two keys, and still there after a reload', async () => {
  await win.open();
  await win.console('tst100');
  await win.page.keyboard.press('Control+Shift+KeyY');
  await win.page.getByTestId('edit-snippets').click();
  const dialog = win.page.getByTestId('snippets');
  await dialog.getByLabel('Name').fill('Disks');
  await dialog.getByLabel('Text').fill('lsblk\ndf\n');
  await dialog.getByRole('button', { name: 'Keep' }).click();
  await dialog.getByText('Disks').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await win.page.reload();
  // The console that was open is open again.
  await win.shows('tst100:~#');
  await win.page.locator('.xterm-screen').click();
  await win.page.keyboard.press('Control+Shift+KeyY');
  await win.page.getByTestId('menu').getByText('Disks').click();
  await win.shows(/example.org\/lsblk[\s\S]*example.org\/df/);
});

test('Backspace, Alt, the number pad and keys of one’s own send what the console wants, and it is kept for that console', async () => {
  await win.open();
  await win.console('tst100');
  await win.page.locator('.xterm-screen').click({ button: 'right' });
  await win.page.getByTestId('edit-keys').click();
  await win.page.getByTestId('keys-backspace').selectOption('ctrl-h');
  await win.page.getByTestId('keys-chord').press('F7');
  await win.page.getByTestId('keys-text').fill('own\\r');
  await win.page.getByTestId('keys-add').click();
  await win.page.keyboard.press('Escape');
  await win.page.keyboard.press('F7');
  await win.shows('example.org/own');
  await win.page.keyboard.type('ab');
  await win.page.keyboard.press('Backspace');
  // The echo terminal gives the bytes back: Ctrl+H moves the cursor back, Delete would not.
  await win.page.keyboard.type('X');
  await win.shows('~# aX');
  await win.enter('');
  await win.page.locator('.xterm-screen').click({ button: 'right' });
  await win.page.getByTestId('edit-keys').click();
  await win.page.getByTestId('keys-alt').selectOption('characters');
  await win.page.getByTestId('keys-keypad').selectOption('application');
  await win.page.keyboard.press('Escape');
  // The echo of Escape and x would show nothing; that of the pad's Escape, O and k shows k, once a program asks.
  await win.page.keyboard.press('Alt+x');
  await win.page.keyboard.press('NumpadAdd');
  win.host.core.speak('tst100', '\x1b=!');
  await win.shows('~# x+!');
  await win.page.keyboard.press('NumpadAdd');
  await win.shows('~# x+!k');
  const kept = await win.page.evaluate(() => localStorage.getItem('ctys.keys'));
  expect(Object.values(JSON.parse(kept ?? '{}') as object)).toEqual([
    { backspace: 'ctrl-h', alt: 'characters', keypad: 'application', own: { F7: 'own\r' } },
  ]);
});

test('the plus behind the tabs opens a shell here, on other hosts, and other consoles of the machine', async () => {
  await win.open();
  await win.console('tst100');
  await win.page.getByTestId('new-console').click();
  const menu = win.page.getByTestId('menu');
  await menu.getByText('tst100: Screen').waitFor();
  await menu.getByText('Shell on lab01').click();
  await win.shows('lab01:~#', 1);
  // Each time one more.
  await win.page.getByTestId('new-console').click();
  await menu.getByText('Shell on lab01').click();
  await expect.poll(() => win.page.locator('.dock-tab').count()).toBe(3);
});
