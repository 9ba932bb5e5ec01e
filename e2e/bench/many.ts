/** What it costs to have a large lab in sight: 100 hosts with 1,000 guests, nothing happening, and then very much. */
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as after } from 'node:timers/promises';
import { type SimulatedHosts, simulatedUp } from '../lab/simulated/index.ts';
import { type Product, startProduct } from '../specs/product.ts';
import type { Rig } from './bench.ts';
import { type BenchPage, launchBrowser } from './browser.ts';

const HOSTS = 100;
const GUESTS = 10;
/** Promised of a core with nothing happening. */
const IDLE_SHARE = 0.02;
/** ms of looking at how much is used. */
const LOOK = 20_000;

const COUNTS = `document.querySelector('[data-testid="counts"]').textContent`;

interface Stage {
  readonly hosts: SimulatedHosts;
  readonly product: Product;
  readonly page: BenchPage;
}

export async function manyRig(): Promise<Rig> {
  const hosts = await simulatedUp(HOSTS, GUESTS);
  const product = await startProduct(hosts.env);
  const browser = await launchBrowser();
  const page = await browser.open(product.address);
  const stage = { hosts, product, page };
  // This machine may have more than itself to show.
  await page.until(`parseInt(${COUNTS}.replace(',', '')) > ${HOSTS * (GUESTS + 1)}`, 120_000);
  let before: number | undefined;
  return {
    benches: [
      { name: 'idle-watched', bound: { atMost: 1 }, ratio: () => idleShare(stage) },
      {
        name: 'memory-core',
        bound: { atMost: 4 },
        ratio: async () => memoryOf(product.pid) / (await bareNode()),
      },
      {
        name: 'flat',
        bound: { atMost: 1.1 },
        ratio: async () => {
          before ??= await busy(stage);
          return (await busy(stage)) / before;
        },
      },
    ],
    close: async () => {
      await browser.close();
      await product.stop();
      await hosts.down();
    },
  };
}

/** Seconds of processor time a process has used. Source: proc(5), stat, 14 and 15. */
function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(execFileSync('getconf', ['CLK_TCK']));
  return (Number(fields[11]) + Number(fields[12])) / ticks;
}

/** Resident bytes. */
const memoryOf = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;

async function idleShare({ product }: Stage): Promise<number> {
  const before = cpuOf(product.pid);
  await after(LOOK);
  return (cpuOf(product.pid) - before) / (LOOK / 1000) / IDLE_SHARE;
}

/** Resident bytes of a Node that has nothing to do. */
async function bareNode(): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6); console.log()'], {
    stdio: 'pipe',
  });
  await new Promise((ready) => child.stdout.once('data', ready));
  const bytes = memoryOf(child.pid ?? 0);
  child.kill();
  return bytes;
}

/** Bytes of core and window after every guest has come and gone at each look for a while. */
async function busy({ hosts, product, page }: Stage): Promise<number> {
  const toggle = setInterval(() => {
    for (const name of hosts.names)
      for (const guest of hosts.guests(name)) guest.running = Math.random() < 0.5;
  }, 1_000);
  await after(LOOK);
  clearInterval(toggle);
  return memoryOf(product.pid) + (await page.heap());
}
