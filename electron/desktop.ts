/** What the product is outside of its window: tray, messages, keys and links of the system, as the settings want them. */
import { app, BrowserWindow, globalShortcut, shell } from 'electron';
import { createRouterClient } from '@orpc/server';
import type { Engine } from '../core/engine/engine.ts';
import { asCall, kindOf } from '../core/ctys/macro-kind.ts';
import { linkAmong } from '../core/model/deep-link.ts';
import { trayView } from '../core/model/glance.ts';
import { isQuiet, minuteOf } from '../core/model/quiet.ts';
import { INITIAL, type Preferences } from '../core/model/settings.ts';
import type { Showing } from '../core/model/showing.ts';
import { preferencesOf } from '../core/model/stored-settings.ts';
import { type DesktopWords, desktopWords } from '../renderer/words/desktop.ts';
import { setAutostart } from './autostart.ts';
import { setMenu } from './menu.ts';
import { followNews, lookOf, message, notify } from './news.ts';
import { needsWindow, openTray, type TrayIcon, type TrayWish } from './tray.ts';
import { createUpdates, type Update } from './updates.ts';

/** ms between two looks of the tray at what changed. */
const BEAT = 1_000;
const MOST_USED = 50;
/** ms between two looks at what stands in files. */
const FILES = 10_000;

export interface Desktop {
  /** The window may be closed, and the product goes on. */
  readonly stays: boolean;
  readonly words: DesktopWords;
  /** The settings it began with. */
  readonly settled: Promise<Preferences>;
  /** The window comes before all others, wherever it was. */
  reveal(): void;
  /** Words a program was started with: the first link in them is shown. */
  take(argv: readonly string[]): void;
  close(): void;
}

/** The one window. */
export interface MainWindow {
  /** It may be hidden; null: it was closed, and the product goes on without (macOS). */
  now(): BrowserWindow | null;
  open(): void;
}

export function createDesktop(engine: Engine, window: MainWindow, pictures: string): Desktop {
  const client = createRouterClient(engine.router, { context: {} });
  const over = new AbortController();
  let preferences: Preferences = INITIAL;
  let words = desktopWords('system', app.getPreferredSystemLanguages());
  let tray: TrayIcon | null = null;
  let looked = Date.now();
  let isNew = true;
  /** Begun in the tray: a question it asks is answered in the window. */
  let begun = false;
  let settle: (began: Preferences) => void = () => {};
  const settled = new Promise<Preferences>((done) => {
    settle = done;
  });

  const reveal = (): void => {
    begun = false;
    const shown = window.now();
    if (shown === null) window.open();
    else {
      if (shown.isMinimized()) shown.restore();
      shown.show();
      shown.focus();
    }
  };
  const show = (showing: Showing): void => {
    if (needsWindow(showing)) reveal();
    else begun = true;
    client.console.show(showing).catch((caught: unknown) => engine.log.write('warning', String(caught)));
  };
  const wish = (wanted: TrayWish): void => {
    if (wanted === 'quit') app.quit();
    else if (wanted === 'window') reveal();
    else show(wanted);
  };
  // Also in a console's window.
  const isWatched = (): boolean => BrowserWindow.getFocusedWindow() !== null;
  const look = (): void => {
    looked = Date.now();
    isNew = true;
  };
  app.on('browser-window-focus', look);
  app.on('browser-window-blur', look);
  const stopNews = followNews(
    engine.tables,
    () => (isWatched() || isQuiet(preferences.quietHours, minuteOf(new Date())) ? 'off' : preferences.notify),
    (told) => notify(words, told, show),
  );
  const updates = createUpdates(engine.log, (update) => tellUpdate(words, update));

  const read = async () => {
    const [{ macros }, used] = await Promise.all([
      client.library.read(),
      client.history({ limit: MOST_USED }),
    ]);
    const calls = macros
      .filter((macro) => kindOf(macro) === 'call')
      .map(({ name, text }) => ({ name, text: asCall(text) }));
    return { at: Date.now(), calls, used };
  };
  let kept: Awaited<ReturnType<typeof read>> | undefined;
  const draw = async (): Promise<void> => {
    if (kept === undefined || Date.now() - kept.at > FILES) kept = await read();
    if (isWatched()) looked = Date.now();
    const { tables } = engine;
    tray?.show({
      view: trayView({
        ...lookOf(tables),
        sessions: new Map([...tables.sessions.values()].map((row) => [row.id, row])),
        used: kept.used,
        looked,
      }),
      calls: kept.calls,
      words: words.tray,
    });
  };
  const follows = (['machines', 'hosts', 'jobs', 'sessions'] as const).map((name) =>
    engine.tables.follow(name, () => {
      isNew = true;
    }),
  );
  const stopPrompts = engine.tables.follow('prompts', (id) => {
    if (begun && engine.tables.prompts.get(id) !== undefined) reveal();
  });
  const beat = setInterval(() => {
    const isOld = kept !== undefined && Date.now() - kept.at > FILES;
    if (tray === null || !(isNew || isOld)) return;
    isNew = false;
    draw().catch((caught: unknown) => engine.log.write('warning', `tray: ${caught}`));
  }, BEAT);

  const obey = (next: Preferences): void => {
    const before = preferences;
    preferences = next;
    isNew = true;
    words = desktopWords(next.language, app.getPreferredSystemLanguages());
    if (process.platform === 'darwin') setMenu(words.menu);
    if (next.tray && tray === null) tray = openTray(pictures, wish);
    if (!next.tray && tray !== null) {
      tray.close();
      tray = null;
      // Nothing else could bring it back.
      if (window.now()?.isVisible() === false) reveal();
    }
    if (next.paletteShortcut !== keys) bind(next.paletteShortcut);
    if (next.autostart !== before.autostart || next.startHidden !== before.startHidden)
      setAutostart(next.autostart, next.startHidden).catch((caught: unknown) =>
        engine.log.write('warning', `autostart: ${caught}`),
      );
    updates.follow(next.updates);
  };
  let keys = '';
  /** Those that another program has, or that are none here, are told in the log. */
  const bind = (wanted: string): void => {
    keys = wanted;
    globalShortcut.unregisterAll();
    if (keys === '') return;
    let bound = false;
    try {
      bound = globalShortcut.register(keys, () => show({ open: 'palette' }));
    } catch {
      // As Electron says that it knows no such keys.
    }
    if (!bound) engine.log.write('warning', `The keys ${keys} cannot be had from the system.`);
  };
  void (async () => {
    for await (const { stored } of await client.settings.follow(undefined, { signal: over.signal })) {
      obey(preferencesOf(stored));
      settle(preferences);
    }
  })().catch((caught: unknown) => {
    settle({ ...INITIAL, tray: false });
    if (!over.signal.aborted) engine.log.write('error', `settings: ${caught}`);
  });

  const take = (argv: readonly string[]): void => {
    const path = linkAmong(argv);
    if (path !== null) show({ path });
  };
  return {
    settled,
    get stays() {
      return tray !== null;
    },
    get words() {
      return words;
    },
    reveal,
    take,
    close() {
      over.abort();
      clearInterval(beat);
      app.off('browser-window-focus', look);
      app.off('browser-window-blur', look);
      stopPrompts();
      stopNews();
      for (const stop of follows) stop();
      updates.close();
      globalShortcut.unregisterAll();
      tray?.close();
    },
  };
}

function tellUpdate({ update }: DesktopWords, { version, page, ready }: Update): void {
  if (ready) message(update.ready(version), update.readyText);
  else
    message(update.there(version), update.thereText(page))?.on('click', () => void shell.openExternal(page));
}
