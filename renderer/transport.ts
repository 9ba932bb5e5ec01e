/**
 * Ways to the core. Electron: one MessagePort from the preload, over which further ports are opened
 * (`{ open: 'rpc' }`, `{ open: 'pipe', session }`). Browser: WebSockets of the headless host, with the token.
 */
import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink as PortRpc } from '@orpc/client/message-port';
import { RPCLink as SocketRpc } from '@orpc/client/websocket';
import type { Link } from '../core/contract/pipe.ts';
import { words } from './words/words.ts';

/** One connection for contract calls. */
export interface Connection {
  readonly rpc: ClientLink<ClientContext>;
  /** Resolves when the connection is gone. Never rejects. */
  readonly closed: Promise<void>;
  close(): void;
}

export interface Transport {
  /** Rejects when the core cannot be reached. */
  connect(): Promise<Connection>;
  /** The pipe of an open console, by its session's id. */
  openLink(session: string): Link;
}

type Frame = Uint8Array | string;

/** A WebSocket as a Link; what is sent before it is open waits. */
export function socketLink(socket: WebSocket): Link {
  socket.binaryType = 'arraybuffer';
  const waiting: Frame[] = [];
  const put = (frame: Frame): void => socket.send(frame as Uint8Array<ArrayBuffer> | string);
  const link: Link = {
    onFrame: null,
    onClose: null,
    send(frame) {
      if (socket.readyState === socket.OPEN) put(frame);
      // What waits must not change under the caller's hands.
      else if (socket.readyState === socket.CONNECTING)
        waiting.push(typeof frame === 'string' ? frame : frame.slice());
    },
    close: () => socket.close(),
  };
  socket.addEventListener('open', () => {
    for (const frame of waiting.splice(0)) put(frame);
  });
  socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (typeof data === 'string') link.onFrame?.(data);
    else if (data instanceof ArrayBuffer) link.onFrame?.(new Uint8Array(data));
  });
  socket.addEventListener('close', () => link.onClose?.());
  return link;
}

/** A MessagePort as a Link. */
export function portLink(port: MessagePort): Link {
  const link: Link = {
    onFrame: null,
    onClose: null,
    send(frame) {
      // Cloning a view clones its whole buffer, so a part of a larger one is cut out first.
      const whole = typeof frame === 'string' || frame.byteLength === frame.buffer.byteLength;
      port.postMessage(whole ? frame : frame.slice());
    },
    close: () => port.close(),
  };
  port.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (typeof data === 'string' || data instanceof Uint8Array) link.onFrame?.(data);
  });
  port.addEventListener('close', () => link.onClose?.());
  // Frames may come only after the caller has set its handlers, which it does in this same turn.
  queueMicrotask(() => port.start());
  return link;
}

/** Over the port the preload hands to the page. */
export function portTransport(root: MessagePort): Transport {
  const open = (message: object): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    root.postMessage(message, [port2]);
    return port1;
  };
  root.start();
  return {
    openLink: (session) => portLink(open({ open: 'pipe', session })),
    async connect() {
      const port = open({ open: 'rpc' });
      const closed = new Promise<void>((done) => {
        port.addEventListener('close', () => done());
        root.addEventListener('close', () => done());
      });
      const rpc = new PortRpc({ port });
      port.start();
      return { rpc, closed, close: () => port.close() };
    },
  };
}

/** Over WebSockets to the host that served the page. `base` as `ws://127.0.0.1:8080`. */
export function socketTransport(base: string, token: string): Transport {
  // The token travels as a subprotocol: unlike the address it enters no log and no history.
  const open = (path: string): WebSocket => {
    const socket = new WebSocket(`${base}${path}`, ['ctys', `token.${token}`]);
    // An error tells nothing, and a close always follows it.
    socket.addEventListener('error', () => undefined);
    return socket;
  };
  return {
    openLink: (session) => socketLink(open(`/pipe/${encodeURIComponent(session)}`)),
    async connect() {
      const socket = open('/rpc');
      const rpc = new SocketRpc({ websocket: socket });
      const closed = new Promise<void>((done) => socket.addEventListener('close', () => done()));
      await new Promise<void>((ready, failed) => {
        socket.addEventListener('open', () => ready(), { once: true });
        socket.addEventListener('close', () => failed(new Error(words().shell.coreSilent)), {
          once: true,
        });
      });
      return { rpc, closed, close: () => socket.close() };
    },
  };
}
