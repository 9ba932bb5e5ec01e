/** For tests only: the built window in Chromium over the simulated core, and what one does in it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from 'playwright';
import { build } from 'vite';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { CHROMIUM } from './chromium.ts';
import { type FakeHost, type FakeHostOptions, serveFake } from './serve-fake.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What browsers log of a broken connection, and noVNC of a wrong password and of servers that lie. */
const EXPECTED =
  /WebSocket|Security negotiation failed|disconnected RFB object|^RFB failure|^Failed wh(en|ile) |Got data while/;

export interface OpenOptions extends Partial<FakeHostOptions> {
  readonly permissions?: readonly string[];
  readonly settings?: object;
  /** Of the display: its pixels a CSS pixel, and whether it is touched. */
  readonly display?: Pick<BrowserContextOptions, 'deviceScaleFactor' | 'hasTouch' | 'userAgent'>;
  /** Nobody has been told yet how one gets out of a console. */
  readonly fresh?: boolean;
}

export interface BuiltWindow {
  readonly folder: string;
  page: Page;
  host: FakeHost;
  context: BrowserContext;
  open(options?: OpenOptions): Promise<void>;
  row(label: string): Locator;
  /** What the nth terminal shows. */
  text(nth?: number, on?: Page): Promise<string>;
  /** Waits until it does. */
  shows(text: string | RegExp, nth?: number, on?: Page): Promise<void>;
  /** Opens the usual console of a machine by a double click. */
  console(label: string): Promise<void>;
  /** Typed into what has the keyboard, with Enter. */
  enter(text: string): Promise<void>;
}

/** To be called once at the top of a test file. */
export function builtWindow(): BuiltWindow {
  let browser: Browser | undefined;
  let folder = '';
  let complaints: string[] = [];
  const listen = (page: Page): void => {
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !EXPECTED.test(message.text())) complaints.push(message.text());
    });
  };
  const it: BuiltWindow = {
    get folder() {
      return folder;
    },
    page: undefined as unknown as Page,
    host: undefined as unknown as FakeHost,
    context: undefined as unknown as BrowserContext,
    async open({ permissions = [], settings, display, fresh = false, ...rest } = {}) {
      it.host = await serveFake({ machines: 8, folder: join(folder, 'renderer'), ...rest });
      const viewport = { width: 1440, height: 900 };
      if (browser === undefined) throw new Error('The browser was not started.');
      it.context = await browser.newContext({ viewport, permissions: [...permissions], ...display });
      it.context.on('page', listen);
      if (!fresh)
        await it.context.addInitScript(
          () => location.protocol === 'http:' && localStorage.setItem('ctys.leader-seen', '1'),
        );
      if (settings !== undefined)
        await it.context.addInitScript(
          // A window that is being opened has no storage yet.
          (text) => location.protocol === 'http:' && localStorage.setItem('ctys.settings', text),
          JSON.stringify(settings),
        );
      it.page = await it.context.newPage();
      await it.page.goto(it.host.address);
      await it.page.locator('.row').first().waitFor();
    },
    row: (label) => it.page.getByTestId(`row-${label}`),
    async text(nth = 0, on = it.page) {
      return (await on.locator('.xterm-rows').nth(nth).innerText()).replaceAll('\u00a0', ' ');
    },
    async shows(text, nth = 0, on = it.page) {
      const wanted = expect.poll(() => it.text(nth, on), { timeout: 20_000 });
      if (typeof text === 'string') await wanted.toContain(text);
      else await wanted.toMatch(text);
    },
    async console(label) {
      await it.row(label).dblclick();
      const focused = (): Promise<string> => it.page.evaluate(() => document.activeElement?.className ?? '');
      await expect.poll(focused).toContain('xterm-helper-textarea');
    },
    async enter(text) {
      await it.page.keyboard.insertText(text);
      await it.page.keyboard.press('Enter');
    },
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ctys-window-'));
    await build({
      root: join(ROOT, 'renderer'),
      configFile: join(ROOT, 'vite.config.ts'),
      logLevel: 'error',
      build: { outDir: join(folder, 'renderer') },
    });
    browser = await chromium.launch(CHROMIUM);
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    complaints = [];
    return async () => {
      await it.context?.close();
      await it.host?.close();
      expect(complaints).toEqual([]);
    };
  });
  return it;
}
