/** Calls typed in the window, over real hosts and guests. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../core/bin/bootstrap.mjs';
import { run } from '../lab/run.ts';
import { expect, test } from './fixtures.ts';
import { row } from './product.ts';

test('the palette starts a real guest by a typed call, and the history says that it was done', async ({
  window,
  lab,
}) => {
  await expect(row(window, 'tst102')).toContainText('off', { timeout: 30_000 });
  await window.keyboard.press('Control+k');
  const input = window.getByTestId('palette-input');
  await input.fill('ctys -t qemu -a create=l:tst102,CONSOLE:NONE lab00');
  await expect(window.getByTestId('palette-plan')).toContainText('start /lab00/qemu/tst102');
  await window.getByTestId('palette-run').click();
  await expect(row(window, 'tst102')).toContainText('running', { timeout: 60_000 });
  expect(await lab.guest('lab00', 'tst102').running()).toBe(true);

  await window.keyboard.press('Control+k');
  await input.fill('history');
  await window.keyboard.press('Enter');
  const last = window.getByTestId('history-row').first();
  await expect(last).toContainText('ctys -t qemu -a create=l:tst102,CONSOLE:NONE lab00');
  await expect(last).toHaveAttribute('data-state', 'done');
  await lab.guest('lab00', 'tst102').kill();
});

test('a label that several have is chosen, never guessed; a list typed in the bar answers as text', async ({
  window,
}) => {
  await expect(row(window, 'tst100')).toBeVisible({ timeout: 30_000 });
  await window.keyboard.press('Control+l');
  const editor = window.getByTestId('call-editor');
  await editor.fill('ctys -t qemu -a create=f:qemu/tst10,CONSOLE:NONE lab00');
  await window.getByTestId('call-run').click();
  await expect(window.getByTestId('chooser')).toContainText('3 machines match');
  await expect(window.getByTestId('choice').first()).toContainText('/lab00/qemu/tst100');
  await window.keyboard.press('Escape');

  await window.keyboard.press('Control+l');
  await editor.fill('ctys -t qemu -a enumerate=label,id,terse lab00');
  await window.getByTestId('call-run').click();
  await expect(window.getByTestId('result-text')).toContainText('tst100;/home/acue/qemu/tst100/tst100.ctys');
});

test('the command line has its consoles shown in the window, gives them to another, and ends them', async ({
  window,
  lab,
}) => {
  await expect(row(window, 'tst100')).toBeVisible({ timeout: 30_000 });
  const ctys = (...words: readonly string[]) =>
    run([process.execPath, join(root, 'dist', 'ctys.mjs'), ...words], {
      env: { ...process.env, ...lab.env, DISPLAY: ':0' },
    });
  const guest = ['-t', 'qemu', '-a'] as const;
  expect(await ctys(...guest, 'create=l:tst100,console:xterm', 'lab00')).toMatchObject({
    code: 0,
  });
  await expect(window.locator('.xterm-rows')).toHaveCount(1);
  expect(await ctys(...guest, 'create=l:tst100,connect,console:vnc', 'lab00')).toMatchObject({ code: 0 });
  await expect(window.locator('.screen-place canvas')).toHaveCount(1);
  expect(await ctys(...guest, 'cancel=l:tst100,client', 'lab00')).toMatchObject({ code: 0 });
  await expect(window.getByTestId('ended')).toHaveCount(2);
  expect(await ctys(...guest, 'create=l:tst100,reconnect,console:gterm', 'lab00')).toMatchObject({ code: 0 });
  await expect(window.getByTestId('ended')).toHaveCount(1);
  await lab.guest('lab00', 'tst100').kill();
});

test('a command on many hosts is a table of what it said, with what failed tried again and taken out', async ({
  window,
  lab,
}) => {
  for (const host of ['lab00', 'lab01', 'lab02'])
    await expect(row(window, host)).toContainText('running', { timeout: 30_000 });
  await window.keyboard.press('Control+l');
  // tst120 is a guest of lab02 alone.
  await window
    .getByTestId('call-editor')
    .fill('ctys -t cli -a create=l:look,cmd:ls%-d%/home/acue/qemu/tst120 lab00 lab01 lab02');
  await window.getByTestId('call-run').click();
  const dialog = window.getByTestId('commands');
  await expect(dialog.getByTestId('commands-sum')).toHaveText('3 of 3 hosts, 2 failed', { timeout: 30_000 });
  await expect(dialog.getByTestId('command-lab02')).toHaveAttribute('data-state', 'done');
  await dialog.getByTestId('command-lab02').locator('summary').click();
  await expect(dialog.getByTestId('command-lab02').locator('pre')).toHaveText('/home/acue/qemu/tst120');
  await expect(dialog.getByTestId('command-lab01').locator('summary')).toContainText('2');

  await lab.host('lab01').must(['mkdir', '-p', '/home/acue/qemu/tst120'], { user: 'acue' });
  await dialog.getByTestId('commands-again').click();
  await expect(dialog.getByTestId('commands-sum')).toHaveText('3 of 3 hosts, 1 failed', { timeout: 30_000 });
  await lab.host('lab01').must(['rmdir', '/home/acue/qemu/tst120']);
  await dialog.getByRole('switch').click();
  await expect(dialog.locator('.command-row')).toHaveCount(1);
  const saved = window.waitForEvent('download');
  await dialog.getByTestId('commands-csv').click();
  const text = await readFile(await (await saved).path(), 'utf8');
  expect(text.split('\r\n')[0]).toBe('host,code,ms,error,output');
  expect(text).toMatch(/^lab00,2,\d+,,/m);
});
