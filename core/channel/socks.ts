/** A SOCKS door: where a client wants to go, told by itself (RFC 1928; SOCKS 4 and 4a). No login: it is on loopback. */
import type { Duplex } from 'node:stream';

export interface Wish {
  readonly host: string;
  readonly port: number;
  /** Tells the client how it went; from then on the stream is its own. */
  answer(reached: boolean): void;
}

/** A greeting is over sooner. */
const MOST = 1024;

interface Read {
  readonly used: number;
  readonly wish?: Omit<Wish, 'answer'>;
  readonly reply?: Buffer;
  /** The last words, by whether it was reached. */
  last?(reached: boolean): Buffer;
}

const wishOf = (host: string, port: number) => ({ host, port });

function address(
  type: number | undefined,
  bytes: Buffer,
): { readonly host: string; readonly size: number } | null {
  if (type === 1) return bytes.length < 4 ? null : { host: [...bytes.subarray(0, 4)].join('.'), size: 4 };
  if (type === 3) {
    const size = bytes[0];
    if (size === undefined || bytes.length < 1 + size) return null;
    return { host: bytes.subarray(1, 1 + size).toString('latin1'), size: 1 + size };
  }
  if (type !== 4) throw new Error('no such kind of address');
  if (bytes.length < 16) return null;
  const groups = bytes.subarray(0, 16).toString('hex').match(/.{4}/g) ?? [];
  return { host: groups.join(':'), size: 16 };
}

/** null: more is to come. @throws Error what is no SOCKS */
function readFive(head: Buffer): Read | null {
  const methods = head[1];
  if (methods === undefined || head.length < 2 + methods) return null;
  const greeting = 2 + methods;
  if (head.length === greeting) return { used: 0, reply: Buffer.from([5, 0]) };
  const request = head.subarray(greeting);
  if (request.length < 5) return null;
  if (request[0] !== 5 || request[1] !== 1) throw new Error('only CONNECT');
  const found = address(request[3], request.subarray(4));
  const size = 4 + (found?.size ?? 0);
  if (found === null || request.length < size + 2) return null;
  return {
    used: greeting + size + 2,
    wish: wishOf(found.host, request.readUInt16BE(size)),
    last: (reached) => Buffer.from([5, reached ? 0 : 5, 0, 1, 0, 0, 0, 0, 0, 0]),
  };
}

function readFour(head: Buffer): Read | null {
  const end = head.indexOf(0, 8);
  if (head.length < 9 || end === -1) return null;
  if (head[1] !== 1) throw new Error('only CONNECT');
  const last = (reached: boolean): Buffer => Buffer.from([0, reached ? 90 : 91, 0, 0, 0, 0, 0, 0]);
  const port = head.readUInt16BE(2);
  const ip = [...head.subarray(4, 8)];
  // 4a: 0.0.0.x stands for a name behind.
  if (ip[0] !== 0 || ip[1] !== 0 || ip[2] !== 0 || ip[3] === 0)
    return { used: end + 1, wish: wishOf(ip.join('.'), port), last };
  const behind = head.indexOf(0, end + 1);
  if (behind === -1) return null;
  return { used: behind + 1, wish: wishOf(head.subarray(end + 1, behind).toString('latin1'), port), last };
}

/** Resolves with where the client wants to go; null: it went away, or spoke otherwise, and is closed. */
export function readWish(stream: Duplex): Promise<Wish | null> {
  return new Promise((done) => {
    let head: Buffer = Buffer.alloc(0);
    let greeted = false;
    const leave = (wish: Wish | null): void => {
      stream.off('data', read).off('end', gone).off('close', gone).off('error', gone);
      stream.pause();
      if (wish === null) stream.destroy();
      done(wish);
    };
    const gone = (): void => leave(null);
    const read = (chunk: Buffer): void => {
      head = Buffer.concat([head, chunk]);
      try {
        const found = head[0] === 5 ? readFive(head) : head[0] === 4 ? readFour(head) : undefined;
        if (found === undefined || head.length > MOST) throw new Error('no SOCKS');
        if (found?.reply !== undefined && !greeted) {
          greeted = true;
          stream.write(found.reply);
        }
        const { wish, used = 0, last } = found ?? {};
        if (wish === undefined || last === undefined) return;
        const rest = head.subarray(used);
        leave({
          ...wish,
          answer(reached) {
            stream.write(last(reached));
            if (!reached) stream.end();
            else if (rest.length > 0) stream.unshift(rest);
          },
        });
      } catch {
        gone();
      }
    };
    stream.on('data', read).once('end', gone).once('close', gone).once('error', gone);
  });
}
