import { expect, test } from './fixtures.ts';
import { row, startProduct } from './product.ts';

test('this machine and the hosts and guests of the inventory stand in one table', async ({ window }) => {
  for (const label of [
    'lab00',
    'lab01',
    'lab02',
    'gate',
    'tst100',
    'tst101',
    'tst102',
    'deaf103',
    'tst110',
    'tst120',
  ])
    await expect(row(window, label)).toBeVisible();
  await expect(row(window, 'tst120')).toContainText('off');
});

test('a click starts a guest and a click stops it; the call bar says the call', async ({ window, lab }) => {
  const guest = lab.guest('lab02', 'tst120');
  await row(window, 'tst120').click();
  await expect(window.getByTestId('call')).toHaveText('ctys -t qemu -a create=l:tst120,CONSOLE:NONE lab02');
  await row(window, 'tst120').getByTestId('action-start').click();
  await expect(row(window, 'tst120')).toContainText('running');
  expect(await guest.running()).toBe(true);
  await guest.ready();
  await row(window, 'tst120').click();
  await row(window, 'tst120').getByTestId('action-shutdown').click();
  await window.getByTestId('confirm-yes').click();
  await expect(row(window, 'tst120')).toContainText('off', { timeout: 60_000 });
  await guest.ended();
});

test('what changes behind the product’s back shows by itself', async ({ window, lab }) => {
  const guest = lab.guest('lab00', 'tst101');
  await expect(row(window, 'tst101')).toContainText('off');
  await guest.start();
  await expect(row(window, 'tst101')).toContainText('running');
  await guest.kill();
  await expect(row(window, 'tst101')).toContainText('off');
});

test('a host that hangs is lost with its rows kept, and comes back', async ({ window, lab }) => {
  const host = lab.host('lab01');
  await expect(row(window, 'tst110')).toBeVisible();
  await host.freeze();
  await expect(window.getByTestId('host-lab01').first()).toContainText(/lost|not answer/i, {
    timeout: 60_000,
  });
  await expect(row(window, 'tst110')).toBeVisible();
  await expect(row(window, 'tst102')).toBeVisible();
  await host.thaw();
  await window.getByTestId('retry').first().click();
  await expect(window.getByTestId('host-lab01').first()).not.toContainText(/lost/i, { timeout: 60_000 });
});

test('the next start shows the last table at once, with its age, before any host answers', async ({
  window,
  page,
  product,
  lab,
}) => {
  await expect(row(window, 'tst120')).toBeVisible();
  await product.stop();
  const hosts = ['lab00', 'lab01', 'gate'].map((name) => lab.host(name));
  for (const host of hosts) await host.unplug();
  const again = await startProduct(lab.env);
  try {
    await page.goto(again.address);
    await expect(row(page, 'tst120')).toBeVisible();
    await expect(row(page, 'tst100')).toBeVisible();
  } finally {
    for (const host of hosts) await host.plug();
    await again.stop();
  }
});
