/** The product as a person starts and reads it: for window tests, benches and the screenshot. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { root } from '../../core/bin/bootstrap.mjs';
import { isAlive } from '../lab/processes.ts';
import { waitFor } from '../lab/run.ts';

export interface Product {
  readonly address: string;
  readonly pid: number;
  /** Where its inspector listens, when it was started with one. */
  readonly inspector?: string;
  stop(): Promise<void>;
}

/** `ctys serve` as a person would start it, in the lab's home; `inspected`: with Node's inspector, at a port of its choice. */
export async function startProduct(
  env: Readonly<Record<string, string>>,
  inspected = false,
): Promise<Product> {
  const flags = inspected ? ['--inspect=127.0.0.1:0'] : [];
  const child = spawn(process.execPath, [...flags, join(root, 'dist', 'ctys.mjs'), 'serve'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', inspected ? 'pipe' : 'inherit'],
  });
  const inspecting = inspected ? inspectorOf(child) : undefined;
  const address = await firstLine(child);
  const inspector = await inspecting;
  const pid = child.pid ?? 0;
  return {
    address,
    pid,
    ...(inspector !== undefined && { inspector }),
    stop: async () => {
      child.kill('SIGTERM');
      await waitFor('the end of ctys serve', () => !isAlive(pid));
    },
  };
}

function inspectorOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      const [address] = /ws:\S+/.exec(chunk.toString()) ?? [];
      if (address !== undefined) resolve(address);
    });
  });
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('\n')) resolve(said.slice(0, said.indexOf('\n')));
    });
    child.once('exit', (code) => reject(new Error(`ctys serve ended with ${code}`)));
  });
}

export const row = (window: Page, label: string): Locator => window.getByTestId(`row-${label}`);

/** All text of a terminal, as its accessible rows have it. */
/** A line, and Enter. */
export async function type(window: Page, terminal: Locator, text: string): Promise<void> {
  await terminal.click();
  await window.keyboard.type(`${text}\n`);
}

export async function terminalText(terminal: Locator): Promise<string> {
  const rows = await terminal.locator('.xterm-rows > div').allInnerTexts();
  return rows.map((text) => text.replaceAll('\u00a0', ' ').trimEnd()).join('\n');
}

/** Opens a console of a machine by its details, as a person with a mouse does. */
export async function openConsole(window: Page, machine: string, console: string): Promise<void> {
  await row(window, machine).click();
  const details = window.getByTestId('details');
  if (!(await details.isVisible())) await window.getByTestId('toggle-details').click();
  await details.getByTestId(`open-${console}`).click();
}
