/** The product in a browser, as the benches of the window use it. */
import type { Lab, LabGuest } from '../lab/index.ts';
import { type Product, startProduct } from '../specs/product.ts';
import type { BenchBrowser, BenchPage } from './browser.ts';
import type { PageServer } from './page-server.ts';

export interface Stage {
  readonly lab: Lab;
  readonly browser: BenchBrowser;
  readonly page: PageServer;
  readonly guest: LabGuest;
}

/** A page of the product, counting bytes of console pipes and pictures drawn. */
export async function withProduct<T>(
  { lab, browser }: Stage,
  use: (page: BenchPage, product: Product) => Promise<T>,
): Promise<T> {
  const product = await startProduct(lab.env);
  try {
    const page = await browser.open(product.address, COUNT);
    const result = await use(page, product);
    await page.close();
    return result;
  } finally {
    await product.stop();
  }
}

/** Counts what arrives over WebSockets of pipes, and pictures drawn to what is shown. */
export const COUNT = `
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

export const rowOf = (label: string): string => `document.querySelector('[data-testid="row-${label}"]')`;

export async function openConsole(page: BenchPage, machine: string, console: string): Promise<void> {
  await page.until(`${rowOf(machine)}?.textContent.includes('running')`);
  await page.click(`row-${machine}`);
  await page.click(`open-${console}`, `document.querySelector('[data-testid="details"]')`);
}

export const ROWS = `document.querySelector('.xterm-rows')`;

/** A shell on lab00 that prints what it is given and nothing else; returns once it is ready. */
export async function openShell(page: BenchPage): Promise<void> {
  await openConsole(page, 'lab00', 'shell');
  await page.until(
    `document.querySelector('[data-testid="console-state"]')?.textContent.includes('attached')`,
  );
  await page.evaluate(`document.querySelector('.xterm-helper-textarea').focus()`);
  await page.enter('stty -opost; PS1=; clear; echo ready-$((1+1))');
  await page.until(`${ROWS}.textContent.includes('ready-2')`);
}
