/**
 * A unix socket as a link, between a running host and the command line of the same user. Each message has its length (4
 * bytes, big-endian) and its kind (1 byte: 0 text, 1 bytes) in front of it. Loading and shaking hands over WebSockets
 * would take a fifth of a short call.
 */
import type { Socket } from 'node:net';
import type { Link } from '../contract/pipe.ts';

const HEAD = 5;
const TEXT = 0;
/** No table of a lab is larger; a socket that says so is not ours. */
const MOST = 256 * 1024 * 1024;

/** `first` is said before anything else. */
export function linkOver(socket: Socket, first?: string): Link {
  const link: Link = {
    onFrame: null,
    onClose: null,
    send: (frame) => {
      if (socket.writable) socket.write(framed(frame));
    },
    close: () => socket.end(),
  };
  let rest: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      if (rest.length < HEAD) return;
      const end = HEAD + rest.readUInt32BE(0);
      if (end > MOST) return void socket.destroy();
      if (rest.length < end) return;
      const body = rest.subarray(HEAD, end);
      const isText = rest[HEAD - 1] === TEXT;
      rest = rest.subarray(end);
      link.onFrame?.(isText ? body.toString('utf8') : body);
    }
  });
  socket.on('close', () => link.onClose?.());
  // An error tells nothing, and a close always follows it.
  socket.on('error', () => {});
  if (first !== undefined) link.send(first);
  return link;
}

function framed(frame: Uint8Array | string): Buffer {
  const isText = typeof frame === 'string';
  const size = isText ? Buffer.byteLength(frame) : frame.length;
  const message = Buffer.allocUnsafe(HEAD + size);
  message.writeUInt32BE(size, 0);
  message[HEAD - 1] = isText ? TEXT : 1;
  if (isText) message.write(frame, HEAD);
  else message.set(frame, HEAD);
  return message;
}

/** What the RPC library takes for a MessagePort. */
export interface RpcPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  on(event: 'close', listener: () => void): void;
  postMessage(message: string | Uint8Array): void;
}

export function portOver(link: Link): RpcPort {
  return {
    on(event: 'message' | 'close', listener: (event: { readonly data: unknown }) => void) {
      if (event === 'close') link.onClose = () => listener({ data: undefined });
      else link.onFrame = (data) => listener({ data });
    },
    postMessage: (message) => link.send(message),
  };
}
