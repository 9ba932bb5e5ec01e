/**
 * The page's one port to the core. Over it the page opens further ports: `{ open: 'rpc' }` for the contract,
 * `{ open: 'pipe', session }` for a console's bytes. Works with any port of Electron's shape, so that tests need
 * no Electron.
 */
import { RPCHandler } from '@orpc/server/message-port';
import type { Link } from '../core/contract/pipe.ts';
import type { Engine } from '../core/engine/engine.ts';

/** What is used of Electron's MessagePortMain. */
export interface Port {
  on(event: 'message', listener: (event: { data: unknown; ports: Port[] }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
}

export function serveWindow(root: Port, engine: Pick<Engine, 'router' | 'attach'>): void {
  const rpc = new RPCHandler(engine.router);
  root.on('message', ({ data, ports: [port] }) => {
    if (port === undefined || typeof data !== 'object' || data === null || !('open' in data)) return;
    if (data.open === 'rpc') {
      rpc.upgrade(port as unknown as Parameters<typeof rpc.upgrade>[0], { context: {} });
      port.start();
    } else if (data.open === 'pipe' && 'session' in data && typeof data.session === 'string') {
      engine.attach(data.session, portLink(port));
    } else port.close();
  });
  root.start();
}

/** A MessagePort as a Link. */
export function portLink(port: Port): Link {
  const link: Link = {
    onFrame: null,
    onClose: null,
    send: (frame) => port.postMessage(frame),
    close: () => port.close(),
  };
  port.on('message', ({ data }) => {
    if (typeof data === 'string' || data instanceof Uint8Array) link.onFrame?.(data);
  });
  port.on('close', () => link.onClose?.());
  // Frames must not come before the engine has set its handlers, which it does in this same turn.
  queueMicrotask(() => port.start());
  return link;
}
