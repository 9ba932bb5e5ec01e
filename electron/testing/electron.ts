/**
 * A stand-in for the electron module in unit tests, typed against electron.d.ts: it records what main and window
 * ask of Electron. The real thing is tested by e2e/electron.spec.ts wherever its binary is.
 */
import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type * as Electron from 'electron';

/** MessagePortMain over worker_threads: same events, same clone rules. */
export class FakePort extends EventEmitter {
  readonly port: MessagePort;
  constructor(port: MessagePort) {
    super();
    this.port = port;
    port.on('message', (data: { data: unknown; ports: MessagePort[] }) =>
      this.emit('message', { data: data.data, ports: data.ports.map((each) => new FakePort(each)) }),
    );
    port.on('close', () => this.emit('close'));
  }
  postMessage(data: unknown, ports: FakePort[] = []): void {
    const raw = ports.map((each) => each.port);
    this.port.postMessage({ data, ports: raw }, raw);
  }
  start(): void {
    this.port.start();
  }
  close(): void {
    this.port.close();
  }
}

export class MessageChannelMain {
  readonly port1: FakePort;
  readonly port2: FakePort;
  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new FakePort(port1);
    this.port2 = new FakePort(port2);
  }
}

export const windows: BrowserWindow[] = [];

class WebContents extends EventEmitter {
  readonly posted: { channel: string; ports: FakePort[] }[] = [];
  openHandler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0] | null = null;
  setWindowOpenHandler(handler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0]): void {
    this.openHandler = handler;
  }
  postMessage(channel: string, _message: unknown, ports: FakePort[] = []): void {
    this.posted.push({ channel, ports });
  }
  forcefullyCrashRenderer(): void {
    this.emit('render-process-gone', {}, { reason: 'killed', exitCode: 9 });
  }
}

export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents();
  readonly options: Electron.BrowserWindowConstructorOptions;
  loaded = '';
  loads = 0;
  shown = false;
  focused = false;
  minimized = false;
  maximized = false;
  bounds = { x: 10, y: 20, width: 800, height: 600 };
  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    windows.push(this);
  }
  async loadURL(url: string): Promise<void> {
    this.loaded = url;
    this.loads += 1;
  }
  show(): void {
    this.shown = true;
  }
  hide(): void {
    this.shown = false;
  }
  focus(): void {
    this.focused = true;
  }
  restore(): void {
    this.minimized = false;
  }
  maximize(): void {
    this.maximized = true;
  }
  isMinimized = (): boolean => this.minimized;
  isMaximized = (): boolean => this.maximized;
  isFocused = (): boolean => this.focused;
  isDestroyed = (): boolean => false;
  getNormalBounds = (): Electron.Rectangle => this.bounds;
}

/** What the application was told and asked. */
class App extends EventEmitter {
  isPackaged = false;
  quits = 0;
  readonly loginItems: Electron.Settings[] = [];
  quit(): void {
    this.quits += 1;
  }
  getPreferredSystemLanguages = (): string[] => ['en-GB'];
  setLoginItemSettings(settings: Electron.Settings): void {
    this.loginItems.push(settings);
  }
}
export const app = new App();

export const displays: { workArea: Electron.Rectangle }[] = [
  { workArea: { x: 0, y: 0, width: 1920, height: 1080 } },
];
export const screen = { getAllDisplays: () => displays };

/** The questions that were asked; `answers` are given in their order, then 0. */
export const asked: Electron.MessageBoxOptions[] = [];
export const answers: number[] = [];
export const dialog = {
  async showMessageBox(
    _window: BrowserWindow,
    options: Electron.MessageBoxOptions,
  ): Promise<{ response: number }> {
    asked.push(options);
    return { response: answers.shift() ?? 0 };
  },
};

/** Keys that are bound; `taken` are those of other programs. */
export const bound = new Map<string, () => void>();
export const taken = new Set<string>();
export const globalShortcut = {
  register(keys: string, pressed: () => void): boolean {
    if (taken.has(keys)) return false;
    bound.set(keys, pressed);
    return true;
  },
  unregisterAll: (): void => bound.clear(),
};

class Image {
  readonly path: string;
  template = false;
  constructor(path: string) {
    this.path = path;
  }
  setTemplateImage(template: boolean): void {
    this.template = template;
  }
}
export const nativeImage = { createFromPath: (path: string) => new Image(path) };

export const trays: Tray[] = [];
export class Tray extends EventEmitter {
  image: Image;
  tip = '';
  menu: Electron.MenuItemConstructorOptions[] = [];
  menus = 0;
  destroyed = false;
  constructor(image: Image) {
    super();
    this.image = image;
    trays.push(this);
  }
  setImage(image: Image): void {
    this.image = image;
  }
  setToolTip(tip: string): void {
    this.tip = tip;
  }
  setContextMenu(menu: { template: Electron.MenuItemConstructorOptions[] }): void {
    this.menu = menu.template;
    this.menus += 1;
  }
  destroy(): void {
    this.destroyed = true;
  }
}
export const Menu = {
  buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => ({ template }),
};

export const notifications: Notification[] = [];
export class Notification extends EventEmitter {
  static isSupported = (): boolean => true;
  readonly title: string;
  readonly body: string;
  constructor({ title = '', body = '' }: Electron.NotificationConstructorOptions) {
    super();
    this.title = title;
    this.body = body;
  }
  show(): void {
    notifications.push(this);
  }
}

export const opened: string[] = [];
export const shell = {
  openExternal: async (url: string): Promise<void> => {
    opened.push(url);
  },
};

/** What the stand-in's keyring is. */
export const storage: {
  available: boolean;
  backend: ReturnType<Electron.SafeStorage['getSelectedStorageBackend']>;
} = {
  available: true,
  backend: 'gnome_libsecret',
};

export const safeStorage = {
  isEncryptionAvailable: (): boolean => storage.available,
  getSelectedStorageBackend: () => storage.backend,
  encryptString: (text: string): Buffer => Buffer.from(text).reverse(),
  decryptString: (sealed: Buffer): string => Buffer.from(sealed).reverse().toString(),
};
