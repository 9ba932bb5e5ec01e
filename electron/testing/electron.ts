/**
 * A stand-in for the electron module in unit tests, typed against electron.d.ts: it records what main and window
 * ask of Electron. The real thing is tested by e2e/electron.spec.ts wherever its binary is.
 */
import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type * as Electron from 'electron';

/** MessagePortMain over worker_threads: same events, same clone rules. */
export class FakePort extends EventEmitter {
  readonly port: MessagePort;
  constructor(port: MessagePort) {
    super();
    this.port = port;
    port.on('message', (data: { data: unknown; ports: MessagePort[] }) =>
      this.emit('message', { data: data.data, ports: data.ports.map((each) => new FakePort(each)) }),
    );
    port.on('close', () => this.emit('close'));
  }
  postMessage(data: unknown, ports: FakePort[] = []): void {
    const raw = ports.map((each) => each.port);
    this.port.postMessage({ data, ports: raw }, raw);
  }
  start(): void {
    this.port.start();
  }
  close(): void {
    this.port.close();
  }
}

export class MessageChannelMain {
  readonly port1: FakePort;
  readonly port2: FakePort;
  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new FakePort(port1);
    this.port2 = new FakePort(port2);
  }
}

export const windows: BrowserWindow[] = [];

class WebContents extends EventEmitter {
  readonly posted: { channel: string; ports: FakePort[] }[] = [];
  openHandler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0] | null = null;
  setWindowOpenHandler(handler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0]): void {
    this.openHandler = handler;
  }
  postMessage(channel: string, _message: unknown, ports: FakePort[] = []): void {
    this.posted.push({ channel, ports });
  }
}

export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents();
  readonly options: Electron.BrowserWindowConstructorOptions;
  loaded = '';
  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    windows.push(this);
  }
  async loadURL(url: string): Promise<void> {
    this.loaded = url;
  }
  show(): void {}
}

export const opened: string[] = [];
export const shell = {
  openExternal: async (url: string): Promise<void> => {
    opened.push(url);
  },
};
