/** A host with a management controller in the built window: its paths, what it tells and is told, its end in sight. */
import { expect, test } from 'vitest';
import { builtWindow } from './built-window.ts';
import { addFakeController } from './fake-controller.ts';

const win = builtWindow();
const part = (name: string) => win.page.getByTestId('controller').getByRole('radio', { name });
const told = () => win.page.getByTestId('controller-told');

test('sensors, log and parts of a controller; its light and where the host boots from', async () => {
  await win.open();
  const orders = addFakeController(win.host.core);
  await win.page.getByTestId('row-lab00').click();
  await win.page.getByTestId('open-controller').click();
  await told().getByText('System Power').waitFor();
  await part('Status').focus();
  await win.page.keyboard.press('ArrowRight');
  await told().getByText('97 degrees C').waitFor();
  // What is beyond its limits is marked.
  expect(await told().locator('[data-alarm]').count()).toBe(1);
  await part('Event log').click();
  await told().getByText('Upper Critical').waitFor();
  expect(await told().locator('dt').first().innerText()).toBe('11/26/2026 07:00:00');
  await part('Parts and firmware').click();
  await told().getByText('SN-0042').waitFor();
  await win.page.getByTestId('controller-boot').selectOption('cdrom');
  await win.page.getByTestId('controller-boot-set').click();
  const result = win.page.getByTestId('controller-result');
  await result.getByText('The next time it boots from CD or DVD.').waitFor();
  await win.page.getByTestId('controller-light').click();
  await result.getByText('Its light is on').waitFor();
  await win.page.getByRole('button', { name: 'Out' }).click();
  await result.getByText('refused chassis identify 0').waitFor();
  expect(orders).toContainEqual({ what: 'boot', argument: 'cdrom', name: 'lab00' });
  expect(orders).toContainEqual({ what: 'identify', argument: '120', name: 'lab00' });
  await win.page.keyboard.press('Escape');
  await expect.poll(() => win.page.getByTestId('controller').count()).toBe(0);
});

test('each verb of a host says its path; another one is chosen; its end is a plan that can be stopped', async () => {
  await win.open();
  addFakeController(win.host.core);
  const { tables } = win.host.core;
  for (const machine of [...tables.machines.values()])
    if (machine.host === 'lab00' && machine.type !== 'PM') tables.putMachine({ ...machine, state: 'off' });
  await win.page.getByTestId('row-lab00').click();
  const shutDown = win.page.getByTestId('details').getByTestId('action-shutdown');
  const tip = () => shutDown.getAttribute('data-tip');
  await expect.poll(tip).toBe('By its own system, over SSH.');
  await win.page.getByTestId('power-paths').getByRole('radio', { name: 'Controller' }).click();
  await expect.poll(tip).toBe('By its management controller.');
  await win.page.getByTestId('power-paths').getByRole('radio', { name: 'WoL' }).click();
  await expect.poll(tip).toMatch(/^It does not go by a magic packet/);
  expect(await shutDown.getAttribute('aria-disabled')).toBe('true');
  await win.page.getByTestId('power-paths').getByRole('radio', { name: 'Controller' }).click();
  await shutDown.click();
  const lines = win.page.getByTestId('plan-dialog').getByTestId('plan-line');
  await expect.poll(async () => (await lines.allInnerTexts())[0]).toContain('by its controller');
  expect(await win.page.getByTestId('plan-dialog').locator('code').innerText()).toContain('VIA:BMC');
  // It ends when it is stopped, and not before.
  win.host.core.stepMs = 600_000;
  await win.page.getByTestId('plan-run').click();
  await win.page.getByTestId('plan-stop').click();
  await expect.poll(() => win.page.getByTestId('plan-outcome').innerText()).toContain('not.');
  await win.page.getByTestId('plan-close').click();
});
