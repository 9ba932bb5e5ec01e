/** What can be done has a command, and the palette has it where it would do something. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Job } from '../../core/model/job.ts';
import { COMMAND_IDS, type CommandId } from '../commands/command-table.ts';
import { en } from '../words/en/index.ts';
import { builtWindow } from './built-window.ts';
import { addFakeController } from './fake-controller.ts';
import { startVnc, type VncServer } from './vnc-server.ts';

const win = builtWindow();
let vnc: VncServer;

beforeEach(async () => {
  vnc = await startVnc();
});
afterEach(() => vnc.stop());

const input = () => win.page.getByTestId('palette-input');

async function openPalette(): Promise<void> {
  await win.page.getByTestId('machines').focus();
  await win.page.keyboard.press('Control+k');
  await input().waitFor();
}

/** Those of `ids` that the palette does not show by their names now. */
async function missing(ids: readonly CommandId[]): Promise<readonly CommandId[]> {
  await openPalette();
  const absent: CommandId[] = [];
  for (const id of ids) {
    await input().fill(en.commands[id]);
    if ((await win.page.locator(`[data-entry="c:${id}"]`).count()) === 0) absent.push(id);
  }
  await win.page.keyboard.press('Escape');
  return absent;
}

async function run(typed: string, entry: string): Promise<void> {
  await openPalette();
  await input().fill(typed);
  await win.page.locator(`[data-entry="${entry}"]`).click();
}

const job = (id: string, state: Job['state']): Job => ({
  id,
  state,
  action: { verb: 'start', target: { id: 'x' } },
  call: `ctys -a create=l:${id}`,
  machine: 'x',
  path: `/lab00/qemu/${id}`,
  started: Date.now(),
});

const cursor = async (label: string): Promise<void> => {
  await win.row(label).click();
};

test('every command is in the palette, once there is what it is about', async () => {
  await win.open({ vncPort: vnc.port, display: { deviceScaleFactor: 2 } });
  const { core } = win.host;
  let rest = await missing(COMMAND_IDS);
  // Nothing is chosen, and nothing is open.
  for (const id of ['machine.start', 'view.change', 'job.abort', 'console.clear', 'tab.1'] as const)
    expect(rest).toContain(id);
  expect(rest).not.toContain('sort.cpu');
  await run('sort by cpu', 'c:sort.cpu');
  rest = await missing(rest);

  addFakeController(core);
  core.tables.putJob(job('one', 'running'));
  core.tables.putJob(job('two', 'failed'));
  core.library.save({ name: 'NIGHT', text: 'tab_gen:3_Label_20', filter: 'state:running' });
  await win.page.evaluate(() => dispatchEvent(new Event('focus')));
  await win.page.getByTestId('view-NIGHT').waitFor();
  await run('night', 'k:NIGHT');
  await expect.poll(() => win.page.getByTestId('filter').inputValue()).toBe('state:running');
  await cursor('lab00');
  rest = await missing(rest);

  const [some] = core.tables.machines.values();
  if (some !== undefined)
    core.tables.putMachine({
      ...some,
      id: 'rdp',
      label: 'rdp',
      type: 'RDP',
      vncPort: 3389,
      state: 'running',
    });
  await cursor('rdp');
  rest = await missing(rest);
  await cursor('tst100');
  rest = await missing(rest);

  await win.page.getByTestId('details').getByTestId('open-vnc').click();
  const width = () =>
    win.page
      .getByTestId('screen')
      .locator('canvas')
      .evaluate((node) => (node as HTMLCanvasElement).width);
  await expect.poll(width).toBe(640);
  await run('guest follows', 'c:console.guest');
  rest = await missing(rest);
  await run('record a video', 'c:console.video');
  await expect.poll(async () => (await core.transcripts.list())[0]?.size ?? 0).toBeGreaterThan(0);
  await run('record a video', 'c:console.video');
  await win.page.getByTestId('toast').getByRole('button', { name: 'Show' }).click();
  await win.page.getByTestId('play-transcript').click();
  await win.page.getByTestId('play').waitFor();
  rest = await missing(rest);
  await run('playback: play', 'c:playback.toggle');

  await win.console('tst104');
  // The first split takes one of two tabs, each further one opens another console.
  const groups = win.page.locator('.dv-groupview');
  for (const count of [2, 3, 4, 5, 6, 7, 8, 9]) {
    await win.page.keyboard.press(count % 2 === 0 ? 'Control+Shift+KeyD' : 'Control+Shift+KeyS');
    await expect.poll(() => groups.count()).toBe(count);
  }
  rest = await missing(rest);
  await run('keep a transcript as plain', 'c:console.transcript-plain');
  await win.page.getByTestId('recording').waitFor();
  rest = await missing(rest);
  await run('end the transcript', 'c:console.transcript-end');
  await expect.poll(() => win.page.getByTestId('recording').count()).toBe(0);

  await run('larger text', 'c:console.larger');
  rest = await missing(rest);
  await run('reset all', 'c:settings.reset');
  await win.page.getByTestId('confirm-yes').click();
  await expect.poll(async () => await missing(['settings.reset'])).toEqual(['settings.reset']);

  await mkdir(join(core.fileFolder, 'here'), { recursive: true });
  await run('files of this machine', 'c:files.local');
  await win.page.getByTestId('file').waitFor();
  rest = await missing(rest);
  expect(rest).toEqual(['console.reconnect']);

  core.held.add('tst101');
  await win.row('tst101').dblclick();
  await win.page.getByTestId('ended').waitFor();
  expect(await missing(rest)).toEqual([]);
}, 180_000);

/** Entries of the open menu without a command, by their words; closes it. */
async function uncommanded(): Promise<readonly string[]> {
  const menu = win.page.getByTestId('menu');
  await menu.waitFor();
  const labels = await menu.locator('.menu-item:not([data-command]) .grow').allInnerTexts();
  const all = await menu.locator('.menu-item').count();
  expect(all).toBeGreaterThan(0);
  await win.page.keyboard.press('Escape');
  return labels;
}

/** Whether the palette has them, by the name of what they are about and theirs. */
async function byName(name: string, labels: readonly string[]): Promise<readonly string[]> {
  const absent: string[] = [];
  await openPalette();
  for (const label of labels) {
    await input().fill(`${name} ${label}`);
    const entry = win.page.getByTestId('palette-entry').filter({ hasText: `${name}: ${label}` });
    if ((await entry.count()) === 0) absent.push(label);
  }
  await win.page.keyboard.press('Escape');
  return absent;
}

test('what stands in menus are commands, or in the palette by the name of what it is about', async () => {
  await win.open({ vncPort: vnc.port, display: { deviceScaleFactor: 2 } });
  const { core } = win.host;
  core.library.save({ name: 'NIGHT', text: 'tab_gen:3_Label_20', filter: 'state:running' });
  core.library.save({ name: 'MINE', text: '-a list lab00' });
  await win.page.evaluate(() => dispatchEvent(new Event('focus')));

  await win.page.getByTestId('columns').click();
  expect(await uncommanded()).toEqual([]);
  await win.page.getByTestId('add-hosts').click();
  expect(await uncommanded()).toEqual([]);
  await win.page.getByTestId('host-lab00').click({ button: 'right' });
  expect(await uncommanded()).toEqual([]);
  for (const label of ['lab00', 'tst100']) {
    await win.row(label).click({ button: 'right' });
    expect(await byName(label, await uncommanded())).toEqual([]);
  }
  await win.page.getByTestId('view-NIGHT').click({ button: 'right' });
  expect(await byName('NIGHT', await uncommanded())).toEqual([]);
  await win.page.getByTestId('saved-MINE').click({ button: 'right' });
  expect(await byName('MINE', await uncommanded())).toEqual([]);

  await win.row('tst100').click();
  await win.page.getByTestId('details').getByTestId('open-vnc').click();
  await win.page.getByTestId('screen-menu').click();
  expect(await uncommanded()).toEqual([]);
  await win.console('tst104');
  await win.page.getByTestId('terminal').click({ button: 'right' });
  expect(await uncommanded()).toEqual([]);
});

test('a command arranges the table, narrows it to a host, and leaves a view', async () => {
  await win.open();
  await run('do not group', 'c:group.none');
  await expect.poll(() => win.page.locator('.row').first().getAttribute('aria-level')).toBe('1');
  const head = (id: string) => win.page.locator(`[data-column="${id}"]`);
  await run('sort by type', 'c:sort.type');
  await expect.poll(() => head('type').getAttribute('aria-sort')).toBe('ascending');
  await run('sort by type', 'c:sort.type');
  await expect.poll(() => head('type').getAttribute('aria-sort')).toBe('descending');
  const places = (): Promise<(string | null)[]> =>
    win.page.locator('[data-column]').evaluateAll((all) => all.map((one) => one.getAttribute('data-column')));
  expect((await places()).indexOf('type')).toBe(1);
  await run('sort to the right', 'c:column.right');
  await expect.poll(async () => (await places()).indexOf('type')).toBe(2);
  await run('sort to the left', 'c:column.left');
  await expect.poll(async () => (await places()).indexOf('type')).toBe(1);
  await run('column state', 'c:column.state');
  await expect.poll(() => head('state').count()).toBe(0);
  await win.row('tst100').click();
  const host = await win.page.locator('.row[data-cursor] .cell').nth(3).innerText();
  await run('this host only', 'c:host.only');
  await expect.poll(() => win.page.getByTestId(`host-${host}`).getAttribute('aria-current')).toBe('true');
  await run('metal', 'g:metal');
  await expect.poll(() => win.page.getByTestId(`host-${host}`).getAttribute('aria-current')).toBeNull();
  await run('profile of settings', 'c:settings.profile');
  await win.page.getByTestId('profile').waitFor();
});
