/**
 * The table with many rows, in the built window over a simulated core that stands still: what a keystroke in the filter
 * and a click on a column's head cost (p95) against a plain array filter of the same data in the same page, frames while
 * it scrolls against those of a list written by hand for these rows alone, and how many rows one changed machine draws.
 */
import { type FakeHost, serveFake } from '../../renderer/testing/serve-fake.ts';
import { BARE_LIST, bareLine } from './bare-list.ts';
import type { Rig } from './bench.ts';
import { type BenchBrowser, type BenchPage, launchBrowser } from './browser.ts';

const FEW = 10_000;
const MANY = 50_000;
const KEYS = 'state:running tst1';
const FRAME = 1000 / 60;

/** Ages would draw rows by themselves. */
const QUIET = `localStorage.setItem('ctys.settings', JSON.stringify({
  grouping: 'none', hiddenColumns: ['disk', 'net', 'up', 'age'], details: false,
}));`;

/** `p95` of what is measured; `typed` puts a text in the filter as a keystroke does, with all that is drawn for it. */
const TOOLS = `
  const p95 = (times) => times.sort((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1];
  const timed = (run) => { const start = performance.now(); run(); return performance.now() - start; };
  const settled = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const typed = (text) => {
    const field = document.getElementById('filter');
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    return document.querySelector('.rows').scrollHeight;
  };
  const prefixes = Array.from(${JSON.stringify(KEYS)}, (_, at) => ${JSON.stringify(KEYS)}.slice(0, at + 1));
`;

/** A filter without an index: each fact of each machine made lower case and looked through. */
const PLAIN = `
  const plain = (text) => window.facts.filter((facts) => facts.some((fact) => fact.toLowerCase().includes(text)));
`;

interface Stage {
  readonly host: FakeHost;
  readonly page: BenchPage;
}

export async function tableRig(): Promise<Rig> {
  const browser = await launchBrowser();
  const stages = new Map<number, Stage>();
  const on = (machines: number, ratio: (stage: Stage) => Promise<number>) => async (): Promise<number> => {
    const stage = stages.get(machines) ?? (await open(browser, machines));
    stages.set(machines, stage);
    await stage.page.toFront();
    return await ratio(stage);
  };
  return {
    benches: [
      { name: 'filter-10000', bound: { atMost: 4 }, ratio: on(FEW, filterCost) },
      { name: 'filter-50000', bound: { atMost: 2 }, ratio: on(MANY, filterCost) },
      { name: 'sort-10000', bound: { atMost: 6 }, ratio: on(FEW, sortCost) },
      { name: 'sort-50000', bound: { atMost: 4 }, ratio: on(MANY, sortCost) },
      { name: 'frames-50000', bound: { atMost: 2 }, ratio: on(MANY, framesOfKey) },
      { name: 'scroll-50000', bound: { atMost: 1.2 }, ratio: on(MANY, scrolling) },
      { name: 'changed-row-50000', bound: { atMost: 1 }, ratio: on(MANY, drawnRows) },
    ],
    close: async () => {
      await browser.close();
      for (const { host } of stages.values()) await host.close();
    },
  };
}

async function open(browser: BenchBrowser, machines: number): Promise<Stage> {
  const host = await serveFake({ machines, still: true });
  const page = await browser.open(host.address, QUIET);
  await page.until(`document.querySelectorAll('.row').length > 20`);
  const facts = [...host.core.tables.machines.values()].map(
    ({ label, type, state, path, user = '', uuid = '', config = '', macs = [] }) =>
      [label, type, state, path, user, uuid, config, ...macs] as const,
  );
  await page.evaluate(`void (window.facts = ${JSON.stringify(facts)})`);
  return { host, page };
}

/** All keystrokes of a filter. */
const filterCost = ({ page }: Stage): Promise<number> =>
  page.evaluate<number>(`(async () => {
    ${TOOLS} ${PLAIN}
    const [ours, theirs] = [[], []];
    for (let round = 0; round < 3; round += 1) for (const text of prefixes) {
      ours.push(timed(() => typed(text)));
      await settled();
      theirs.push(timed(() => plain(text)));
    }
    typed('');
    return p95(ours) / p95(theirs);
  })()`);

/** Clicks on heads, one after the other, so that each sorts anew. */
const sortCost = ({ page }: Stage): Promise<number> =>
  page.evaluate<number>(`(async () => {
    ${TOOLS} ${PLAIN}
    const [ours, theirs] = [[], []];
    for (let round = 0; round < 4; round += 1) for (const column of ['cpu', 'memory', 'state', 'user', 'machine']) {
      const head = document.querySelector('.head-cell[data-column="' + column + '"] .head-button');
      ours.push(timed(() => { head.click(); document.querySelector('.rows').scrollHeight; }));
      await settled();
      theirs.push(timed(() => plain('tst1')));
    }
    return p95(ours) / p95(theirs);
  })()`);

/** From a keystroke to its picture, over what the smallest change takes to be seen: a frame. */
const framesOfKey = ({ page }: Stage): Promise<number> =>
  page.evaluate<number>(`(async () => {
    ${TOOLS}
    const seen = async (change) => {
      await settled();
      const start = performance.now();
      change();
      await settled();
      return performance.now() - start;
    };
    const [ours, least] = [[], []];
    for (let round = 0; round < 3; round += 1) for (const text of prefixes) {
      ours.push(await seen(() => typed(text)));
      least.push(await seen(() => { document.querySelector('.counts').style.opacity = text.length % 2 ? '0.9' : '1'; }));
    }
    typed('');
    return p95(ours) / Math.max(p95(least), ${FRAME});
  })()`);

/**
 * p95 of the time between two frames while it scrolls, over that of the same rows in a list written by hand (bare-list.ts):
 * half a screen of other rows a frame takes a browser some time by itself where the processor draws. In turns, so that
 * both have the same company.
 */
const scrolling = ({ host, page }: Stage): Promise<number> =>
  page.evaluate<number>(`(async () => {
    ${TOOLS} ${BARE_LIST}
    const rows = document.querySelector('.rows');
    const bare = bareList(rows, ${JSON.stringify([...host.core.tables.machines.values()].slice(0, 3000).map(bareLine))});
    const scroll = async (list, times, from) => {
      await settled();
      let last = await new Promise(requestAnimationFrame);
      for (let at = 1; at <= 30; at += 1) {
        list.scrollTop = (from + at) * 400;
        const now = await new Promise(requestAnimationFrame);
        times.push(now - last);
        last = now;
      }
    };
    const [ours, least] = [[], []];
    for (let turn = 0; turn < 6; turn += 1) {
      bare.list.style.visibility = 'hidden';
      await scroll(rows, ours, turn * 30);
      bare.list.style.visibility = 'visible';
      await scroll(bare.list, least, turn * 30);
    }
    bare.remove();
    rows.scrollTop = 0;
    await settled();
    return p95(ours) / Math.max(p95(least), ${FRAME});
  })()`);

/** Rows that anything changed in after one machine did. */
async function drawnRows({ host, page }: Stage): Promise<number> {
  // A lost host counts the seconds to its next try in its row.
  const label = await page.evaluate<string>(`(async () => {
    ${TOOLS}
    typed('state:running');
    await settled();
    const rows = document.querySelector('.rows');
    window.drawnRows = new Set();
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        window.drawnRows.add(element.closest('.row') ?? element);
      }
    }).observe(rows, { subtree: true, childList: true, attributes: true, characterData: true });
    return rows.querySelector('.row[data-state="running"] .name .cut').textContent;
  })()`);
  const { tables } = host.core;
  const machine = [...tables.machines.values()].find((one) => one.label === label);
  if (machine === undefined) throw new Error(`no ${label}`);
  const cpu = (machine.cpu ?? 0) + 0.11;
  tables.putMachine({ ...machine, cpu });
  await page.until('window.drawnRows.size > 0');
  // Rows are put in order again a moment later; nothing more may come of it.
  await page.evaluate(`new Promise((done) => setTimeout(done, 500))`);
  return await page.evaluate<number>('window.drawnRows.size');
}
