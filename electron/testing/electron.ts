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
  readonly ipc = new EventEmitter();
  url = '';
  getURL = (): string => this.url;
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
  /** The one that has the keyboard. */
  static getFocusedWindow = (): BrowserWindow | null => windows.find(({ focused }) => focused) ?? null;
  readonly webContents = new WebContents();
  readonly options: Electron.BrowserWindowConstructorOptions;
  loaded = '';
  loads = 0;
  shown = false;
  focused = false;
  minimized = false;
  menuBar = true;
  destroyed = false;
  maximized = false;
  bounds = { x: 10, y: 20, width: 800, height: 600 };
  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    windows.push(this);
  }
  async loadURL(url: string): Promise<void> {
    this.loaded = url;
    this.webContents.url = url;
    this.loads += 1;
  }
  show(): void {
    this.shown = true;
    this.emit('show');
  }
  showInactive(): void {
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
  isMinimized = (): boolean => this.#alive(this.minimized);
  isMaximized = (): boolean => this.maximized;
  isVisible = (): boolean => this.#alive(this.shown);
  isDestroyed = (): boolean => this.destroyed;
  setMenuBarVisibility(visible: boolean): void {
    this.menuBar = visible;
  }
  destroy(): void {
    this.destroyed = true;
    this.focused = false;
    this.emit('closed');
  }
  /** As Electron's own does, it throws once it is gone. */
  #alive<T>(value: T): T {
    if (this.destroyed) throw new TypeError('Object has been destroyed');
    return value;
  }
  getNormalBounds = (): Electron.Rectangle => this.bounds;
}

/** What the application was told and asked. */
class App extends EventEmitter {
  isPackaged = false;
  openedAtLogin = false;
  sandboxed = false;
  quits = 0;
  /** Where it keeps what is its own. */
  folder = '';
  readonly loginItems: Electron.Settings[] = [];
  readonly switches = new Map<string, string>();
  readonly schemes: string[] = [];
  readonly commandLine = {
    getSwitchValue: (name: string): string => this.switches.get(name) ?? '',
    appendSwitch: (name: string, value = ''): void => void this.switches.set(name, value),
  };
  /** Electron itself has begun. */
  becomeReady = (): void => {};
  readonly #ready = new Promise<void>((done) => {
    this.becomeReady = done;
  });
  whenReady = (): Promise<void> => this.#ready;
  quit(): void {
    this.quits += 1;
  }
  enableSandbox(): void {
    this.sandboxed = true;
  }
  setAsDefaultProtocolClient(scheme: string): boolean {
    this.schemes.push(scheme);
    return true;
  }
  setAppUserModelId(): void {}
  requestSingleInstanceLock = (): boolean => true;
  getVersion = (): string => '0.0.0';
  getAppPath = (): string => this.folder;
  getPath = (): string => this.folder;
  getLoginItemSettings = (): Pick<Electron.LoginItemSettings, 'wasOpenedAtLogin'> => ({
    wasOpenedAtLogin: this.openedAtLogin,
  });
  getPreferredSystemLanguages = (): string[] => ['en-GB'];
  setLoginItemSettings(settings: Electron.Settings): void {
    this.loginItems.push(settings);
  }
}
export const app = new App();

export const displays: { workArea: Electron.Rectangle }[] = [
  { workArea: { x: 0, y: 0, width: 1920, height: 1080 } },
];
export const screen = { getAllDisplays: () => displays, getPrimaryDisplay: () => displays[0] };

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
interface Template {
  readonly template: Electron.MenuItemConstructorOptions[];
}
export const Menu = {
  application: null as Template | null,
  buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]): Template => ({ template }),
  setApplicationMenu(menu: Template | null): void {
    Menu.application = menu;
  },
};

/** What pages could speak to, and what a page's preload hears. */
export const ipcMain = new EventEmitter();
export const ipcRenderer = new EventEmitter();

type Handler<Name extends 'setPermissionRequestHandler' | 'setPermissionCheckHandler'> = Parameters<
  Electron.Session[Name]
>[0];
export const session = {
  defaultSession: {
    request: null as Handler<'setPermissionRequestHandler'>,
    check: null as Handler<'setPermissionCheckHandler'>,
    setPermissionRequestHandler(handler: Handler<'setPermissionRequestHandler'>): void {
      this.request = handler;
    },
    setPermissionCheckHandler(handler: Handler<'setPermissionCheckHandler'>): void {
      this.check = handler;
    },
  },
};

/** What answers under a scheme. */
export const handlers = new Map<string, (request: Request) => Response | Promise<Response>>();
export const protocol = {
  registerSchemesAsPrivileged: (): void => {},
  handle(scheme: string, handler: (request: Request) => Response | Promise<Response>): void {
    handlers.set(scheme, handler);
  },
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
