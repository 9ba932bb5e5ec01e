/** Messages of the browser while nobody looks, and the number in the page's title. */
import { expect, test } from 'vitest';
import { builtWindow } from './built-window.ts';

const win = builtWindow();

interface Watched {
  watched: boolean;
  readonly said: { readonly title: string; readonly body: string; readonly note: Notification }[];
}

/** Chromium believes of every page of a test that it has the focus; and what it shows cannot be asked for. */
async function watch(): Promise<void> {
  await win.page.addInitScript(() => {
    const seen: Watched = { watched: true, said: [] };
    Object.assign(window, { seen });
    Document.prototype.hasFocus = () => seen.watched;
    const Own = window.Notification;
    window.Notification = class extends Own {
      constructor(title: string, options: NotificationOptions = {}) {
        super(title, options);
        seen.said.push({ title, body: options.body ?? '', note: this });
      }
    };
  });
  await win.page.reload();
  await win.row('tst100').waitFor();
}

const turn = (watched: boolean): Promise<void> =>
  win.page.evaluate((to) => {
    (window as unknown as { seen: Watched }).seen.watched = to;
    dispatchEvent(new Event(to ? 'focus' : 'blur'));
  }, watched);
const said = (): Promise<readonly string[]> =>
  win.page.evaluate(() =>
    (window as unknown as { seen: Watched }).seen.said.map(({ title, body }) => `${title}: ${body}`),
  );

function crash(...labels: readonly string[]): void {
  const { tables } = win.host.core;
  for (const machine of [...tables.machines.values()].filter(({ label }) => labels.includes(label)))
    tables.putMachine({ ...machine, state: 'crashed' });
}

async function runs(...labels: readonly string[]): Promise<void> {
  const { tables } = win.host.core;
  for (const machine of [...tables.machines.values()].filter(({ label }) => labels.includes(label)))
    tables.putMachine({ ...machine, state: 'running' });
  for (const label of labels)
    await expect.poll(() => win.row(label).getAttribute('data-state')).toBe('running');
}

test('what happens while nobody looks is told together and counted in the title; a click leads to the row', async () => {
  await win.open({ still: true, permissions: ['notifications'] });
  await watch();
  await runs('tst100', 'tst101');
  await turn(false);
  crash('tst100', 'tst101');
  await expect.poll(said, { timeout: 10_000 }).toHaveLength(1);
  expect((await said())[0]).toMatch(/^2 guests crashed: .*tst100.*tst101/);
  await expect.poll(() => win.page.title()).toBe('(2) ctys');
  await win.page.getByTestId('filter').fill('nothing of the kind');
  await win.page.evaluate(() =>
    (window as unknown as { seen: Watched }).seen.said[0]?.note.dispatchEvent(new Event('click')),
  );
  await expect.poll(() => win.row('tst100').getAttribute('data-cursor')).toBe('true');
  await turn(true);
  expect(await win.page.title()).toBe('ctys');
});

test('nothing is said to who looks, in any tab, or where only troubles are wanted', async () => {
  await win.open({ still: true, permissions: ['notifications'], settings: { notify: 'troubles' } });
  await watch();
  await runs('tst100', 'tst101');
  const other = await win.context.newPage();
  await other.goto(win.host.address);
  await other.locator('.row').first().waitFor();
  await turn(false);
  crash('tst100');
  // Counted here, where nobody looks, and told nowhere, since the other tab is looked at.
  await expect.poll(() => win.page.title(), { timeout: 10_000 }).toBe('(1) ctys');
  await other.close();
  crash('tst101');
  await expect.poll(said, { timeout: 10_000 }).toHaveLength(1);
  expect((await said())[0]).toMatch(/^A guest crashed: .*tst101/);
});

test('the browser is asked by a click in the settings, and by nothing else', async () => {
  await win.open({ still: true });
  await win.page.addInitScript(() => {
    Object.defineProperty(Notification, 'permission', { get: () => 'default' });
    Notification.requestPermission = () => {
      document.documentElement.dataset.asked = 'true';
      return Promise.resolve('denied');
    };
  });
  await win.page.reload();
  await win.row('tst100').waitFor();
  await win.page.getByTestId('open-settings').click();
  await win.page.getByTestId('settings-page-desktop').click();
  const line = win.page.getByTestId('setting-notify');
  expect(await win.page.locator('html').getAttribute('data-asked')).toBeNull();
  await line.getByTestId('allow-news').click();
  await line.getByText('This browser shows none of this page.').waitFor();
  expect(await win.page.locator('html').getAttribute('data-asked')).toBe('true');
});
