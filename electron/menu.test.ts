import { expect, test } from 'vitest';
import { desktopWords } from '../renderer/words/desktop.ts';
import { setMenu } from './menu.ts';
import { Menu } from './testing/electron.ts';

type Items = Electron.MenuItemConstructorOptions[];
const below = ({ submenu }: Items[number]): Items => (Array.isArray(submenu) ? (submenu as Items) : []);
const shown = (): Items => Menu.application?.template ?? [];
const roles = (): unknown[] =>
  shown().flatMap((item) => below(item).flatMap(({ role }) => (role === undefined ? [] : [role])));

test('on macOS the bar has what texts and windows need, in the language of the person; nothing reloads or closes', () => {
  setMenu(desktopWords('de', []).menu, 'darwin');
  expect(shown().map(({ label }) => label)).toEqual(['ctys', 'Bearbeiten', 'Darstellung', 'Fenster']);
  expect(roles()).toEqual(expect.arrayContaining(['copy', 'paste', 'selectAll', 'hide', 'minimize', 'quit']));
  for (const role of ['reload', 'forceReload', 'toggleDevTools', 'close'])
    expect(roles()).not.toContain(role);
  // A role without a label has one of Electron's, which is English.
  for (const item of shown().flatMap(below)) if (item.role !== undefined) expect(item.label).toBeTruthy();
});

test('elsewhere only the size of pages has keys', () => {
  setMenu(desktopWords('en', []).menu, 'linux');
  expect(new Set(roles())).toEqual(new Set(['resetZoom', 'zoomIn', 'zoomOut']));
  expect(shown()).toHaveLength(1);
});
