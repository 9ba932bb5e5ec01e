/** Text consoles side by side: how soon one answers a key while another prints, and what many idle ones hold. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as after } from 'node:timers/promises';
import { waitFor } from '../lab/run.ts';
import type { BenchPage } from './browser.ts';
import { openConsole, openShell, type Stage, withProduct } from './stage.ts';

const KEYS = 60;
const IDLE_CONSOLES = 20;
const SSH_CLIENTS = 5;
/** ms for what was opened to come to rest. */
const REST = 3_000;

/** Types as a keyboard does, and waits until what is typed stands on the screen. */
const TOOLS = `
  const terminals = () => [...document.querySelectorAll('[data-testid="terminal"]')];
  const rowsOf = (terminal) => terminal.querySelector('.xterm-rows');
  const type = (terminal, text) => {
    const field = terminal.querySelector('.xterm-helper-textarea');
    for (const data of text) field.dispatchEvent(new InputEvent('input', { data, inputType: 'insertText' }));
  };
  const shows = (terminal, test) => new Promise((done) => {
    const look = () => {
      if (!test(rowsOf(terminal).textContent)) return;
      watcher.disconnect();
      done();
    };
    const watcher = new MutationObserver(look);
    watcher.observe(rowsOf(terminal), { subtree: true, childList: true, characterData: true });
    look();
  });
  const count = (text) => text.split('~').length;
  const latency = async (terminal) => {
    const times = [];
    for (let key = 0; key < ${KEYS}; key += 1) {
      const before = count(rowsOf(terminal).textContent);
      const start = performance.now();
      type(terminal, '~');
      await shows(terminal, (text) => count(text) > before);
      times.push(performance.now() - start);
      await new Promise((done) => setTimeout(done, 20 + key % 17));
    }
    return times.sort((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1];
  };
`;

/** p95 from a key to its echo on the screen while the console beside it prints, over that while it does not. */
export const echo = (stage: Stage): Promise<number> =>
  withProduct(stage, async (page) => {
    await openShell(page);
    await page.evaluate(`document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {
      key: 'D', code: 'KeyD', keyCode: 68, ctrlKey: true, shiftKey: true, bubbles: true, cancelable: true,
    }))`);
    await page.until(`document.querySelectorAll('[data-testid="terminal"] .xterm-rows').length === 2`);
    await page.until(
      `[...document.querySelectorAll('[data-testid="console-state"]')].every((one) => one.textContent.includes('attached'))`,
    );
    return await page.evaluate<number>(`(async () => {
      ${TOOLS}
      const [flood, quiet] = terminals();
      type(quiet, 'PS1=; clear; echo ready-$((1+1)); exec cat > /dev/null\\r');
      await shows(quiet, (text) => text.includes('ready-2'));
      const idle = await latency(quiet);
      type(quiet, '\\r');
      type(flood, 'yes "The quick brown fox jumps over the lazy dog 0123456789"\\r');
      const before = pipeBytes;
      while (pipeBytes < before + 4_000_000) await new Promise((done) => setTimeout(done, 20));
      return (await latency(quiet)) / idle;
    })()`);
  });

/** Bytes an idle console takes in core and window together, over those of an idle ssh -tt alone. */
export async function consoleMemory(stage: Stage): Promise<number> {
  const ours = await withProduct(stage, async (page, { pid }) => {
    // What the first one brings along is none of the others'.
    await openConsole(page, 'lab00', 'shell');
    const held = async (): Promise<number> => {
      await after(REST);
      return memoryOf(pid, 'Rss') + (await page.heap());
    };
    await attached(page, 1);
    const before = await held();
    for (let more = 1; more <= IDLE_CONSOLES; more += 1) {
      await page.click('new-console');
      const item = `[...document.querySelectorAll('[role="menuitem"]')].find((one) => /^lab00: .*[Ss]hell/.test(one.textContent))`;
      await page.until(item);
      await page.evaluate(`${item}.click()`);
      await attached(page, 1 + more);
    }
    return ((await held()) - before) / IDLE_CONSOLES;
  });
  return ours / (await sshMemory(stage));
}

/** So many tabs, and the one in sight has its shell. */
async function attached(page: BenchPage, tabs: number): Promise<void> {
  await page.until(`document.querySelectorAll('[data-testid="terminal"] .xterm-rows').length === ${tabs}`);
  await page.until(
    `[...document.querySelectorAll('[data-testid="console-state"]')].every((one) => one.textContent.includes('attached'))`,
  );
}

async function sshMemory({ lab }: Stage): Promise<number> {
  const argv = ['-F', lab.sshConfig, '-tt', 'lab00'];
  const clients = Array.from({ length: SSH_CLIENTS }, () =>
    spawn('ssh', argv, { stdio: ['pipe', 'pipe', 'ignore'] }),
  );
  try {
    await Promise.all(clients.map(({ stdout }) => new Promise((said) => stdout.once('data', said))));
    // Half a dozen share the program's own pages.
    return clients.reduce((sum, { pid }) => sum + memoryOf(pid ?? 0, 'Pss'), 0) / SSH_CLIENTS;
  } finally {
    for (const client of clients) client.kill();
    await waitFor('the ends of ssh', () =>
      clients.every(({ exitCode, signalCode }) => exitCode ?? signalCode),
    );
  }
}

/** Bytes. Source: proc(5), smaps_rollup. */
const memoryOf = (pid: number, kind: 'Rss' | 'Pss'): number =>
  Number(
    new RegExp(`^${kind}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1],
  ) * 1024;
