/**
 * What a host says keeps its connection, whatever it is. ssh2 1.17 counts only answers to its own questions
 * (keepaliveInterval), and on a narrow line these wait behind all that is on its way: as OpenSSH does, anything that comes
 * puts the next question off. The version of ssh2 is pinned.
 */
import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';

/** ms; more often is no use. */
const PACE = 1_000;

interface Inner {
  /** Forgets what was not answered, and asks again after an interval (lib/client.js). */
  readonly _resetKA?: () => void;
}

/** `client` is connected, over `socket`. Returns when the host was last heard; epoch ms. */
export function keepWhileHeard(client: Client, socket: Duplex): () => number {
  let last = 0;
  let heard = Date.now();
  socket.on('data', () => {
    heard = Date.now();
    const now = performance.now();
    if (now - last < PACE) return;
    last = now;
    (client as unknown as Inner)._resetKA?.();
  });
  return () => heard;
}
