/** What people with a screen reader, a keyboard, large text or strong contrast meet: by axe-core over the main states. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { expect, test } from 'vitest';
import { builtWindow } from './built-window.ts';
import { runCommand } from './command.ts';
import { addFakeStack } from './fake-stack.ts';

const win = builtWindow();
const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Terminals and screens draw what guests say; their own text layer is their library's. */
const FOREIGN = ['.xterm', '.screen canvas'];
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Menus stand over all parts, and the lines one drags between them: neither belongs to one. */
const NOT = { region: { enabled: false } };

/** One line for each element that somebody could not use. */
async function complaints(): Promise<readonly string[]> {
  await win.page.evaluate(AXE);
  // Things that fade in are looked at when they are there.
  await win.page.evaluate(() =>
    Promise.all(document.getAnimations().map((one) => one.finished.catch(() => null))),
  );
  const { violations } = await win.page.evaluate(
    ([exclude, values, rules]) =>
      (globalThis as unknown as { axe: { run(what: object, how: object): Promise<AxeResults> } }).axe.run(
        { exclude },
        { runOnly: { type: 'tag', values }, resultTypes: ['violations'], rules },
      ),
    [FOREIGN, RULES, NOT] as const,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

const STATES: Readonly<Record<string, () => Promise<void>>> = {
  table: async () => {
    addFakeStack(win.host.core);
    await win.row('tst101').click();
  },
  palette: async () => {
    await win.page.getByTestId('machines').focus();
    await win.page.keyboard.press('Control+k');
    await win.page.getByTestId('palette-input').fill('tst');
  },
  call: async () => {
    await win.page.getByTestId('machines').focus();
    await win.page.keyboard.press('Control+k');
    await win.page.getByTestId('palette-input').fill('ctys -a list lab00');
  },
  menu: async () => {
    await win.row('tst101').click();
    await win.page.getByTestId('machines').focus();
    await win.page.keyboard.press('.');
    await win.page.getByTestId('menu').waitFor();
  },
  filter: async () => {
    await win.page.getByTestId('filter').fill('state:');
  },
  nothing: async () => {
    await win.page.getByTestId('filter').fill('there is no such machine');
  },
  consoles: async () => {
    await win.console('tst100');
    await win.page.getByTestId('open-jobs').click();
  },
  plan: async () => {
    addFakeStack(win.host.core);
    await win.row('tst100').click();
    await win.page.keyboard.press('x');
    await win.page.getByTestId('plan-run').waitFor();
  },
  about: async () => {
    await runCommand(win.page, 'About ctys');
    await win.page.getByTestId('about-licences').getByText('@novnc/novnc').waitFor();
  },
  report: async () => {
    await runCommand(win.page, 'Report a problem');
    await win.page.getByTestId('report-text').waitFor();
  },
  'add-host': async () => {
    await win.page.getByTestId('add-hosts').click();
    await win.page.getByText('Add a host…').click();
  },
  settings: async () => {
    await win.page.getByTestId('open-settings').click();
    await win.page.getByTestId('settings-page-terminals').click();
    await win.page.getByTestId('setting-terminalSize').getByRole('textbox').fill('2');
  },
  shortcuts: async () => {
    await win.page.getByTestId('open-settings').click();
    await win.page.getByTestId('settings-page-shortcuts').click();
    await win.page.getByTestId('shortcut-host.add').getByTestId('shortcut-add').click();
  },
  file: async () => {
    await win.page.getByTestId('open-settings').click();
    await win.page.getByTestId('settings-page-file').click();
  },
  sheet: async () => {
    await win.page.getByTestId('machines').focus();
    await win.page.keyboard.press('?');
    await win.page.getByTestId('shortcuts').waitFor();
  },
};

const THEMES = ['light', 'dark', 'contrast'] as const;

test.each(Object.keys(STATES))('%s has nothing that somebody could not use, in any theme', async (name) => {
  await win.open();
  await STATES[name]?.();
  for (const theme of THEMES) {
    await win.page.evaluate((to) => document.documentElement.setAttribute('data-theme', to), theme);
    expect([theme, ...(await complaints())]).toEqual([theme]);
  }
});

test('a check that can fail: a button without a name is found', async () => {
  await win.open();
  await win.page.evaluate(() => document.querySelector('.header')?.append(document.createElement('button')));
  expect((await complaints()).join()).toContain('button-name');
});

test("with the system's own colours what is chosen differs from what is not", async () => {
  await win.open();
  await win.page.emulateMedia({ forcedColors: 'active' });
  await win.row('tst101').click();
  const background = (label: string): Promise<string> =>
    win.row(label).evaluate((row) => getComputedStyle(row).backgroundColor);
  expect(await background('tst101')).not.toBe(await background('tst100'));
  await win.page.getByTestId('open-settings').click();
  await win.page.getByTestId('settings-page-terminals').click();
  const track = (id: string): Promise<string> =>
    win.page
      .getByTestId(`setting-${id}`)
      .locator('.track')
      .evaluate((one) => getComputedStyle(one).backgroundColor);
  expect(await track('pasteGuard')).not.toBe(await track('copyOnSelect'));
});

test('reduced motion is kept: nothing moves for longer than a moment', async () => {
  await win.open();
  await win.page.emulateMedia({ reducedMotion: 'reduce' });
  const slow = await win.page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((element) => {
        const { animationDuration, transitionDuration, animationIterationCount } = getComputedStyle(element);
        const longest = [animationDuration, transitionDuration].join().split(',').map(Number.parseFloat);
        return Math.max(...longest) > 0.001 || animationIterationCount.includes('infinite');
      })
      .map(({ className }) => String(className)),
  );
  expect(slow).toEqual([]);
});

/** What one could press and cannot get at: outside the page, or under something else. */
function unreachable(): readonly string[] {
  const dialog = document.querySelector('dialog[open]');
  const all = (dialog ?? document).querySelectorAll<HTMLElement>('button, input, select, textarea, a[href]');
  const shown = [...all].filter((one) =>
    one.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
  );
  return shown.flatMap((one) => {
    if (one.matches('.skip, .xterm-helper-textarea')) return [];
    one.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    const { left, top, width, height } = one.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const hit = document.elementFromPoint(x, y);
    const met = hit !== null && (one.contains(hit) || hit.contains(one));
    const inside = x >= 0 && y >= 0 && x <= innerWidth && y <= innerHeight;
    return inside && met ? [] : [`${one.outerHTML.slice(0, 160)} at ${Math.round(x)},${Math.round(y)}`];
  });
}

test.each(['table', 'palette', 'consoles', 'plan', 'add-host', 'settings', 'shortcuts', 'file', 'sheet'])(
  'at 200 percent everything of %s can be got at',
  async (name) => {
    await win.open();
    await STATES[name]?.();
    await expectAllInReach();
  },
);

/** At 1440 x 900 and 200 %. */
async function expectAllInReach(): Promise<void> {
  await win.page.setViewportSize({ width: 720, height: 450 });
  await expect.poll(() => win.page.evaluate(unreachable), { timeout: 3_000 }).toEqual([]);
  const wide = await win.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(wide).toBe(false);
}

test.each(['table', 'plan', 'settings', 'file'])(
  'and in German, whose words are longer, of %s',
  async (name) => {
    await win.open({ settings: { language: 'de' } });
    await STATES[name]?.();
    await expectAllInReach();
  },
);

test('what a job came to is told to who does not see it', async () => {
  await win.open();
  await win.row('tst101').click();
  await win.page.getByTestId('machines').focus();
  await win.page.keyboard.press('s');
  const told = win.page.locator('[aria-live="polite"]', { has: win.page.getByTestId('toast') });
  await told.first().waitFor();
  expect(await told.first().innerText()).toContain('tst101');
});
