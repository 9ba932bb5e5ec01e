/** Terminals of the built window in Chromium: what far sides try, and how they come back. */
import { expect, test } from 'vitest';
import { gapNote } from '../consoles/gap-note.ts';
import { wantedCopy } from '../consoles/osc52.ts';
import { needsAsking, onlyText } from '../consoles/paste.ts';
import { Leases } from '../consoles/lease.ts';
import { builtWindow } from './built-window.ts';

const win = builtWindow();
const SLOW = { timeout: 20_000 };

/** Has the far side say it, escapes and all. */
const say = (text: string, label = 'tst100'): void => win.host.core.speak(label, text);

test('OSC 52: well-formed copies only, bounded; reading is none', () => {
  const of = (text: string): string => Buffer.from(text).toString('base64');
  expect(wantedCopy(`c;${of('grüße')}`)).toBe('grüße');
  expect(wantedCopy(`;${of('x')}`)).toBe('x');
  for (const data of ['c;?', 'c;', 'c;%%%', `c;${Buffer.from([0xff, 0xfe]).toString('base64')}`, 'nonsense'])
    expect(wantedCopy(data)).toBeNull();
  expect(wantedCopy(`c;${of('a'.repeat(2_000_000))}`)).toBeNull();
});

test('a paste cannot end itself early, and asks where it would run something', () => {
  expect(onlyText('a\x1b[201~\rrm -rf\t\n\x03b\x9bc')).toBe('a[201~\rrm -rf\t\nbc');
  expect(['one', 'a\nb', 'a\n', 'a\rb', 'ü ✓'].map(needsAsking)).toEqual([false, true, true, true, false]);
});

test('what was seen longest ago gives its drawing context to what is seen now', () => {
  const log: string[] = [];
  const leases = new Leases<string>(2);
  const take = (name: string): void =>
    leases.take(name, () => {
      log.push(`+${name}`);
      return { dispose: () => log.push(`-${name}`) };
    });
  for (const name of ['a', 'b', 'a', 'c']) take(name);
  expect(log).toEqual(['+a', '+b', '-b', '+c']);
  leases.giveBack('a');
  leases.giveBack('a');
  expect([leases.size, leases.has('c')]).toEqual([1, true]);
});

test('asked for together with a start it is shown once it is offered, also where the start then fails', async () => {
  await win.open();
  const { tables } = win.host.core;
  const tst104 = () => [...tables.machines.values()].find(({ label }) => label === 'tst104');
  const was = tst104();
  if (was === undefined) throw new Error('There is no tst104.');
  const console = { id: 'console', kind: 'tty', title: 'Console' } as const;
  tables.putMachine({ ...was, state: 'off', consoles: [{ ...console, blocked: 'It does not run.' }] });
  await win.page.keyboard.press('Control+l');
  const editor = win.page.getByTestId('call-editor');
  await editor.fill(`ctys -t ${was.type.toLowerCase()} -a create=l:tst104,CONSOLE:CLI`);
  await editor.press('Enter');
  await expect.poll(() => tst104()?.state, { interval: 5 }).toBe('starting');
  // As a boot loader has it: nothing runs yet, and there is something to type at.
  tables.putMachine({ ...was, state: 'starting', consoles: [console] });
  await win.shows('tst104:~#');
  await win.page
    .getByTestId('toast')
    .getByText(/tst104/)
    .waitFor();
});

test('the gap between two connections is told', () => {
  expect(gapNote(0, 90_000)).toMatch(/connected again .* what was said in the 1 min between is missing/);
});

test('a program that wants to set the clipboard is asked about, one that wants to read it gets nothing', async () => {
  await win.open({ permissions: ['clipboard-read', 'clipboard-write'] });
  await win.console('tst100');
  await win.page.evaluate(() => navigator.clipboard.writeText('mine'));
  say('\x1b]52;c;?\x07');
  say(`\x1b]52;c;${Buffer.from('from afar').toString('base64')}\x07`);
  const bar = win.page.getByTestId('copy-asked');
  await bar.getByText('from afar').waitFor();
  const clipboard = (): Promise<string> => win.page.evaluate(() => navigator.clipboard.readText());
  expect(await clipboard()).toBe('mine');
  await win.page.getByTestId('copy-yes').click();
  await expect.poll(clipboard).toBe('from afar');
  expect(await bar.count()).toBe(0);
  // Nothing was answered into the terminal.
  expect(await win.text()).not.toContain('52;');
});

test('hostile titles and sequences are text and nothing else', async () => {
  await win.open();
  await win.console('tst100');
  say('\x1b]0;<b>evil</b>\u202e\x1b\\');
  const said = win.page.getByTestId('said');
  await said.getByText('<b>evil</b>').waitFor();
  expect(await said.innerText()).not.toContain('\u202e');
  expect(await win.page.title()).toBe('ctys');
  say(`\x1b]0;long${'!'.repeat(100_000)}\x07`);
  await said.getByText('long!').waitFor();
  expect((await said.innerText()).length).toBeLessThanOrEqual(120);
  // Floods of huge parameters, unknown and unfinished sequences: what comes after them is read again.
  say(`\x1b[${'9'.repeat(200)}A\x1b[999999999X\x1bP+q544e\x1b]1337;File=size=99999999999:\x18`);
  say('after all');
  await win.shows('after all');
});

const CHARACTERS = [
  ['👨‍👩‍👧‍👦', 2],
  ['🇩🇪', 2],
  ['o\u0323\u0302', 1],
  // To be a picture, though its letter alone is narrow.
  ['\u2764\ufe0f', 2],
  ['漢', 2],
] as const;

test('families, flags, letters with marks: one character each, in its cells', async () => {
  await win.open();
  await win.console('tst100');
  // A bar goes into the first cell behind each: were it wider, the bar would take part of it away; narrower, leave a gap.
  const lines = CHARACTERS.map(([character, cells]) => `${character}\x1b[${cells + 1}G|`);
  say(`\x1b[2J\x1b[H${lines.join('\r\n')}\r\nover`);
  await win.shows('over');
  expect((await win.text()).split('\n').slice(0, lines.length)).toEqual(
    CHARACTERS.map(([character]) => `${character}|`),
  );
});

test('an image (sixel) is drawn in its colours; one that claims to be huge is none', async () => {
  await win.open();
  await win.console('tst100');
  const layer = win.page.locator('.xterm-screen canvas.xterm-image-layer');
  // Of more pixels than we keep, of fewer than the addon would by itself.
  say('\x1bPq"1;1;3000;3000#0;2;100;0;0#0!3000~\x1b\\no image');
  await win.shows('no image');
  expect(await layer.count()).toBe(0);
  say('\x1b[2J\x1b[H\x1bPq#0;2;100;0;0#0!16~$-#1;2;0;0;100#1!16~\x1b\\\r\n\r\nimage');
  await win.shows('image');
  const pixel = (y: number): Promise<readonly number[]> =>
    layer.evaluate(
      (canvas: HTMLCanvasElement, at) => [...(canvas.getContext('2d')?.getImageData(2, at, 1, 1).data ?? [])],
      y,
    );
  await expect.poll(() => pixel(2)).toEqual([255, 0, 0, 255]);
  await expect.poll(() => pixel(8)).toEqual([0, 0, 255, 255]);
});

test('a console that is lost in the middle of a sequence comes back readable, with the gap marked', async () => {
  await win.open();
  await win.console('tst100');
  say('\x1b]0;never ended');
  await win.enter('drop');
  await win.page.getByTestId('ended').getByText('The connection to tst100 was lost.').waitFor();
  await win.shows(/── ended /);
  // By itself, as soon as the network is there.
  await win.page.evaluate(() => dispatchEvent(new Event('online')));
  await win.shows(/── ended [\s\S]*── connected again [\s\S]*is missing ──[\s\S]*Welcome/);
  await win.enter('back');
  await win.shows('https://example.org/back');
});

test('a console that rings out of sight says so at its tab', async () => {
  await win.open();
  await win.console('tst100');
  await win.console('tst104');
  const bells = win.page.locator('.dock-tab[data-bell="true"]');
  say('\x07 seen', 'tst104');
  await win.shows('seen', 1);
  expect(await bells.count()).toBe(0);
  await win.page.locator('.dock-tab', { hasText: 'tst100' }).click();
  say('\x07', 'tst104');
  await expect.poll(() => bells.innerText()).toContain('tst104');
  await win.page.locator('.dock-tab', { hasText: 'tst104' }).click();
  await expect.poll(() => bells.count()).toBe(0);
});

test('a bell in sight lights the edge up, once for a flood', async () => {
  await win.open();
  await win.console('tst100');
  const lit = win.page.locator('.xterm[data-ringing]');
  // Counted where it happens: it is short.
  await win.page.evaluate(() => {
    const seen = { rings: 0 };
    Object.assign(globalThis, { seen });
    const count: MutationCallback = (all) => {
      for (const { target } of all) if ('ringing' in (target as HTMLElement).dataset) seen.rings += 1;
    };
    const options = { subtree: true, attributeFilter: ['data-ringing'] };
    new MutationObserver(count).observe(document.body, options);
  });
  const rings = (): Promise<number> =>
    win.page.evaluate(() => (globalThis as unknown as { seen: { rings: number } }).seen.rings);
  say(`${'\x07'.repeat(200)}flood over`, 'tst100');
  await win.shows('flood over');
  await expect.poll(rings).toBe(1);
  await expect.poll(() => lit.count()).toBe(0);
});

test('columns and lines stand over a terminal while its size changes', async () => {
  await win.open();
  await win.console('tst100');
  const note = win.page.getByTestId('size-note');
  expect(await note.count()).toBe(0);
  // Sizes found while it opens are no news; later ones are.
  await expect
    .poll(async () => {
      const { width = 0, height = 0 } = win.page.viewportSize() ?? {};
      await win.page.setViewportSize({ width: width - 16, height });
      return note.count();
    })
    .toBe(1);
  expect(await note.innerText()).toMatch(/^\d+ × \d+$/);
  await note.waitFor({ state: 'detached' });
});

test('fifty consoles at once: only what is in sight is drawn, the others lose nothing', async () => {
  await win.open({ machines: 200, settings: { scrollback: 20_000 } });
  const running = [...win.host.core.tables.machines.values()]
    .filter(({ type, state }) => type === 'QEMU' && state === 'running')
    .slice(0, 50);
  expect(running).toHaveLength(50);
  const tabs = win.page.locator('.dv-tab');
  for (const [at, { id }] of running.entries()) {
    // Until the window listens; what is open already is only shown.
    const shown = (): Promise<number> => {
      win.host.core.show({ machine: id, console: 'serial0' });
      return tabs.count();
    };
    await expect.poll(shown, SLOW).toBe(at + 1);
  }
  await expect.poll(() => win.host.core.tables.sessions.size, SLOW).toBe(50);
  const rows = win.page.locator('.xterm-rows');
  await expect.poll(() => rows.last().innerText(), SLOW).toContain('Welcome');
  const [first] = running;
  // One is laid out; what is not is not painted.
  const laidOut = win.page.locator('.console').filter({ visible: true });
  expect(await laidOut.count()).toBe(1);
  for (const { label } of running) win.host.core.speak(label, `${'line\r\n'.repeat(2_000)}end of ${label}`);
  const last = running.at(-1);
  await expect.poll(() => rows.last().innerText(), SLOW).toContain(`end of ${last?.label}`);
  win.host.core.show({ machine: first?.id ?? '', console: 'serial0' });
  await expect.poll(() => rows.first().innerText(), SLOW).toContain(`end of ${first?.label}`);
});

test('a flood is taken for one while it lasts, and its end is shown', async () => {
  await win.open();
  await win.row('tst100').click();
  await win.page.keyboard.press('Enter');
  await win.shows('tst100:~#');
  const flooded = win.page.locator('.xterm.is-flood');
  say(`${'The quick brown fox jumps over the lazy dog.\r\n'.repeat(600_000)}end of the flood`);
  await flooded.waitFor(SLOW);
  await win.shows('end of the flood');
  await flooded.waitFor({ ...SLOW, state: 'detached' });
});

test('a console that somebody else has is taken over on request only', async () => {
  await win.open();
  win.host.core.held.add('tst100');
  await win.row('tst100').click();
  await win.page.keyboard.press('Enter');
  await win.page.getByTestId('ended').getByText('Process 7 of root has it.').waitFor();
  expect(await win.page.getByTestId('others-since').innerText()).toBe('for 12 min');
  await win.page.getByTestId('reconnect').click();
  await win.page.getByTestId('ended').getByText('Process 7 of root has it.').waitFor();
  await win.page.getByTestId('take-over').click();
  await expect.poll(() => win.page.getByTestId('ended').count()).toBe(0);
  expect(win.host.core.held.size).toBe(0);
});
