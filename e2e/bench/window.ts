/** What the window does with its time: the first table, a text console under load, a screen that moves. */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { type LabGuest, labUp } from '../lab/index.ts';
import { waitFor } from '../lab/run.ts';
import { startProduct } from '../specs/product.ts';
import type { Rig } from './bench.ts';
import { type BenchPage, launchBrowser } from './browser.ts';
import { consoleMemory, echo } from './window-consoles.ts';
import { servePage } from './page-server.ts';
import { viewerRate } from './rfb-viewer.ts';
import { COUNT, openConsole, openShell, ROWS, rowOf, type Stage, withProduct } from './stage.ts';

const CONSOLE_BYTES = 200_000_000;
/** Promised from the start of the headless host to its cached table on screen, ms. */
const FIRST_TABLE = 1_500;
const SCREEN_SECONDS = 8;
/** Promised at most in flight of a console whose reader stalls, bytes. */
const IN_FLIGHT = 2 * 1024 * 1024;
/** How long the page is kept busy, ms. */
const STALL = 4_000;
const TEXT = '/home/acue/bench.txt';

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
      { name: 'screen-native', bound: { atLeast: 0.9 }, ratio: () => nativeRate(stage) },
      { name: 'stall', bound: { atMost: 1 }, ratio: () => stall(stage) },
      { name: 'echo', bound: { atMost: 2 }, ratio: () => echo(stage) },
      // It adds hosts to the lab: the last.
      { name: 'console-memory', bound: { atMost: 0.5 }, ratio: () => consoleMemory(stage) },
    ],
    close: async () => {
      await browser.close();
      await page.close();
      await lab.down();
    },
  };
}

/** Of what was known: no host answers. */
async function firstTable(stage: Stage): Promise<number> {
  const { lab, browser } = stage;
  await withProduct(stage, (page) => page.until(rowOf('tst120')));
  const hosts = ['lab00', 'lab01', 'gate'].map((name) => lab.host(name));
  for (const host of hosts) await host.unplug();
  const start = performance.now();
  const product = await startProduct(lab.env);
  try {
    const page = await browser.open(product.address);
    await page.until(rowOf('tst120'));
    const took = performance.now() - start;
    await page.close();
    return took / FIRST_TABLE;
  } finally {
    for (const host of hosts) await host.plug();
    await product.stop();
  }
}

const LINE = 'The quick brown fox jumps over the lazy dog 0123456789 and back again to the very start.\r\n';
const LAST = 'the-last-line-of-the-bench';
/**
 * Throughput of the product's text console over that of xterm.js fed from memory, while ssh carries the same bytes to
 * nobody: what brings them takes a processor's time on this machine, whoever shows them.
 */
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
  const { sshConfig } = stage.lab;
  const beside = spawn('ssh', ['-F', sshConfig, '-tt', 'lab00', 'cat', TEXT], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  beside.stdout.resume();
  const took = await bare.evaluate<number>(`feedTerminal(${args.join(', ')})`);
  beside.kill();
  await bare.close();
  return took / ours.took;
}

/** Updates a second of the product's screen over those of noVNC with a bare bridge on this machine. */
const screenRate = (stage: Stage): Promise<number> =>
  besides(stage, async () => {
    const bare = await stage.browser.open(stage.page.url, COUNT);
    await bare.until('window.showScreen');
    await bare.evaluate(`showScreen('${stage.page.bridge}')`);
    const baseline = await drawRate(bare);
    await bare.close();
    return baseline;
  });

/** The same over those a viewer gets that draws nothing, at the server's own socket. */
const nativeRate = (stage: Stage): Promise<number> =>
  besides(stage, async () => viewerRate(await stage.guest.path('vnc'), SCREEN_SECONDS));

/** Updates a second of the product's screen while it moves, over those of another viewer in its turn. */
async function besides(stage: Stage, another: () => Promise<number>): Promise<number> {
  await stage.guest.ready();
  await typeSerial(stage.guest, 'root\nwhile :; do dmesg; done > /dev/tty1\n');
  try {
    const ours = await withProduct(stage, async (page) => {
      await openConsole(page, 'tst100', 'vnc');
      return drawRate(page);
    });
    return ours / (await another());
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
