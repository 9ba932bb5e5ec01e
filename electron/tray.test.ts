import { beforeEach, expect, test } from 'vitest';
import { trayView } from '../core/model/glance.ts';
import type { Machine } from '../core/model/machine.ts';
import { pm } from '../core/model/testing/stacks.ts';
import { desktopWords } from '../renderer/words/desktop.ts';
import { trays } from './testing/electron.ts';
import { menuOf, needsWindow, openTray, type TrayMenu, type TrayWish } from './tray.ts';

const words = desktopWords('en', []).tray;
const lab00 = pm('lab00', { state: 'off', macs: ['52:54:00:00:00:01'], marks: { favourite: true } });
const guest: Machine = {
  ...pm('lab01'),
  type: 'QEMU',
  id: 'qemu:lab01:a&b',
  label: 'a&b',
  path: '/lab01/qemu/a&b',
  state: 'crashed',
  configured: true,
  consoles: [{ id: 'serial0', kind: 'tty', title: 'Serial console' }],
};

function menu(machines: readonly Machine[]): TrayMenu {
  const view = trayView({
    machines: new Map(machines.map((one) => [one.id, one])),
    hosts: new Map(),
    jobs: new Map(),
    sessions: new Map(),
    used: [{ machine: guest.path, at: 1 }],
    looked: 0,
  });
  return { view, calls: [{ name: 'all', text: 'ctys -a list lab00' }], words };
}

/** Clicks through submenus by their labels. */
function click(items: ReturnType<typeof menuOf>, ...labels: readonly string[]): void {
  const [label, ...deeper] = labels;
  const item = items.find((one) => one.label === label);
  if (item === undefined) throw new Error(`${label} is not among ${items.map((one) => one.label).join()}`);
  if (deeper.length > 0) click(item.submenu as ReturnType<typeof menuOf>, ...deeper);
  else (item.click as () => void)();
}

beforeEach(() => {
  trays.length = 0;
});

test('favourites, what was used last, saved calls, what can be woken: each does what it says', () => {
  const wishes: TrayWish[] = [];
  const items = menuOf(menu([lab00, guest]), (wish) => wishes.push(wish));
  click(items, '1 guest crashed');
  click(items, 'lab00 (off)', 'Wake');
  click(items, 'Used last', 'a&&b (crashed)', 'Start');
  click(items, 'Used last', 'a&&b (crashed)', 'Show in the table');
  click(items, 'Saved calls', 'all');
  click(items, 'Wake', 'lab00');
  click(items, 'Quit ctys');
  expect(wishes).toEqual([
    { open: 'crashed' },
    { machine: 'pm:lab00', verb: 'wake' },
    { machine: guest.id, verb: 'start' },
    { path: guest.path },
    { call: 'ctys -a list lab00' },
    { machine: 'pm:lab00', verb: 'wake' },
    'quit',
  ]);
});

test('what brings a machine up needs no window; its end does, for it is asked about', () => {
  expect(needsWindow({ machine: 'x', verb: 'wake' })).toBe(false);
  expect(needsWindow({ machine: 'x', verb: 'shutdown' })).toBe(true);
  expect(needsWindow({ path: '/x' })).toBe(true);
});

test('its picture and words follow the state; a menu that is the same is not set again', () => {
  const icon = openTray('/icons', () => {});
  const [tray] = trays;
  icon.show(menu([{ ...guest, state: 'running' }]));
  expect([tray?.image.path, tray?.tip]).toEqual([
    expect.stringMatching(/^\/icons\/tray-well/),
    'ctys\nAll is well',
  ]);
  icon.show(menu([guest]));
  icon.show(menu([guest]));
  expect(tray).toMatchObject({ tip: 'ctys\n1 guest crashed', menus: 2 });
  expect(tray?.image.path).toMatch(/tray-failed/);
  icon.close();
  expect(tray?.destroyed).toBe(true);
});
