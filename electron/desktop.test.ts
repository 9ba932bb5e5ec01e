import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeHosts, guest, hostOf } from '../core/engine/testing/fakes.ts';
import { openWorld, type World } from '../core/engine/testing/world.ts';
import { createDesktop, type Desktop } from './desktop.ts';
import { app, BrowserWindow, bound, taken, trays } from './testing/electron.ts';

let world: World;
let window: BrowserWindow;
let desktop: Desktop;
const soon = (check: () => void) => vi.waitFor(check, { timeout: 20_000 });

beforeEach(async () => {
  trays.length = 0;
  bound.clear();
  taken.clear();
  const fakes = fakeHosts('lab00');
  hostOf(fakes, 'lab00').running = [guest('a')];
  world = await openWorld({ fakes });
  await world.engine.refresh('lab00');
  window = new BrowserWindow({});
  const given = window as unknown as ReturnType<Parameters<typeof createDesktop>[1]>;
  desktop = createDesktop(world.engine, () => given, '/icons');
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
  app.emit('open-url', { preventDefault: () => {} }, 'ctys://lab00');
  expect(await wanted()).toEqual({ path: '/lab00' });
});
