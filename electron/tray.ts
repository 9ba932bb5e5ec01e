/** The tray: the state of all at a glance, and the machines and calls that are at hand. */
import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import type { Glance, TrayMachine, TrayView } from '../core/model/glance.ts';
import type { Showing } from '../core/model/showing.ts';
import type { DesktopWords } from '../renderer/words/desktop.ts';

/** What a click wants: something shown by the window, the window itself, or the end of it all. */
export type TrayWish = Showing | 'window' | 'quit';

export interface TrayMenu {
  readonly view: TrayView;
  /** Names of saved calls, and their texts. */
  readonly calls: readonly { readonly name: string; readonly text: string }[];
  readonly words: DesktopWords['tray'];
}

const MOST_CALLS = 15;
const LINE = { type: 'separator' } as const;

/** Verbs that speak for themselves: nobody needs the window for them. */
const QUIET: ReadonlySet<string> = new Set(['start', 'resume', 'unpause', 'wake']);

export const needsWindow = (wish: Showing): boolean => !('verb' in wish && QUIET.has(wish.verb));

/** Every platform's menu is made of it; labels are shown as they are, so that `&` of a name is no mnemonic. */
export function menuOf(
  { view, calls, words }: TrayMenu,
  wish: (wish: TrayWish) => void,
): MenuItemConstructorOptions[] {
  const item = (label: string, wanted: TrayWish): MenuItemConstructorOptions => ({
    label: plain(label),
    click: () => wish(wanted),
  });
  const machines = (all: readonly TrayMachine[]): MenuItemConstructorOptions[] =>
    all.map((machine) => ({
      label: plain(`${machine.label} (${machine.state})`),
      submenu: [
        ...(machine.console === undefined
          ? []
          : [item(words.console, { machine: machine.id, console: machine.console })]),
        ...machine.verbs.map((verb) => item(words[verb], { machine: machine.id, verb })),
        LINE,
        item(words.show, { path: machine.path }),
      ],
    }));
  const group = (label: string, items: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
    items.length === 0 ? [] : [{ label, submenu: items }];
  return [
    ...glanceLines(view.glance, words, item),
    LINE,
    ...(view.favourites.length === 0
      ? [{ label: words.noFavourites, enabled: false }]
      : machines(view.favourites)),
    LINE,
    ...group(words.recent, machines(view.recent)),
    ...group(
      words.calls,
      calls.slice(0, MOST_CALLS).map(({ name, text }) => item(name, { call: text })),
    ),
    ...group(
      words.asleep,
      view.asleep.map(({ id, label }) => item(label, { machine: id, verb: 'wake' })),
    ),
    LINE,
    item(words.palette, { open: 'palette' }),
    item(words.open, 'window'),
    item(words.quit, 'quit'),
  ];
}

function glanceLines(
  { running, crashed, lost, failed, state }: Glance,
  words: TrayMenu['words'],
  item: (label: string, wish: TrayWish) => MenuItemConstructorOptions,
): MenuItemConstructorOptions[] {
  return [
    ...(state === 'well' ? [{ label: words.well, enabled: false }] : []),
    ...(running > 0 ? [item(words.running(running), { open: 'jobs' })] : []),
    ...(failed > 0 ? [item(words.failed(failed), { open: 'jobs' })] : []),
    ...(crashed > 0 ? [item(words.crashed(crashed), { open: 'crashed' })] : []),
    ...(lost > 0 ? [item(words.lost(lost), { open: 'lost' })] : []),
  ];
}

const plain = (label: string): string => label.replaceAll('&', '&&');

/** In few words, for who only points at it. */
export const tipOf = ({ view, words }: TrayMenu): string =>
  ['ctys', ...glanceLines(view.glance, words, (label) => ({ label })).map(({ label = '' }) => label)].join(
    '\n',
  );

export interface TrayIcon {
  show(menu: TrayMenu): void;
  close(): void;
}

/**
 * `pictures`: the folder of tray-well.png and its like. On Linux a menu must be set anew for each change, and a click opens
 * it; on macOS pictures are templates that the system colours (electronjs.org/docs/latest/api/tray).
 */
export function openTray(pictures: string, wish: (wish: TrayWish) => void): TrayIcon {
  const mac = process.platform === 'darwin';
  const picture = (state: Glance['state']) => {
    const image = nativeImage.createFromPath(`${pictures}/tray-${state}${mac ? 'Template' : ''}.png`);
    if (mac) image.setTemplateImage(true);
    return image;
  };
  const tray = new Tray(picture('well'));
  let shown: Glance['state'] = 'well';
  let last = '';
  tray.on('click', () => {
    if (!mac) wish('window');
  });
  return {
    show(menu) {
      // A menu that is open closes when it is set: only what differs is worth that.
      const now = JSON.stringify(menu);
      if (now === last) return;
      last = now;
      const { state } = menu.view.glance;
      if (state !== shown) tray.setImage(picture(state));
      shown = state;
      tray.setToolTip(tipOf(menu));
      tray.setContextMenu(Menu.buildFromTemplate(menuOf(menu, wish)));
    },
    close: () => tray.destroy(),
  };
}
