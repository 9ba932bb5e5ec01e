/** A laptop that is shut and opened elsewhere: the whole core frozen until hosts have given it up, then another address. */
import { readFile, writeFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright/test';
import type { Lab } from '../lab/index.ts';
import { isAlive, processTree, signalAll } from '../lab/processes.ts';
import { waitFor } from '../lab/run.ts';
import { expect, test as base } from './fixtures.ts';
import { openConsole, row, startProduct, terminalText } from './product.ts';

/** Far from what the lab gives its hosts. */
const ELSEWHERE = 201;
/** sshd gives a client up that has been silent for two seconds. */
const IMPATIENT = ['ClientAliveInterval 1', 'ClientAliveCountMax 2'];
const AWAKE = { timeout: 60_000 };

/** lab01 is reached by the system's OpenSSH, lab00 by ssh2: both must notice. */
const test = base.extend({
  product: async ({ lab }, use) => {
    const hosts = await readFile(lab.hostsFile, 'utf8');
    await writeFile(lab.hostsFile, hosts.replace(/(\n {2}lab01:\n)/, '$1    transport: openssh\n'));
    for (const name of ['lab00', 'lab01']) await lab.host(name).restartSshd(IMPATIENT);
    const product = await startProduct(lab.env);
    await use(product);
    await lab.moveTo(1);
    for (const pid of processTree(product.pid)) signalAll([pid], 'SIGCONT');
    await product.stop();
    await writeFile(lab.hostsFile, hosts);
    for (const name of ['lab00', 'lab01']) await lab.host(name).restartSshd();
  },
});

const shown = (window: Page): Locator => window.getByTestId('terminal').filter({ visible: true });

async function enter(window: Page, text: string): Promise<void> {
  await shown(window).click();
  await window.keyboard.type(`${text}\n`);
}

async function openShell(window: Page, host: string): Promise<void> {
  await expect(row(window, host)).toContainText('running');
  await openConsole(window, host, 'shell');
  await enter(window, `seq 100; echo before-$((40+2))-${host}`);
  await expect.poll(() => terminalText(shown(window))).toContain(`before-42-${host}`);
}

/** Sessions of people that sshd serves. */
async function served(lab: Lab, host: string): Promise<number> {
  return (await lab.host(host).processes()).filter(({ uid, name }) => uid !== 0 && name === 'sshd').length;
}

test('asleep until its hosts have given it up, awake at another address: consoles and machines come back', async ({
  window,
  lab,
  product,
}) => {
  const guest = lab.guest('lab00', 'tst101');
  if (!(await guest.running())) await guest.start();
  await expect(row(window, 'tst101')).toContainText('running');
  await openShell(window, 'lab00');
  await openShell(window, 'lab01');

  const asleep = processTree(product.pid);
  expect(asleep.length).toBeGreaterThan(1);
  signalAll(asleep, 'SIGSTOP');
  // Before the hosts give up: what they say then must not reach us any more.
  await lab.moveTo(ELSEWHERE);
  for (const host of ['lab00', 'lab01'])
    await waitFor(`${host} to give up`, async () => (await served(lab, host)) === 0);
  await guest.kill();
  expect(isAlive(product.pid)).toBe(true);
  signalAll(asleep, 'SIGCONT');

  for (const host of ['lab01', 'lab00']) {
    await window.locator('.dock-tab', { hasText: host }).click();
    await expect.poll(() => terminalText(shown(window)), AWAKE).toContain('connected again');
    expect(await terminalText(shown(window))).toMatch(
      new RegExp(`before-42-${host}[\\s\\S]*── ended [\\s\\S]*is missing ──`),
    );
    await enter(window, `echo after-$((40+3))-${host}`);
    await expect.poll(() => terminalText(shown(window))).toContain(`after-43-${host}`);
    // What had scrolled away is there as well.
    for (let pages = 0; pages < 20; pages++) await window.keyboard.press('Shift+PageUp');
    await expect.poll(() => terminalText(shown(window))).toContain('seq 100; echo before');
  }
  await expect(row(window, 'tst101')).toContainText('off', AWAKE);
  for (const host of ['lab00', 'lab01'])
    await expect(window.getByTestId(`host-${host}`).first()).not.toContainText(/lost|denied/i);
});
