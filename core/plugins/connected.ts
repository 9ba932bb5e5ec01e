/** Who is connected to the servers of a host, as its kernel tells (proc(5), /proc/net/tcp). Pure. */

/** An established connection to a port of the host. */
export interface Connected {
  readonly port: number;
  /** Where the client is: an address. */
  readonly from: string;
}

/**
 * `near` and `far`: `0100007F:170D`, hexadecimal, words in the byte order of the machine (here: little-endian). Empty: it is
 * neither IPv4 nor IPv6.
 */
export function connectionOf(near: string, far: string): readonly Connected[] {
  const port = Number.parseInt(near.split(':')[1] ?? '', 16);
  const [address = ''] = far.split(':');
  const words = address.match(/.{8}/g) ?? [];
  if (!Number.isInteger(port) || (words.length !== 1 && words.length !== 4)) return [];
  const bytes = words.flatMap((word) =>
    (word.match(/../g) ?? []).reverse().map((hex) => Number.parseInt(hex, 16)),
  );
  return [{ port, from: bytes.length === 4 ? bytes.join('.') : addressOf6(bytes) }];
}

function addressOf6(bytes: readonly number[]): string {
  // ::ffff:a.b.c.d
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  if (isMapped) return bytes.slice(12).join('.');
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return (hex.match(/.{4}/g) ?? []).map((group) => group.replace(/^0{1,3}/, '')).join(':');
}

/** Who is at a port. The end of a tunnel is the host itself. */
export const clientsAt = (port: number | undefined, connected: readonly Connected[]): readonly string[] =>
  connected.filter((one) => one.port === port).map(({ from }) => from);
