/**
 * Notices that a host answers no more. ssh2 1.17 counts only answers to its own questions (keepaliveInterval), and on a
 * narrow line these wait behind all that is on its way: here, as OpenSSH does it, anything that comes puts the next question
 * off. Questions are most of what a hundred silent hosts cost, so with many hosts each is asked less often, except where a
 * person is connected. The version of ssh2 is pinned.
 */
import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';

/** ms of silence before a question. A dead host is noticed after three: the silence, and two unanswered questions. */
const PERIOD = 4_000;
const UNANSWERED = 2;
/** As many hosts are asked every PERIOD. */
const HOSTS = 32;
/** ms between two looks at the silence of all. */
const PACE = 500;

/** Parts of ssh2's client (lib/client.js). */
interface Inner {
  /** Who waits for answers to global requests, in their order. */
  readonly _callbacks: (() => void)[];
  /** Sends a global request that every server answers. */
  readonly _protocol: { ping(): void };
}

export interface Kept {
  readonly client: Client;
  /** What `client` is connected over. */
  readonly socket: Duplex;
  /** A person is connected through it, and wants to know soon. */
  attended(): boolean;
  /** It answers no more. */
  lost(): void;
}

interface Asked extends Kept {
  heard: number;
  at: number;
  times: number;
}

const all = new Set<Asked>();
let clock: NodeJS.Timeout | undefined;

/** Until `end`. */
export function keepAlive(kept: Kept): { readonly heard: () => number; readonly end: () => void } {
  const asked: Asked = { ...kept, heard: Date.now(), at: 0, times: 0 };
  kept.socket.on('data', () => {
    asked.heard = Date.now();
    asked.times = 0;
  });
  all.add(asked);
  clock ??= setInterval(lookAtAll, PACE).unref();
  return {
    heard: () => asked.heard,
    end: () => {
      all.delete(asked);
      if (all.size > 0) return;
      clearInterval(clock);
      clock = undefined;
    },
  };
}

function lookAtAll(): void {
  const now = Date.now();
  const rare = PERIOD * Math.max(1, all.size / HOSTS);
  for (const one of all) {
    const period = one.attended() ? PERIOD : rare;
    if (now - Math.max(one.heard, one.at) < period) continue;
    if (one.times >= UNANSWERED) one.lost();
    else ask(one, now);
  }
}

function ask(one: Asked, now: number): void {
  one.times += 1;
  one.at = now;
  const { _callbacks, _protocol } = one.client as unknown as Inner;
  _callbacks.push(() => {});
  _protocol.ping();
}
