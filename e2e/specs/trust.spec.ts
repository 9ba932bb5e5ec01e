import { readFile, writeFile } from 'node:fs/promises';
import { HOST_KEY } from '../lab/host-files.ts';
import { run } from '../lab/run.ts';
import { expect, test } from './fixtures.ts';
import { row, startProduct } from './product.ts';

test('a host whose sudo wants a password is listed all the same, and asks when a person refreshes it', async ({
  window,
  lab,
  product,
}) => {
  await expect(row(window, 'tst110')).toBeVisible();
  await expect(window.getByTestId('prompt')).toBeHidden();
  await row(window, 'lab01').click();
  await expect(window.getByTestId('details')).toContainText('sudo wants the password of acue on lab01');
  await row(window, 'lab01').click({ button: 'right' });
  await window
    .getByTestId('menu')
    .getByText(/refresh/i)
    .click();
  const prompt = window.getByTestId('prompt');
  await expect(prompt).toContainText('sudo');
  await prompt.getByRole('textbox').fill(lab.password);
  await window.getByTestId('prompt-yes').click();
  await expect(window.getByTestId('details')).not.toContainText('sudo wants the password');
  await product.stop();
  const folders = ['cache', 'state', 'config'].map((name) => `${lab.home}/${name}`);
  // Alone on a JSON value or line: the lab's own folders are named like its password.
  const kept = await run(['grep', '-rE', `(^|[^/-])${lab.password}([^/-]|$)`, ...folders]);
  expect(kept.stdout).toBe('');
});

test('an unknown host key is asked about with its fingerprint, and refused unless a person says yes', async ({
  page,
  lab,
}) => {
  const known = await readFile(lab.knownHosts, 'utf8');
  const config = await readFile(lab.sshConfig, 'utf8');
  await writeFile(lab.knownHosts, known.replace(/^lab00.*\n/m, ''));
  await writeFile(lab.sshConfig, config.replace('StrictHostKeyChecking yes', 'StrictHostKeyChecking ask'));
  const product = await startProduct(lab.env);
  try {
    await page.goto(product.address);
    const prompt = page.getByTestId('prompt');
    await expect(prompt).toContainText((await lab.host('lab00').fingerprint()).replace(/^SHA256:/, ''));
    await page.getByTestId('prompt-no').click();
    await expect(page.getByTestId('host-lab00').first()).toContainText(/denied|lost/i);
    expect(await readFile(lab.knownHosts, 'utf8')).not.toMatch(/^lab00/m);
    await page.getByTestId('retry').first().click();
    await page.getByTestId('prompt-yes').click();
    await expect(page.getByTestId('host-lab00').first()).not.toContainText(/denied|lost/i);
    await expect.poll(() => readFile(lab.knownHosts, 'utf8')).not.toBe(known.replace(/^lab00.*\n/m, ''));
  } finally {
    await product.stop();
    await writeFile(lab.knownHosts, known);
    await writeFile(lab.sshConfig, config);
  }
});

test('a changed host key is a hard stop that shows both fingerprints', async ({ page, lab }) => {
  const host = lab.host('lab00');
  const before = await host.fingerprint();
  const known = await readFile(lab.knownHosts, 'utf8');
  const after = await host.changeHostKey();
  const key = (await host.must(['cat', `${HOST_KEY}.pub`])).split(' ').slice(0, 2).join(' ');
  const product = await startProduct(lab.env);
  try {
    await page.goto(product.address);
    await expect(page.getByTestId('host-lab00').first()).toContainText(/denied/i);
    await expect(row(page, 'tst120')).toBeVisible();
    await page.getByText('Compare').first().click();
    const dialog = page.getByRole('dialog');
    for (const fingerprint of [before, after])
      await expect(dialog).toContainText(fingerprint.replace(/^SHA256:/, ''));
    expect(await readFile(lab.knownHosts, 'utf8')).toBe(known);
  } finally {
    await product.stop();
    await writeFile(lab.knownHosts, known.replace(/^(lab00\S*) .*$/m, `$1 ${key}`));
  }
});

test('an error in hosts.yaml is named with line and column, and the rest still works', async ({
  window,
  lab,
}) => {
  const good = await readFile(lab.hostsFile, 'utf8');
  await expect(row(window, 'lab00')).toBeVisible();
  try {
    await writeFile(lab.hostsFile, good.replace(/(\n {2}lab02:\n)/, '$1    port: many\n'));
    await expect(window.getByText(/hosts\.yaml, line \d+, column \d+/).first()).toBeVisible();
    await expect(row(window, 'lab00')).toBeVisible();
    await expect(row(window, 'tst100')).toBeVisible();
  } finally {
    await writeFile(lab.hostsFile, good);
  }
  await expect(window.getByText(/hosts\.yaml, line \d+, column \d+/)).toHaveCount(0);
});
