/**
 * A browser for measuring, driven by a few commands of the DevTools protocol. Playwright would have every WebSocket
 * frame of the page copied to itself, which costs more than what is measured.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { isAlive } from '../lab/processes.ts';
import { waitFor } from '../lab/run.ts';
import { CHROMIUM } from '../../renderer/testing/chromium.ts';

export interface BenchBrowser {
  /** A new page at `url`, of which nothing is kept from before; `script` runs before its own. */
  open(url: string, script?: string): Promise<BenchPage>;
  close(): Promise<void>;
}

export async function launchBrowser(): Promise<BenchBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'ctys-bench-browser-'));
  const { executablePath, args } = CHROMIUM;
  const flags = ['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`];
  const size = '--window-size=1440,900';
  const child = spawn(executablePath, [...flags, size, ...args, 'about:blank'], { stdio: 'ignore' });
  const portFile = join(profile, 'DevToolsActivePort');
  const port = await waitFor('the browser', () => {
    if (!existsSync(portFile)) return null;
    return /^(\d+)\n\//.exec(readFileSync(portFile, 'utf8'))?.[1] ?? null;
  });
  return {
    open: async (url, script) => {
      const made = await fetch(`http://127.0.0.1:${port}/json/new?about:blank`, { method: 'PUT' });
      const { webSocketDebuggerUrl } = (await made.json()) as { webSocketDebuggerUrl: string };
      const page = await BenchPage.attach(webSocketDebuggerUrl);
      await page.go(url, script);
      return page;
    },
    close: () => end(child, profile),
  };
}

async function end(child: ChildProcess, profile: string): Promise<void> {
  child.kill('SIGTERM');
  await waitFor('the end of the browser', () => !isAlive(child.pid ?? 0));
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
}

interface Answer {
  readonly id: number;
  readonly result?: {
    readonly usedSize?: number;
    readonly result?: { readonly value?: unknown };
    readonly exceptionDetails?: {
      readonly text: string;
      readonly exception?: { readonly description?: string };
    };
  };
  readonly error?: { readonly message: string };
}

export class BenchPage {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #last = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data: Buffer) => {
      const answer = JSON.parse(data.toString()) as Answer;
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    });
  }

  static async attach(url: string): Promise<BenchPage> {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    await new Promise<void>((ready, failed) => socket.once('error', failed).once('open', ready));
    return new BenchPage(socket);
  }

  async go(url: string, script: string | undefined): Promise<void> {
    await this.#send('Page.enable');
    // The product stays at one address, and would bring back the consoles of the run before.
    await this.#send('Storage.clearDataForOrigin', { origin: new URL(url).origin, storageTypes: 'all' });
    if (script !== undefined) await this.#send('Page.addScriptToEvaluateOnNewDocument', { source: script });
    await this.#send('Page.navigate', { url });
  }

  /** A page behind another is given no frames. */
  async toFront(): Promise<void> {
    await this.#send('Page.bringToFront');
  }

  /** Value of an expression in the page; a promise is awaited. */
  async evaluate<T>(expression: string): Promise<T> {
    const options = { expression, awaitPromise: true, returnByValue: true };
    const { result, error } = await this.#send('Runtime.evaluate', options);
    const thrown = result?.exceptionDetails;
    if (error !== undefined || thrown !== undefined)
      throw new Error(error?.message ?? thrown?.exception?.description ?? thrown?.text);
    return result?.result?.value as T;
  }

  /** Resolves once the expression is true. */
  async until(expression: string, timeout = 60_000): Promise<void> {
    const look = (): Promise<boolean> => this.evaluate(`Boolean(${expression})`).then(Boolean, () => false);
    await waitFor(expression, look, { timeout, every: 50 });
  }

  async click(testId: string, within = 'document'): Promise<void> {
    const find = `${within}.querySelector('[data-testid="${testId}"]')`;
    await this.until(find);
    await this.evaluate(`${find}.click()`);
  }

  /** Types a line and presses Enter. */
  async enter(text: string): Promise<void> {
    await this.#send('Input.insertText', { text });
    const key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 };
    await this.#send('Input.dispatchKeyEvent', { type: 'keyDown', text: '\r', ...key });
    await this.#send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
  }

  /** Bytes of its heap, collected. */
  async heap(): Promise<number> {
    await this.#send('HeapProfiler.collectGarbage');
    return (await this.#send('Runtime.getHeapUsage')).result?.usedSize ?? Number.NaN;
  }

  async close(): Promise<void> {
    await this.#send('Page.close');
    this.#socket.terminate();
  }

  #send(method: string, params: object = {}): Promise<Answer> {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }
}
