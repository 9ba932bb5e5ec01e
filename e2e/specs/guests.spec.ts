/** A new guest from a template in the window: the form is the anchor's, the plan is the host's. */
import { expect, test } from './fixtures.ts';

test('the form of a new guest is made of an anchor, shows the call and every file, and says what is wrong', async ({
  window,
}) => {
  await expect(window.getByTestId('host-lab00')).toBeVisible({ timeout: 30_000 });
  await window.getByTestId('host-lab00').click({ button: 'right' });
  await window.getByTestId('new-guest-here').click();
  const form = window.getByTestId('new-guest');
  await expect(form.getByTestId('guest-host')).toHaveValue('lab00');
  await form.getByTestId('guest-template').selectOption('default');
  await expect(form).toContainText('Name is missing.');

  // An anchor of the ancestor fills it in.
  await form.getByTestId('guest-anchor').selectOption('tst100.i386.anchor');
  await expect(form.getByTestId('guest-MYVM')).toHaveValue('tst100');
  await expect(form.getByTestId('guest-MYMAC')).toHaveValue('00:50:56:13:11:40');
  await expect(form.getByTestId('guest-call')).toHaveText('ctys createVM default tst100.i386.anchor lab00');
  await form.getByRole('radio', { name: 'Allocated' }).click();
  await form.getByTestId('guest-MYMEMORY').fill('384');
  await expect(form.getByTestId('guest-call')).toContainText(
    '-D MYDISK0_ALLOCATION=allocated -D MYMEMORY=384',
  );
  await expect(form.getByTestId('guest-steps')).toContainText('make xvda.img, 4096 MiB, allocated');
  const conf = form.getByTestId('guest-file').filter({ hasText: 'install-ramdisk:/ks.cfg' });
  await conf.locator('summary').click();
  await expect(conf).toContainText('url --url http://vault.centos.org/5.0/os/i386');

  await form.getByTestId('guest-MYMAC').fill('00:50');
  await expect(form).toContainText('MAC is not six bytes');
  await form.getByTestId('guest-MYMAC').fill('00:16:3e:00:00:77');
  // A host without a hypervisor for templates says so, and nothing was begun.
  await expect(form.getByTestId('guest-create')).toHaveText('Create tst100');
  await form.getByTestId('guest-create').click();
  await expect(form.getByTestId('failure')).toContainText('lab00 is no Xen host.');
});

test('a call of it that is typed is planned and refused with its reason; the palette opens the form', async ({
  window,
}) => {
  await expect(window.getByTestId('host-lab00')).toBeVisible({ timeout: 30_000 });
  await window.keyboard.press('Control+k');
  const input = window.getByTestId('palette-input');
  await input.fill('ctys createVM -D MYVM=new1 nothing lab00');
  await expect(window.getByTestId('palette-plan')).toContainText('Make a guest from a template');
  await window.getByTestId('palette-run').click();
  await expect(window.getByText('There is no template nothing.')).toBeVisible();

  await window.keyboard.press('Control+k');
  await input.fill('new guest');
  await window.keyboard.press('Enter');
  await expect(window.getByTestId('new-guest')).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(window.getByTestId('new-guest')).toBeHidden();
});
