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
