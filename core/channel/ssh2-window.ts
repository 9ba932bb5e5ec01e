/**
 * How much a stalled reader can hold up in one channel. ssh2 1.17 grants 2 MiB and reads 2 MiB ahead of its reader,
 * which no option changes: both are set here on its inner objects (lib/Channel.js, lib/client.js). Its version is
 * pinned.
 */
import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';

/**
 * Bytes granted at the opening. ssh2 believes in 2 MiB and tops up by what has come, when half of that has: so this
 * stays what is granted in all, and it must be more than that half.
 */
const GRANTED = 1024 * 1024 + 64 * 1024;
const READ_AHEAD = 64 * 1024;

type Open = (id: number, window: number, ...rest: unknown[]) => void;
interface Inner {
  readonly _protocol?: Record<'session' | 'directTcpip' | 'openssh_directStreamLocal', Open>;
}

/** For all channels this client opens from now on; the client must be connected. */
export function limitWindows(client: Client): void {
  const protocol = (client as unknown as Inner)._protocol;
  if (protocol === undefined) return;
  for (const kind of ['session', 'directTcpip', 'openssh_directStreamLocal'] as const) {
    const open = protocol[kind].bind(protocol);
    protocol[kind] = (id, _window, ...rest) => open(id, GRANTED, ...rest);
  }
}

export function limitReadAhead(channel: Duplex): void {
  (channel as unknown as { _readableState: { highWaterMark: number } })._readableState.highWaterMark =
    READ_AHEAD;
}
