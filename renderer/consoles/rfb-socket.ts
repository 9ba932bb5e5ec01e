/** A console pipe in the shape of a WebSocket, as noVNC wants it. */
import type { RawChannel } from '@novnc/novnc';
import type { ClientPipe } from '../../core/contract/pipe-ends.ts';

export interface SocketEvents {
  /** What came makes noVNC throw; its socket has closed, which it takes for a clean end. */
  broken?(): void;
  /** Before noVNC has them. */
  received?(bytes: number): void;
  /** Whether this message of noVNC goes out. */
  passes?(message: Uint8Array): boolean;
}

/** noVNC sets the handlers when it is constructed, in the same turn. */
export function rfbSocket(pipe: ClientPipe, on: SocketEvents = {}): RawChannel {
  const socket: RawChannel = {
    binaryType: 'arraybuffer',
    protocol: '',
    readyState: 'open',
    onopen: null,
    onmessage: null,
    onclose: null,
    onerror: null,
    // The pipe copies what it is given: noVNC reuses its buffer.
    send: (data) => {
      const message = data instanceof Uint8Array ? data : new Uint8Array(data);
      if (socket.readyState === 'open' && on.passes?.(message) !== false) pipe.write(message);
    },
    // As a WebSocket does, not within the call: noVNC begins to wait for it only afterwards.
    close: () => {
      if (socket.readyState === 'open') socket.readyState = 'closing';
      queueMicrotask(() => finish(true));
    },
  };
  const finish = (clean: boolean): void => {
    if (socket.readyState === 'closed') return;
    socket.readyState = 'closed';
    socket.onclose?.({ code: clean ? 1000 : 1006, reason: '', wasClean: clean });
  };
  queueMicrotask(() => {
    pipe.onBytes = (chunk, taken) => {
      on.received?.(chunk.length);
      try {
        if (socket.readyState === 'open') socket.onmessage?.({ data: chunk });
      } catch {
        finish(false);
        on.broken?.();
      }
      taken();
    };
  });
  return socket;
}
