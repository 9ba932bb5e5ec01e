/** Rows that are asked for from elsewhere, and how the table is kept, in the built window over the simulated core. */
import { expect, test } from 'vitest';
import { builtWindow } from './built-window.ts';
import { runCommand } from './command.ts';

const win = builtWindow();

const filter = () => win.page.getByTestId('filter');
const show = (path: string): void => win.host.core.show({ path });

/** The row is in the page, in sight, and has the cursor. */
async function isInSight(label: string): Promise<void> {
  const row = win.row(label);
  await expect.poll(() => row.getAttribute('data-cursor')).toBe('true');
  const list = await win.page.getByTestId('machines').boundingBox();
  await expect
    .poll(async () => {
      const box = await row.boundingBox();
      if (box === null || list === null) return 'nowhere';
      return box.y >= list.y && box.y + box.height <= list.y + list.height ? 'in sight' : `at ${box.y}`;
    })
    .toBe('in sight');
}

/** The guest that stands last on a host. */
function lastOn(host: string): { readonly label: string; readonly path: string } {
  const guests = [...win.host.core.tables.machines.values()].filter(
    (one) => one.host === host && one.type !== 'PM',
  );
  const last = guests.at(-1);
  if (last === undefined) throw new Error(`${host} has no guest.`);
  return last;
}

test('a row that is asked for from elsewhere comes into sight, wherever it stands among 2,000', async () => {
  await win.open({ machines: 2_000, still: true });
  const [near, far, other] = [lastOn('lab00'), lastOn('lab31'), lastOn('lab20')];
  expect(await win.row(far.label).count()).toBe(0);
  show(far.path);
  await isInSight(far.label);
  show('/lab00');
  await isInSight('lab00');
  await win.row('lab00').click();
  await win.page.keyboard.press('ArrowLeft');
  await expect.poll(() => win.row('lab00').getAttribute('aria-expanded')).toBe('false');
  show(near.path);
  await isInSight(near.label);
  show('/lab00');
  await isInSight('lab00');
  expect(await win.row('lab00').getAttribute('aria-expanded')).toBe('true');
  await filter().fill('host:lab31');
  await expect.poll(() => win.row(near.label).count()).toBe(0);
  show(far.path);
  await isInSight(far.label);
  // What does not hide it stays.
  expect(await filter().inputValue()).toBe('host:lab31');
  show(other.path);
  await isInSight(other.label);
  expect(await filter().inputValue()).toBe('');
});

test('a row that is asked for comes into sight though the table was a strip over consoles', async () => {
  await win.open({ machines: 2_000, still: true });
  const far = lastOn('lab31');
  await win.console('lab00');
  await runCommand(win.page, 'Fold or unfold the table');
  await win.page.getByTestId('strip').waitFor();
  show(far.path);
  await isInSight(far.label);
});

test('guests that crashed and are asked for by the tray are the rows that are shown', async () => {
  await win.open({ machines: 200, still: true });
  const guests = [...win.host.core.tables.machines.values()].filter(({ type }) => type !== 'PM');
  const [crashed, other] = [
    guests.find(({ state }) => state === 'crashed'),
    guests.find(({ host, state }) => host === 'lab00' && state === 'running'),
  ];
  if (crashed === undefined || other === undefined)
    throw new Error('The simulated hosts have no such guests.');
  await win.row(other.label).waitFor();
  win.host.core.show({ open: 'crashed' });
  await expect.poll(() => filter().inputValue()).toBe('state:crashed');
  await win.row(crashed.label).waitFor();
  await expect.poll(() => win.row(other.label).count()).toBe(0);
});

const heads = (): Promise<(string | null)[]> =>
  win.page
    .locator('[role=columnheader]')
    .evaluateAll((all) => all.map((head) => head.getAttribute('data-column')));

test('a saved view brings back its columns in their order, and what the side bar had chosen', async () => {
  const hiddenColumns = ['type', 'cst', 'host', 'disk', 'user', 'up', 'age'];
  const columnOrder = ['machine', 'net', 'memory', 'state', 'cpu'];
  await win.open({ still: true, settings: { grouping: 'none', hiddenColumns, columnOrder } });
  await win.page.getByRole('button', { name: /^xen \d/ }).click();
  await expect.poll(() => win.row('tst100').count()).toBe(0);
  await win.page.getByTestId('save-view').click();
  await win.page.getByTestId('macro-name').fill('xens');
  expect(await win.page.getByTestId('macro-filter').inputValue()).toBe('in:=xen');
  await win.page.getByTestId('macro-save').click();
  await win.page.getByTestId('macro-dialog').waitFor({ state: 'hidden' });
  await win.page.getByRole('button', { name: /^xen \d/ }).click();
  await win.page.getByTestId('columns').click();
  await win.page.getByRole('menuitemcheckbox', { name: 'Memory' }).click();
  await win.page.getByTestId('columns').click();
  await win.page.getByRole('menuitem', { name: 'Reset order' }).click();
  await expect.poll(heads).toEqual(['machine', 'state', 'cpu', 'net']);
  await win.page.getByTestId('view-xens').click();
  await expect.poll(heads).toEqual(columnOrder);
  await expect.poll(() => win.row('tst100').count()).toBe(0);
  expect(await win.row('tst101').isVisible()).toBe(true);
  await win.page.keyboard.press('Control+l');
  await win.page.getByTestId('call-editor').fill('ctys -a list=macro:xens lab01');
  await win.page.keyboard.press('Enter');
  const told = win.page.getByTestId('result-text');
  await expect.poll(() => told.textContent()).toMatch(/^Label +\|net +\|mem +\|state +\|cpu\n/);
  expect(await told.textContent()).toMatch(/\ntst101 +\|39K? *\|300M +\|running +\|13%/);
});

test('memory in use has its line in the row, as CPU has', async () => {
  await win.open();
  const lines = win.row('tst100').locator('.spark polyline');
  expect(await lines.count()).toBe(2);
  // A machine that is off uses none.
  expect(await win.row('tst102').locator('.spark').count()).toBe(0);
  await expect
    .poll(async () => ((await lines.nth(1).getAttribute('points')) ?? '').split(' ').length)
    .toBeGreaterThan(1);
});

test('the names are sized by their edge and by keys, and take what is left again by a double click', async () => {
  await win.open({ still: true, settings: { hiddenColumns: ['disk', 'net', 'cst', 'user'] } });
  const head = win.page.getByRole('columnheader', { name: 'Machine' });
  const width = async (): Promise<number> => Math.round((await head.boundingBox())?.width ?? 0);
  const before = await width();
  const edge = head.locator('.name-edge');
  const box = await edge.boundingBox();
  if (box === null) throw new Error('no edge');
  await win.page.mouse.move(box.x + 4, box.y + 4);
  await win.page.mouse.down();
  await win.page.mouse.move(box.x - 16, box.y + 4);
  await win.page.mouse.up();
  await expect.poll(width).toBe(before - 20);
  const cell = await win.row('tst101').locator('.cell').first().boundingBox();
  expect(Math.round(cell?.width ?? 0)).toBe(before - 20);
  await head.getByRole('button').focus();
  await win.page.keyboard.press('Shift+ArrowRight');
  await expect.poll(width).toBe(before - 12);
  await edge.dblclick();
  await expect.poll(width).toBe(before);
});

test('names that stand still beside the others are sized, too', async () => {
  await win.open({ still: true, settings: { sidebarWidth: 480, detailsWidth: 640, sideways: true } });
  const first = (): Promise<string> =>
    win.page
      .locator('#table-head')
      .evaluate((head) => getComputedStyle(head).gridTemplateColumns.split(' ')[0] ?? '');
  expect(await first()).toBe('200px');
  const head = win.page.getByRole('columnheader', { name: 'Machine' });
  await head.getByRole('button').focus();
  for (let press = 0; press < 3; press++) await win.page.keyboard.press('Shift+ArrowLeft');
  await expect.poll(first).toBe('176px');
});

test('the ways to the first hosts stay until a host is there or they were sent away, however many guests are here', async () => {
  await win.open({ machines: 0, still: true });
  const cards = win.page.getByTestId('first-run');
  await cards.waitFor();
  const { tables } = win.host.core;
  const [pm] = tables.machines.values();
  if (pm === undefined) throw new Error('no machine');
  for (let at = 0; at < 40; at++)
    tables.putMachine({
      ...pm,
      id: `q${at}`,
      type: 'QEMU',
      label: `own${at}`,
      path: `/localhost/qemu/own${at}`,
    });
  await win.row('own0').waitFor();
  expect(await cards.isVisible()).toBe(true);
  await win.page.getByTestId('first-run-dismiss').click();
  await expect.poll(() => cards.count()).toBe(0);
  await win.page.reload();
  await win.row('own0').waitFor();
  expect(await cards.count()).toBe(0);
});
