/**
 * The application's menu, in the place of the one Electron makes by itself, whose keys reload and close windows. macOS shows
 * it, and texts have their keys from it. Elsewhere it is never seen (window.ts): what there is to do has a command, and only
 * the size of pages has its keys from here, once a page has left them alone.
 */
import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { DesktopWords } from '../renderer/words/desktop.ts';

type Words = DesktopWords['menu'];
type Role = NonNullable<MenuItemConstructorOptions['role']>;
const LINE = { type: 'separator' } as const;

export function setMenu(words: Words, platform: NodeJS.Platform = process.platform): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(platform === 'darwin' ? barOf(words) : [sizes(words)]));
}

function barOf(words: Words): MenuItemConstructorOptions[] {
  return [
    {
      label: 'ctys',
      submenu: [
        ...items({ about: words.about }),
        LINE,
        ...items({ services: words.services }),
        LINE,
        ...items({ hide: words.hide, hideOthers: words.hideOthers, unhide: words.unhide }),
        LINE,
        ...items({ quit: words.quit }),
      ],
    },
    {
      label: words.edit,
      submenu: [
        ...items({ undo: words.undo, redo: words.redo }),
        LINE,
        ...items({ cut: words.cut, copy: words.copy, paste: words.paste, selectAll: words.selectAll }),
      ],
    },
    sizes(words),
    {
      label: words.window,
      role: 'window',
      submenu: [
        ...items({ minimize: words.minimize, zoom: words.zoom }),
        LINE,
        ...items({ front: words.front }),
      ],
    },
  ];
}

const sizes = (words: Words): MenuItemConstructorOptions => ({
  label: words.view,
  submenu: [
    ...items({ resetZoom: words.actualSize, zoomIn: words.larger, zoomOut: words.smaller }),
    // Where `+` needs Shift.
    { label: words.larger, role: 'zoomIn', accelerator: 'CommandOrControl+=', visible: false },
  ],
});

const items = (roles: Partial<Record<Role, string>>): MenuItemConstructorOptions[] =>
  Object.entries(roles).map(([role, label]) => ({ role: role as Role, label }));
