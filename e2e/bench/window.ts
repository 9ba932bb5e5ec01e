/** What the window does with its time: the first table, a text console under load, a screen that moves. */
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { type Browser, chromium, type Page } from 'playwright';
import playwrightConfig from '../playwright.config.ts';
import { type Lab, type LabGuest, labUp } from '../lab/index.ts';
import { waitFor } from '../lab/run.ts';
import { openConsole, row, startProduct, terminalText } from '../specs/product.ts';
import type { Rig } from './bench.ts';
import { type PageServer, servePage } from './page-server.ts';

const CONSOLE_BYTES = 200_000_000;
/** Promised from the start of the headless host to its cached table on screen, ms. */
const FIRST_TABLE = 1_500;
const SCREEN_SECONDS = 8;
/** Promised at most in flight of a console whose reader stalls, bytes. */
const IN_FLIGHT = 2 * 1024 * 1024;
/** How long the page is kept busy, ms. */
const STALL = 4_000;
const TEXT = '/home/acue/bench.txt';

/** What page/main.ts puts on its window. */
interface Baselines {
  feedTerminal(text: string, bytes: number, cols: number, rows: number, scrollback: number): Promise<number>;
  showScreen(url: string): Promise<void>;
}

interface Stage {
  readonly lab: Lab;
  readonly browser: Browser;
  readonly page: PageServer;
  readonly guest: LabGuest;
}

export async function windowRig(): Promise<Rig> {
  const lab = await labUp({ guests: true });
  const guest = lab.guest('lab00', 'tst100');
  await guest.start();
  const browser = await chromium.launch(playwrightConfig.use?.launchOptions ?? {});
  const page = await servePage(() => guest.path('vnc'));
  const stage = { lab, browser, page, guest };
  return {
    benches: [
      { name: 'first-table', bound: { atMost: 1 }, ratio: () => firstTable(stage) },
      { name: 'console', bound: { atLeast: 0.9 }, ratio: () => console_(stage) },
      { name: 'screen', bound: { atLeast: 0.95 }, ratio: () => screen(stage) },
      { name: 'stall', bound: { atMost: 1 }, ratio: () => stall(stage) },
    ],
    close: async () => {
      await browser.close();
      await page.close();
      await lab.down();
    },
  };
}

/** A page of the product, counting bytes of console pipes and pictures drawn. */
async function withProduct<T>({ lab, browser }: Stage, use: (page: Page) => Promise<T>): Promise<T> {
  const product = await startProduct(lab.env);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    await page.addInitScript(COUNT);
    await page.goto(product.address);
    return await use(page);
  } finally {
    await context.close();
    await product.stop();
  }
}

/** Counts what arrives over WebSockets of pipes, and pictures drawn to what is shown. */
const COUNT = `
  window.pipeBytes = 0;
  window.drawn = 0;
  const Socket = window.WebSocket;
  window.WebSocket = class extends Socket {
    constructor(url, protocols) {
      super(url, protocols);
      if (String(url).includes('/pipe/')) this.addEventListener('message', ({ data }) => {
        if (typeof data !== 'string') window.pipeBytes += data.byteLength;
      });
    }
  };
  const draw = CanvasRenderingContext2D.prototype.drawImage;
  CanvasRenderingContext2D.prototype.drawImage = function (...args) {
    if (this.canvas.isConnected) window.drawn += 1;
    return draw.apply(this, args);
  };
`;

interface Counted {
  readonly pipeBytes: number;
  readonly drawn: number;
}

const count = (page: Page, what: keyof Counted): Promise<number> =>
  page.evaluate((name) => (window as unknown as Counted)[name], what);

/** Resolves once a count has passed `bound`. */
const beyond = (page: Page, what: keyof Counted, bound: number): Promise<unknown> =>
  page.waitForFunction(([name, least]) => (window as unknown as Counted)[name] > least, [
    what,
    bound,
  ] as const);

async function firstTable(stage: Stage): Promise<number> {
  // Once, so that there is a cache.
  await withProduct(stage, async (page) => row(page, 'tst120').waitFor());
  const context = await stage.browser.newContext({ viewport: { width: 1440, height: 900 } });
  const start = performance.now();
  const product = await startProduct(stage.lab.env);
  try {
    const page = await context.newPage();
    await page.goto(product.address);
    await row(page, 'tst120').waitFor();
    return (performance.now() - start) / FIRST_TABLE;
  } finally {
    await context.close();
    await product.stop();
  }
}

const LINE =
  'The quick brown fox jumps over the lazy dog 0123456789 and back again to the very start of it.\r\n';
const LAST = 'the-last-line-of-the-bench';

/** Throughput of the product's text console over that of xterm.js fed from memory. */
async function console_(stage: Stage): Promise<number> {
  const lines = Math.floor(CONSOLE_BYTES / LINE.length);
  const host = stage.lab.host('lab00');
  const make = `yes "$1" | head -n ${lines} > ${TEXT}`;
  await host.must(['sh', '-c', make, 'sh', LINE.trimEnd().concat('\r')], { user: 'acue' });
  const ours = await withProduct(stage, async (page) => {
    await row(page, 'lab00').getByText('running').first().waitFor();
    await openConsole(page, 'lab00', 'shell');
    const terminal = page.getByTestId('terminal');
    await terminal.click();
    await page.keyboard.type('stty -opost; PS1=; clear; echo ready-$((1+1))\n');
    await waitFor('the shell', async () => (await terminalText(terminal)).includes('ready-2'));
    const before = await count(page, 'pipeBytes');
    const start = performance.now();
    await page.keyboard.type(`cat ${TEXT}; printf "%s-%s" ${LAST} end\n`);
    await page.waitForFunction(
      (last) => document.querySelector('.xterm-rows')?.textContent?.includes(`${last}-end`) ?? false,
      LAST,
      { timeout: 300_000, polling: 20 },
    );
    const took = performance.now() - start;
    const carried = (await count(page, 'pipeBytes')) - before;
    const sent = lines * LINE.length + LAST.length + '-end'.length;
    // The shell echoes the line typed; every other byte must be there.
    if (carried < sent || carried > sent + 1_000) throw new Error(`${sent} bytes sent, ${carried} carried`);
    const size = await page.evaluate(() => {
      const rows = document.querySelectorAll('.xterm-rows > div').length;
      return { rows, cols: 160 };
    });
    return { took, size };
  });
  const bare = await stage.browser.newPage({ viewport: { width: 1440, height: 900 } });
  try {
    await bare.goto(stage.page.url);
    const text = LINE.repeat(10_000);
    const took = await bare.evaluate(
      ([all, bytes, cols, rows]) =>
        (window as unknown as Baselines).feedTerminal(all, bytes, cols, rows, 10_000),
      [text, lines * LINE.length, ours.size.cols, ours.size.rows] as const,
    );
    return took / ours.took;
  } finally {
    await bare.close();
  }
}

/** Updates a second of the product's screen over those of noVNC with a bare bridge on this machine. */
async function screen(stage: Stage): Promise<number> {
  await stage.guest.ready();
  await typeSerial(stage.guest, 'root\nwhile :; do dmesg; done > /dev/tty1\n');
  const rate = async (page: Page): Promise<number> => {
    const first = await count(page, 'drawn');
    await page.waitForTimeout(SCREEN_SECONDS * 1000);
    return ((await count(page, 'drawn')) - first) / SCREEN_SECONDS;
  };
  try {
    const ours = await withProduct(stage, async (page) => {
      await row(page, 'tst100').getByText('running').first().waitFor();
      await openConsole(page, 'tst100', 'vnc');
      await page.getByTestId('screen').locator('canvas').waitFor();
      await beyond(page, 'drawn', 10);
      return rate(page);
    });
    const bare = await stage.browser.newPage({ viewport: { width: 1440, height: 900 } });
    await bare.addInitScript(COUNT);
    await bare.goto(stage.page.url);
    await bare.evaluate((url) => (window as unknown as Baselines).showScreen(url), stage.page.bridge);
    await beyond(bare, 'drawn', 10);
    const baseline = await rate(bare);
    await bare.close();
    return ours / baseline;
  } finally {
    await typeSerial(stage.guest, '\x03exit\n');
  }
}

/** Types into the guest's serial console, behind the product's back. */
async function typeSerial(guest: LabGuest, text: string): Promise<void> {
  const socket = connect(await guest.path('serial'));
  socket.resume();
  await new Promise<void>((done, failed) => socket.once('error', failed).once('connect', done));
  for (const line of text.split(/(?<=\n)/)) {
    socket.write(line);
    await new Promise((done) => socket.once('data', done));
  }
  socket.end();
}

/** Bytes between a flooding program on the host and a window that has stopped reading, over what is promised. */
async function stall(stage: Stage): Promise<number> {
  const host = stage.lab.host('lab00');
  return withProduct(stage, async (page) => {
    await row(page, 'lab00').getByText('running').first().waitFor();
    await openConsole(page, 'lab00', 'shell');
    const terminal = page.getByTestId('terminal');
    await terminal.click();
    await page.keyboard.type('stty -opost; clear; echo ready-$((1+1))\n');
    await waitFor('the shell', async () => (await terminalText(terminal)).includes('ready-2'));
    const before = await count(page, 'pipeBytes');
    await page.keyboard.type('yes stalled-reader\n');
    const flood = await waitFor('the flood', async () => {
      const all = await host.processes();
      return all.find(({ argv }) => argv[0] === 'yes') ?? null;
    });
    await beyond(page, 'pipeBytes', before + 4 * IN_FLIGHT);
    // A page that is busy in its one thread reads nothing: that is what a stalled reader is.
    const received = page.evaluate((ms) => {
      const end = performance.now() + ms;
      while (performance.now() < end);
      return (window as unknown as Counted).pipeBytes;
    }, STALL);
    const written = async (): Promise<number> =>
      Number(/^wchar: (\d+)/m.exec(await readFile(`/proc/${flood.pid}/io`, 'utf8'))?.[1]);
    let last = -1;
    const stopped = await waitFor(
      'the flood to stop',
      async () => {
        const now = await written();
        const still = now === last;
        last = now;
        return still ? now : null;
      },
      { every: 500 },
    );
    return (stopped - ((await received) - before)) / IN_FLIGHT;
  });
}
