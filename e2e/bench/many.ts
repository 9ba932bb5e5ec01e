/** What it costs to have a large lab in sight: 100 hosts with 1,000 guests, nothing happening, and then very much. */
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as after } from 'node:timers/promises';
import { type CoreClient, openCore } from '../../core/bin/core-client.ts';
import { TIMINGS } from '../../core/engine/ports.ts';
import { type SimulatedHosts, simulatedUp } from '../lab/simulated/index.ts';
import { type Product, startProduct } from '../specs/product.ts';
import type { Rig } from './bench.ts';
import { BenchPage, launchBrowser } from './browser.ts';

const HOSTS = 100;
const GUESTS = 10;
/** Promised of a core with nothing happening. */
const IDLE_SHARE = 0.02;
/** ms of looking at how much is used: each host is listed once in it. */
const LOOK = HOSTS * TIMINGS.spread;
/** How often each guest comes or goes in a day. */
const EVENTS = 10;
/** The same until all that is made once is made. */
const FIRST = 4;

const COUNTS = `document.querySelector('[data-testid="counts"]').textContent`;

interface Stage {
  readonly hosts: SimulatedHosts;
  readonly product: Product;
  readonly page: BenchPage;
  readonly core: CoreClient;
  /** The core's own heap, collected before its memory is taken. */
  readonly inside: BenchPage;
}

export async function manyRig(): Promise<Rig> {
  const hosts = await simulatedUp(HOSTS, GUESTS);
  const product = await startProduct(hosts.env, true);
  const inside = await BenchPage.attach(product.inspector ?? '');
  const browser = await launchBrowser();
  const page = await browser.open(product.address);
  Object.assign(process.env, hosts.env);
  const stage = { hosts, product, page, core: await openCore(), inside };
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
        // A blank page has half a megabyte.
        name: 'memory-window',
        bound: { atMost: 20 },
        ratio: async () => {
          const blank = await browser.open('about:blank');
          const ratio = (await page.heap()) / (await blank.heap());
          await blank.close();
          return ratio;
        },
      },
      {
        name: 'flat',
        bound: { atMost: 1.1 },
        ratio: async () => {
          before ??= await busy(stage, FIRST);
          return (await busy(stage, EVENTS)) / before;
        },
      },
    ],
    close: async () => {
      await stage.core.close();
      // Node ends only once nobody inspects it.
      await stage.inside.close();
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

/** Bytes that core and window hold after every guest has come and gone, and was seen to, `times` times. */
async function busy({ hosts, product, page, core, inside }: Stage, times: number): Promise<number> {
  for (let time = 0; time < times; time += 1) {
    const running = time % 2 === 1;
    for (const name of hosts.names) for (const guest of hosts.guests(name)) guest.running = running;
    await Promise.all(
      hosts.names.map((name) => core.api.hosts.refresh({ name, quiet: true, runningOnly: true })),
    );
    const shown = `parseInt(${COUNTS}.replace(',', '')) > ${HOSTS * (GUESTS + 1)}`;
    await page.until(running ? shown : `!(${shown})`);
  }
  await inside.heap();
  return memoryOf(product.pid) + (await page.heap());
}
