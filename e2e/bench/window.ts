/** What the window does with its time: the first table, a text console under load, a screen that moves. */
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { type Lab, type LabGuest, labUp } from '../lab/index.ts';
import { waitFor } from '../lab/run.ts';
import { startProduct } from '../specs/product.ts';
import type { Rig } from './bench.ts';
import { type BenchBrowser, type BenchPage, launchBrowser } from './browser.ts';
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

interface Stage {
  readonly lab: Lab;
  readonly browser: BenchBrowser;
  readonly page: PageServer;
  readonly guest: LabGuest;
}

export async function windowRig(): Promise<Rig> {
  const lab = await labUp({ guests: true });
  const guest = lab.guest('lab00', 'tst100');
  await guest.start();
  const browser = await launchBrowser();
  const page = await servePage(() => guest.path('vnc'));
  const stage = { lab, browser, page, guest };
  return {
    benches: [
      { name: 'first-table', bound: { atMost: 1 }, ratio: () => firstTable(stage) },
      { name: 'console', bound: { atLeast: 0.9 }, ratio: () => consoleRate(stage) },
      { name: 'screen', bound: { atLeast: 0.95 }, ratio: () => screenRate(stage) },
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
async function withProduct<T>({ lab, browser }: Stage, use: (page: BenchPage) => Promise<T>): Promise<T> {
  const product = await startProduct(lab.env);
  try {
    const page = await browser.open(product.address, COUNT);
    const result = await use(page);
    await page.close();
    return result;
  } finally {
    await product.stop();
  }
}

/** Counts what arrives over WebSockets of pipes, and pictures drawn to what is shown. */
const COUNT = `
  window.pipeBytes = 0;
  window.drawn = 0;
  window.WebSocket = new Proxy(window.WebSocket, {
    construct(Socket, args) {
      const socket = new Socket(...args);
      if (String(args[0]).includes('/pipe/')) socket.addEventListener('message', ({ data }) => {
        if (typeof data !== 'string') window.pipeBytes += data.byteLength;
      });
      return socket;
    },
  });
  const draw = CanvasRenderingContext2D.prototype.drawImage;
  CanvasRenderingContext2D.prototype.drawImage = function (...args) {
    if (this.canvas.isConnected) window.drawn += 1;
    return draw.apply(this, args);
  };
`;

const rowOf = (label: string): string => `document.querySelector('[data-testid="row-${label}"]')`;

async function openConsole(page: BenchPage, machine: string, console: string): Promise<void> {
  await page.until(`${rowOf(machine)}?.textContent.includes('running')`);
  await page.click(`row-${machine}`);
  await page.click(`open-${console}`, `document.querySelector('[data-testid="details"]')`);
}

async function firstTable({ lab, browser }: Stage): Promise<number> {
  const start = performance.now();
  const product = await startProduct(lab.env);
  try {
    const page = await browser.open(product.address);
    await page.until(rowOf('tst120'));
    const took = performance.now() - start;
    await page.close();
    return took / FIRST_TABLE;
  } finally {
    await product.stop();
  }
}

const LINE = 'The quick brown fox jumps over the lazy dog 0123456789 and back again to the very start.\r\n';
const LAST = 'the-last-line-of-the-bench';
const ROWS = `document.querySelector('.xterm-rows')`;

/** A shell on lab00 that prints what it is given and nothing else; returns once it is ready. */
async function openShell(page: BenchPage): Promise<void> {
  await openConsole(page, 'lab00', 'shell');
  await page.until(
    `document.querySelector('[data-testid="console-state"]')?.textContent.includes('attached')`,
  );
  await page.evaluate(`document.querySelector('.xterm-helper-textarea').focus()`);
  await page.enter('stty -opost; PS1=; clear; echo ready-$((1+1))');
  await page.until(`${ROWS}.textContent.includes('ready-2')`);
}

/** Throughput of the product's text console over that of xterm.js fed from memory. */
async function consoleRate(stage: Stage): Promise<number> {
  const lines = Math.floor(CONSOLE_BYTES / LINE.length);
  const make = `yes "$1" | head -n ${lines} > ${TEXT}`;
  const argv = ['sh', '-c', make, 'sh', LINE.trimEnd().concat('\r')];
  await stage.lab.host('lab00').must(argv, { user: 'acue' });
  const ours = await withProduct(stage, async (page) => {
    await openShell(page);
    const before = await page.evaluate<number>('pipeBytes');
    const start = performance.now();
    await page.enter(`cat ${TEXT}; printf "%s-%s" ${LAST} end`);
    await page.until(`${ROWS}.textContent.includes('${LAST}-end')`, 300_000);
    const took = performance.now() - start;
    const carried = (await page.evaluate<number>('pipeBytes')) - before;
    const sent = lines * LINE.length + `${LAST}-end`.length;
    // The shell echoes the line typed; every other byte must be there.
    if (carried < sent || carried > sent + 1_000) throw new Error(`${sent} bytes sent, ${carried} carried`);
    const size = await page.evaluate<string>(`document.querySelector('.console-head').textContent`);
    const [, cols, rows] = /(\d+) × (\d+)/.exec(size) ?? [];
    return { took, cols: Number(cols), rows: Number(rows) };
  });
  const bare = await stage.browser.open(stage.page.url);
  await bare.until('window.feedTerminal');
  const args = [JSON.stringify(LINE), lines * LINE.length, ours.cols, ours.rows, 10_000];
  const took = await bare.evaluate<number>(`feedTerminal(${args.join(', ')})`);
  await bare.close();
  return took / ours.took;
}

/** Updates a second of the product's screen over those of noVNC with a bare bridge on this machine. */
async function screenRate(stage: Stage): Promise<number> {
  await stage.guest.ready();
  await typeSerial(stage.guest, 'root\nwhile :; do dmesg; done > /dev/tty1\n');
  try {
    const ours = await withProduct(stage, async (page) => {
      await openConsole(page, 'tst100', 'vnc');
      return drawRate(page);
    });
    const bare = await stage.browser.open(stage.page.url, COUNT);
    await bare.until('window.showScreen');
    await bare.evaluate(`showScreen('${stage.page.bridge}')`);
    const baseline = await drawRate(bare);
    await bare.close();
    return ours / baseline;
  } finally {
    await typeSerial(stage.guest, '\x03exit\n');
  }
}

async function drawRate(page: BenchPage): Promise<number> {
  await page.until('drawn > 20');
  const wait = `new Promise((done) => setTimeout(done, ${SCREEN_SECONDS * 1000}))`;
  const drawn = await page.evaluate<number>(
    `(async (first) => { await ${wait}; return drawn - first; })(drawn)`,
  );
  return drawn / SCREEN_SECONDS;
}

/** Types into the guest's serial console, behind the product's back, a line after what the last one brought. */
async function typeSerial(guest: LabGuest, text: string): Promise<void> {
  const socket = connect(await guest.path('serial'));
  socket.resume();
  await new Promise<void>((done, failed) => socket.once('error', failed).once('connect', done));
  for (const line of text.split(/(?<=\n)/)) {
    const heard = new Promise((done) => socket.once('data', done));
    socket.write(line);
    await heard;
  }
  socket.end();
}

/** Bytes between a flooding program on the host and a window that has stopped reading, over what is promised. */
async function stall(stage: Stage): Promise<number> {
  const host = stage.lab.host('lab00');
  return withProduct(stage, async (page) => {
    await openShell(page);
    const before = await page.evaluate<number>('pipeBytes');
    await page.enter('yes stalled-reader');
    const flood = await waitFor('the flood', async () => {
      const all = await host.processes();
      return all.find(({ argv }) => argv[0] === 'yes') ?? null;
    });
    await page.until(`pipeBytes > ${before + 4 * IN_FLIGHT}`);
    // A page that is busy in its one thread reads nothing: that is what a stalled reader is.
    const received = page.evaluate<number>(
      `(() => { const end = performance.now() + ${STALL}; while (performance.now() < end); return pipeBytes; })()`,
    );
    const stopped = await standstill(flood.pid);
    return (stopped - ((await received) - before)) / IN_FLIGHT;
  });
}

/** Bytes a process has written once it writes no more. */
async function standstill(pid: number): Promise<number> {
  let last = -1;
  return waitFor(
    'the flood to stop',
    async () => {
      const io = await readFile(`/proc/${pid}/io`, 'utf8');
      const now = Number(/^wchar: (\d+)/m.exec(io)?.[1]);
      const still = now === last;
      last = now;
      return still ? now : null;
    },
    { every: 500 },
  );
}
