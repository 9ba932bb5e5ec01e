/**
 * For looks only: pictures of the window over the simulated core, to be looked at.
 * `tsx renderer/testing/shots.ts <folder> [scene...] [--german] [--small]`
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { CHROMIUM } from './chromium.ts';
import { runCommand } from './command.ts';
import { startVnc } from './vnc-server.ts';
import { addFakeController } from './fake-controller.ts';
import { addFakeStack } from './fake-stack.ts';
import { type FakeHost, serveFake } from './serve-fake.ts';

const LARGE = { width: 1440, height: 900 };
const SMALL = { width: 1024, height: 700 };

interface Scene {
  readonly machines: number;
  /** Screens are a real VNC server's. */
  readonly vnc?: boolean;
  readonly size?: typeof LARGE;
  readonly dark?: boolean;
  readonly scale?: number;
  readonly settings?: object;
  show?(page: Page, host: FakeHost): Promise<void>;
}

const openSerial = async (page: Page): Promise<void> => {
  await page.getByTestId('row-tst100').dblclick();
  await page.locator('.xterm-rows').getByText('Welcome').waitFor();
};

/** Small windows begin without details: the menu of the row has it, too. */
async function openScreen(page: Page): Promise<void> {
  await page.getByTestId('row-tst100').getByText('tst100').click();
  await page.keyboard.press('.');
  await page.getByTestId('menu').getByText('Open Screen').click();
}

async function dialogOf(page: Page, title: string): Promise<void> {
  await runCommand(page, title);
  await page.locator('dialog').waitFor();
}

/** Three sessions side by side; one asks to copy, one has rung. */
async function splits(page: Page, { core }: FakeHost): Promise<void> {
  await openSerial(page);
  await page.keyboard.press('Control+Shift+KeyD');
  await page.locator('.xterm-rows').nth(1).getByText('Welcome').waitFor();
  await page.getByTestId('row-tst104').dblclick();
  await page.locator('.xterm-rows').nth(2).getByText('Welcome').waitFor();
  core.speak('tst100', `\x1b]0;vim /etc/motd\x07\x07\x1b]52;c;${btoa('from the guest')}\x07`);
  await page.locator('.copy-asked, [data-testid=copy-asked]').first().waitFor();
}

/** A text console and a screen that others have. */
async function held(page: Page, { core }: FakeHost): Promise<void> {
  core.held.add('tst104');
  const watched = [...core.tables.machines.values()].find(({ label }) => label === 'tst100');
  if (watched !== undefined) core.tables.putMachine({ ...watched, clients: ['10.77.10.10', '10.77.10.11'] });
  await page.getByTestId('row-tst104').dblclick();
  await page.getByTestId('take-over').waitFor();
  await page.keyboard.press('Control+Shift+KeyM');
  await openScreen(page);
  await page.getByTestId('share-screen').waitFor();
}

/** Two sessions that take the same keys. */
async function shared(page: Page): Promise<void> {
  await openSerial(page);
  await page.keyboard.press('Control+Shift+KeyD');
  await page.locator('.xterm-rows').nth(1).getByText('Welcome').waitFor();
  await page.keyboard.press('Control+Shift+KeyB');
  await page.getByTestId('menu').getByRole('menuitemcheckbox').first().click();
  await page.keyboard.press('Escape');
  await page.keyboard.type('uptime');
}

/** A transcript that has been played, beside the console that was kept. */
async function playback(page: Page, { core }: FakeHost): Promise<void> {
  await openSerial(page);
  await page.locator('.xterm-screen').click({ button: 'right' });
  await page.getByText('Keep a transcript to play').click();
  await page.getByTestId('recording').waitFor();
  core.speak('tst100', '\x1b[1;34mbuild\x1b[0m 12 of 40\r\n');
  await page.locator('.xterm-rows').getByText('12 of 40').waitFor();
  const [one] = await core.transcripts.list();
  await page.getByTestId('filter').click();
  await page.keyboard.press('Control+k');
  await page.getByTestId('palette-input').fill('transcripts and');
  await page.keyboard.press('Enter');
  await page
    .getByTestId('transcripts')
    .getByText(one?.name ?? '')
    .waitFor();
  await page.getByTestId('play-transcript').click();
  await page.getByTestId('playback').getByText('12 of 40').waitFor();
  await page.getByLabel('Split to the right').first().click();
}

/** Pictures of the screens of running guests. */
async function previews(page: Page): Promise<void> {
  await page.getByTestId('row-tst100').click();
  for (const guest of ['tst100', 'tst101', 'tst104'])
    await page.getByTestId(`row-${guest}`).getByTestId('preview').waitFor();
}

/** A real screen and its menu. */
async function screen(page: Page): Promise<void> {
  await openScreen(page);
  await page.getByTestId('screen').locator('canvas').waitFor();
  await page.getByTestId('screen-menu').click();
}

const SCENES: Record<string, Scene> = {
  empty: { machines: 0 },
  'empty-dark-small': { machines: 0, dark: true, size: SMALL },
  eight: {
    machines: 8,
    show: async (page) => {
      await page.getByTestId('row-tst101').click();
    },
  },
  'eight-dark': {
    machines: 8,
    dark: true,
    show: async (page) => {
      await page.getByTestId('row-tst101').click();
    },
  },
  'eight-small': { machines: 8, size: SMALL, show: async (page) => page.getByTestId('row-lab02').click() },
  'eight-contrast': {
    machines: 8,
    settings: { theme: 'contrast' },
    show: async (page) => page.getByTestId('row-tst100').click(),
  },
  stack: {
    machines: 8,
    settings: { grouping: 'stack' },
    show: async (page, host) => {
      addFakeStack(host.core);
      await page.getByTestId('row-tst100').click();
    },
  },
  controller: {
    machines: 8,
    show: async (page, host) => {
      addFakeController(host.core);
      await page.getByTestId('row-lab00').click();
      await page.getByTestId('open-controller').click();
      await page.getByRole('radio', { name: 'Sensors' }).click();
      await page.getByText('97 degrees C').waitFor();
    },
  },
  'controller-small': {
    machines: 8,
    size: SMALL,
    dark: true,
    show: async (page, host) => {
      addFakeController(host.core);
      await page.getByTestId('row-lab00').click({ button: 'right' });
      await page.getByTestId('menu-controller').click();
      await page.getByRole('radio', { name: 'Event log' }).click();
      await page.getByText('Upper Critical').waitFor();
      await page.getByRole('button', { name: 'Out' }).click();
      await page.getByText('refused chassis').waitFor();
    },
  },
  paths: {
    machines: 8,
    show: async (page, host) => {
      addFakeController(host.core);
      await page.getByTestId('row-lab00').click();
      await page.getByTestId('power-paths').getByRole('radio', { name: 'WoL' }).click();
      await page.getByTestId('details').getByTestId('action-reboot').hover();
    },
  },
  'paths-dark': {
    machines: 8,
    dark: true,
    size: SMALL,
    show: async (page, host) => {
      addFakeController(host.core);
      await page.getByTestId('row-lab00').click({ button: 'right' });
      await page.getByTestId('action-poweroff').click();
      await page.getByTestId('plan-dialog').waitFor();
    },
  },
  plan: {
    machines: 8,
    settings: { grouping: 'stack' },
    show: async (page, host) => {
      addFakeStack(host.core);
      await page.getByTestId('row-tst100').click();
      await page.keyboard.press('x');
      await page.getByTestId('plan-run').click();
      await page.getByTestId('plan-retry').waitFor();
    },
  },
  zoomed: { machines: 8, scale: 2, size: { width: 720, height: 450 } },
  many: { machines: 5000, show: async (page) => page.getByTestId('filter').fill('state:running host:lab0*') },
  'many-dark-compact': { machines: 5000, dark: true, settings: { density: 'compact' } },
  consoles: {
    machines: 8,
    show: async (page) => {
      await openSerial(page);
      await page.keyboard.type('uname');
      await page.keyboard.press('Enter');
      await page.getByTestId('row-tst104').hover();
      await page.getByTestId('row-tst104').getByTestId('action-connect').click();
      await page.getByTestId('terminal').nth(1).waitFor();
      await page.getByLabel('Split to the right').first().click();
      await page.getByTestId('open-jobs').click();
    },
  },
  'consoles-dark': { machines: 8, dark: true, show: openSerial },
  'consoles-small-strip': {
    machines: 8,
    dark: true,
    size: SMALL,
    show: async (page) => {
      await openSerial(page);
      await page.keyboard.press('Control+Shift+Backquote');
      await page.keyboard.type('drop');
      await page.keyboard.press('Enter');
      await page.getByTestId('ended').waitFor();
    },
  },
  splits: { machines: 8, show: splits },
  'splits-dark-small': { machines: 8, dark: true, size: SMALL, show: splits },
  held: { machines: 8, show: held },
  'held-dark-small': { machines: 8, dark: true, size: SMALL, show: held },
  shared: { machines: 8, show: shared },
  'shared-dark-small': { machines: 8, dark: true, size: SMALL, show: shared },
  snippets: {
    machines: 8,
    show: async (page) => {
      await openSerial(page);
      await page.keyboard.press('Control+Shift+KeyY');
      await page.getByTestId('edit-snippets').click();
      await page.getByLabel('Name').fill('Disks');
      await page.getByLabel('Text').fill('lsblk');
      await page.keyboard.press('Tab');
      await page.getByRole('button', { name: 'Keep' }).click();
    },
  },
  playback: { machines: 8, show: playback },
  'playback-dark-small': { machines: 8, dark: true, size: SMALL, show: playback },
  'terminal-menu': {
    machines: 8,
    show: async (page) => {
      await openSerial(page);
      await page.locator('.xterm-screen').click({ button: 'right' });
    },
  },
  keys: {
    machines: 8,
    show: async (page) => {
      await openSerial(page);
      await page.locator('.xterm-screen').click({ button: 'right' });
      await page.getByTestId('edit-keys').click();
      await page.getByTestId('keys-functions').selectOption('sco');
      await page.getByTestId('keys-chord').press('Alt+F4');
      await page.getByTestId('keys-text').fill('\\e[29~');
      await page.getByTestId('keys-add').click();
    },
  },
  transfer: {
    machines: 8,
    show: async (page, { core }) => {
      await openSerial(page);
      core.speak('tst100', 'rz\r**\x18B00000000000000\r\n');
      await page.getByTestId('transfer-bar').waitFor();
    },
  },
  previews: { machines: 8, vnc: true, settings: { previews: true }, show: previews },
  'previews-dark-small': {
    machines: 8,
    vnc: true,
    dark: true,
    size: SMALL,
    settings: { previews: true, theme: 'dark' },
    show: previews,
  },
  screen: { machines: 8, vnc: true, show: screen },
  'screen-dark-small': { machines: 8, vnc: true, dark: true, size: SMALL, show: screen },
  menu: {
    machines: 8,
    show: async (page) => {
      await page.getByTestId('row-tst100').click({ button: 'right' });
      await page.getByTestId('menu').getByTestId('action-pause').hover();
    },
  },
  confirm: {
    machines: 8,
    show: async (page) => {
      await page.getByTestId('row-tst100').click();
      await page.keyboard.press('x');
      await page.getByTestId('confirm').waitFor();
    },
  },
  jobs: {
    machines: 8,
    show: async (page) => {
      await page.getByTestId('row-tst102').click();
      await page.keyboard.press('s');
      await page.getByTestId('toast').first().waitFor();
      await page.getByTestId('row-tst104').click();
      await page.keyboard.press('x');
      await page.getByTestId('confirm-yes').click();
      await page.getByTestId('toast').nth(1).waitFor();
      await page.getByTestId('open-jobs').click();
      await page.getByTestId('job-log').getByText('powered off').waitFor();
    },
  },
  messages: {
    machines: 8,
    show: async (page) => {
      await page.getByTestId('row-tst104').click();
      await page.keyboard.press('x');
      await page.getByTestId('confirm-yes').click();
      await page.getByTestId('toast').waitFor();
      await page.getByTestId('open-messages').click();
      await page.getByTestId('messages').waitFor();
    },
  },
  'messages-dark-small': {
    machines: 8,
    dark: true,
    size: SMALL,
    settings: { language: 'de' },
    show: async (page) => {
      await page.getByTestId('row-tst104').click();
      await page.keyboard.press('x');
      await page.getByTestId('confirm-yes').click();
      await page.getByTestId('toast').waitFor();
      // Its time.
      await page.waitForTimeout(12_500);
    },
  },
  'changed-key': {
    machines: 8,
    show: async (page) => {
      await page.getByRole('button', { name: 'Compare…' }).click();
      await page.getByTestId('failure-dialog').waitFor();
    },
  },
  prompt: {
    machines: 8,
    dark: true,
    show: async (page, { core }) => {
      core.tables.putPrompt({
        id: 'p1',
        host: 'lab03',
        kind: 'host-key',
        text: 'The authenticity of lab03 is not established. Connect?',
        detail: 'ED25519 SHA256:9fTq1LwZbR6yUe3oKc5Xn2Gm7HsPdVi0aJtQxWzNvB8',
        fields: [],
      });
      await page.getByTestId('prompt').waitFor();
    },
  },
  notice: {
    machines: 8,
    show: async (page, { core }) => {
      core.tables.putNotice({
        id: 'hosts',
        level: 'error',
        at: Date.now(),
        failure: {
          code: 'bad-input',
          message: 'hosts.yaml, line 14, column 5: "prot" is not known in "lab03".',
          remedy: 'Did you mean "port"?',
        },
      });
      await page.getByTestId('notice').waitFor();
    },
  },
  palette: {
    machines: 5000,
    show: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByTestId('palette-input').fill('tst1');
    },
  },
  'palette-call': {
    machines: 8,
    dark: true,
    show: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByTestId('palette-input').fill('ctys -t qemu -a cancel=l:tst100,force lab00');
      await page.getByTestId('palette-plan').waitFor();
    },
  },
  'call-edit': {
    machines: 8,
    show: async (page) => {
      await page.getByTestId('row-tst101').click();
      await page.getByTestId('call').click();
      await page.getByTestId('call-editor').fill('ctys -t qemu -a create=l:tst100,CONS');
      await page.keyboard.press('End');
    },
  },
  'call-options': {
    machines: 8,
    show: async (page) => {
      await page.keyboard.press('Control+l');
      await page.getByTestId('call-editor').fill('ctys -a cancel=l:tst100,');
      await page.keyboard.press('End');
      await page.getByTestId('call-editor').pressSequentially('W');
      await page.keyboard.press('Backspace');
    },
  },
  'filter-mistake': {
    machines: 8,
    show: async (page) => {
      await page.getByTestId('filter').fill('state:runing ');
      await page.getByTestId('filter').pressSequentially('m');
    },
  },
  'call-mistake': {
    machines: 8,
    dark: true,
    size: SMALL,
    show: async (page) => {
      await page.keyboard.press('Control+l');
      await page.getByTestId('call-editor').fill('ctys -t qemu -a craete=l:tst100');
    },
  },
  result: {
    machines: 8,
    show: async (page) => {
      await page.keyboard.press('Control+l');
      await page.getByTestId('call-editor').fill('ctys -a list lab00 lab01');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Enter');
      await page.getByTestId('result').waitFor();
    },
  },
  drift: {
    machines: 8,
    show: async (page) => {
      await page.keyboard.press('g');
      await page.keyboard.press('d');
    },
  },
  about: { machines: 8, show: (page) => dialogOf(page, 'About ctys') },
  'report-dark-small': {
    machines: 8,
    dark: true,
    size: SMALL,
    show: (page) => dialogOf(page, 'Report a problem'),
  },
  settings: { machines: 8, show: async (page) => page.getByTestId('open-settings').click() },
  shortcuts: {
    machines: 8,
    show: async (page) => {
      await page.getByTestId('machines').focus();
      await page.keyboard.press('?');
    },
  },
  'shortcuts-page': {
    machines: 8,
    size: SMALL,
    dark: true,
    show: async (page) => {
      await page.getByTestId('open-settings').click();
      await page.getByTestId('settings-page-shortcuts').click();
      await page.getByTestId('shortcut-host.add').getByTestId('shortcut-add').click();
      await page.keyboard.press('e');
    },
  },
  leader: { machines: 8, show: openSerial },
  'settings-host': {
    machines: 8,
    size: SMALL,
    settings: { terminalSize: 15 },
    show: async (page) => {
      await page.getByTestId('open-settings').click();
      await page.getByTestId('settings-page-terminals').click();
      await page.getByTestId('settings-scope').selectOption('hosts lab00');
    },
  },
  'settings-file': {
    machines: 8,
    show: async (page) => {
      await page.getByTestId('open-settings').click();
      await page.getByTestId('settings-page-file').click();
    },
  },
  'settings-german': {
    machines: 8,
    settings: { language: 'de' },
    show: async (page) => {
      await page.getByTestId('open-settings').click();
      await page.getByTestId('settings-page-consoles').click();
    },
  },
  rates: {
    machines: 8,
    settings: { hiddenColumns: ['age', 'user'], details: true },
    show: async (page) => {
      await page.getByTestId('row-tst101').click();
      await page.waitForTimeout(8_000);
    },
  },
  sideways: {
    machines: 8,
    size: SMALL,
    settings: { sideways: true, details: false, sidebarWidth: 400 },
    show: async (page) => {
      await page.getByTestId('row-tst101').click();
      await page.keyboard.press('Shift+ArrowRight');
    },
  },
  german: {
    machines: 8,
    settings: { language: 'de' },
    show: async (page) => {
      await openSerial(page);
      await page.getByTestId('row-tst104').click({ button: 'right' });
    },
  },
  'german-dark-small': {
    machines: 8,
    dark: true,
    size: SMALL,
    settings: { language: 'de', details: true },
    show: async (page) => page.getByTestId('row-lab02').click(),
  },
  'empty-details-small': {
    machines: 0,
    size: SMALL,
    show: (page) => page.getByTestId('toggle-details').click(),
  },
  'german-details-small': { machines: 0, dark: true, size: SMALL, settings: { language: 'de' } },
  'german-first': { machines: 0, settings: { language: 'de' } },
  'settings-dark': {
    machines: 8,
    dark: true,
    show: async (page) => page.getByTestId('open-settings').click(),
  },
  import: {
    machines: 0,
    show: async (page) => {
      await page.getByTestId('card-import').click();
      await page.getByText('build7').waitFor();
    },
  },
  'add-host': { machines: 0, show: async (page) => page.getByTestId('card-add').click() },
};

async function shoot(browser: Browser, name: string, scene: Scene, folder: string): Promise<void> {
  const vnc = scene.vnc === true ? await startVnc() : undefined;
  const host = await serveFake({
    machines: scene.machines,
    ...(vnc !== undefined && { vncPort: vnc.port }),
  });
  const page = await browser.newPage({
    viewport: scene.size ?? LARGE,
    colorScheme: scene.dark === true ? 'dark' : 'light',
    deviceScaleFactor: scene.scale ?? 1,
  });
  page.on('pageerror', (error) => console.error(`${name}: ${error.message}`));
  page.on('console', (message) => message.type() === 'error' && console.error(`${name}: ${message.text()}`));
  try {
    if (scene.settings !== undefined)
      await page.addInitScript(
        (text) => localStorage.setItem('ctys.settings', text),
        JSON.stringify(scene.settings),
      );
    await page.goto(host.address);
    await page.locator('.row').first().waitFor();
    await scene.show?.(page, host);
    await page.waitForTimeout(1_200);
  } catch (caught) {
    console.error(`${name}: ${String(caught).slice(0, 400)}`);
  } finally {
    await page.screenshot({ path: join(folder, `${name}.png`) });
    await page.close();
    await host.close();
    vnc?.stop();
  }
}

const isFlag = (word: string): boolean => word.startsWith('--');
const [folder = 'shots', ...wanted] = process.argv.slice(2).filter((word) => !isFlag(word));
const flags = process.argv.filter(isFlag);
/** The scene as the flags want it. */
const wished = (scene: Scene): Scene => ({
  ...scene,
  ...(flags.includes('--small') && { size: SMALL }),
  ...(flags.includes('--german') && { settings: { ...scene.settings, language: 'de' } }),
});
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch(CHROMIUM);
for (const [name, scene] of Object.entries(SCENES))
  if (wanted.length === 0 || wanted.includes(name)) await shoot(browser, name, wished(scene), folder);
await browser.close();
