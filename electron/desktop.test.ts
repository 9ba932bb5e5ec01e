import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeHosts, guest, hostOf } from '../core/engine/testing/fakes.ts';
import { openWorld, type World } from '../core/engine/testing/world.ts';
import { createDesktop, type Desktop } from './desktop.ts';
import { app, BrowserWindow, bound, taken, trays, windows } from './testing/electron.ts';

let world: World;
let window: BrowserWindow;
let desktop: Desktop;
let reopened = 0;
const soon = (check: () => void) => vi.waitFor(check, { timeout: 20_000 });

beforeEach(async () => {
  trays.length = 0;
  bound.clear();
  taken.clear();
  const fakes = fakeHosts('lab00');
  hostOf(fakes, 'lab00').running = [guest('a')];
  world = await openWorld({ fakes });
  await world.engine.refresh('lab00');
  windows.length = 0;
  window = new BrowserWindow({});
  reopened = 0;
  const main = {
    now: () => (window.destroyed ? null : window) as never,
    open: () => {
      reopened += 1;
    },
  };
  desktop = createDesktop(world.engine, main, '/icons');
});
afterEach(async () => {
  desktop.close();
  app.removeAllListeners();
  await world[Symbol.asyncDispose]();
});

const set = (id: string, value: string | boolean) => world.client.settings.change([{ path: [id], value }]);
const wanted = async () => {
  const shown = await world.client.console.shown();
  const next = await shown.next();
  await shown.return?.();
  return next.value;
};

test('the tray is there as set, and stays true without a window', async () => {
  await soon(() => expect(trays).toHaveLength(1));
  await soon(() => expect(trays[0]?.tip).toBe('ctys\nAll is well'));
  expect(desktop.stays).toBe(true);
  await world.client.machines.mark({ ids: ['qemu:lab00:a'], favourite: true });
  await soon(() => expect(trays[0]?.menu.map(({ label }) => label)).toContain('a (running)'));
  await set('tray', false);
  await soon(() => expect(trays[0]?.destroyed).toBe(true));
  expect(desktop.stays).toBe(false);
});

test('keys bring the palette over any program; others can be had, or none', async () => {
  await soon(() => expect([...bound.keys()]).toEqual(['Ctrl+Alt+K']));
  bound.get('Ctrl+Alt+K')?.();
  expect(await wanted()).toEqual({ open: 'palette' });
  expect([window.shown, window.focused]).toEqual([true, true]);
  taken.add('Ctrl+Alt+L');
  await set('paletteShortcut', 'Ctrl+Alt+L');
  await soon(() => expect(bound.size).toBe(0));
  expect(await world.engine.log.tail(10_000)).toContain('The keys Ctrl+Alt+L cannot be had');
});

test('a link selects, and whatever else stands in one is refused', async () => {
  desktop.take(['ctys', 'ctys://lab00/qemu/a?verb=poweroff', 'ctys://lab00/qemu/a']);
  expect(await wanted()).toEqual({ path: '/lab00/qemu/a' });
  expect(window.shown).toBe(true);
  window.shown = false;
  desktop.take(['ctys', '-a', 'cancel=all']);
  expect(window.shown).toBe(false);
});

test('a setting that has nothing to do with the keys leaves them bound', async () => {
  await soon(() => expect(bound.size).toBe(1));
  const before = bound.get('Ctrl+Alt+K');
  await set('tray', false);
  await soon(() => expect(desktop.stays).toBe(false));
  expect(bound.get('Ctrl+Alt+K')).toBe(before);
});

test('when the tray goes, a window that waits in it comes; one that is gone is opened anew when it is wanted', async () => {
  await soon(() => expect(desktop.stays).toBe(true));
  expect((await desktop.settled).tray).toBe(true);
  await set('tray', false);
  await soon(() => expect(window.shown).toBe(true));
  window.destroy();
  desktop.take(['ctys://lab00/qemu/a']);
  expect(reopened).toBe(1);
});

test('a failed job is seen by whoever looks, in the window or at a console of its own', async () => {
  const failed = {
    id: 'j1',
    machine: 'qemu:lab00:a',
    state: 'failed',
    started: 1,
    ended: Date.now() + 60_000,
  };
  world.engine.tables.jobs.put(failed as never);
  await soon(() => expect(trays[0]?.tip).toContain('1 job failed'));
  const own = new BrowserWindow({});
  vi.setSystemTime(Date.now() + 120_000);
  own.focus();
  app.emit('browser-window-focus', {}, own);
  await soon(() => expect(trays[0]?.tip).toBe('ctys\nAll is well'));
  vi.useRealTimers();
});

test('what begins in the tray asks in the window, which comes for it; other questions bring none', async () => {
  await soon(() => expect(trays).toHaveLength(1));
  const ask = (id: string) =>
    world.engine.tables.prompts.put({ id, host: 'lab00', kind: 'sudo', text: 'Password?', fields: [] });
  ask('p1');
  expect(window.shown).toBe(false);
  await world.client.machines.mark({ ids: ['qemu:lab00:a'], favourite: true });
  await world.engine.refresh('lab00');
  const start = (): (() => void) | undefined => {
    const entry = trays[0]?.menu.find(({ label }) => label?.startsWith('a ('));
    const items = (entry?.submenu ?? []) as Electron.MenuItemConstructorOptions[];
    return items.find(({ label }) => label === 'Start')?.click as (() => void) | undefined;
  };
  const running = world.engine.tables.machines.get('qemu:lab00:a');
  world.engine.tables.machines.put({ ...running, state: 'off', configured: true } as never);
  await soon(() => expect(start()).toBeDefined());
  start()?.();
  expect(window.shown).toBe(false);
  ask('p2');
  expect(window.shown).toBe(true);
});
