/**
 * A VNC server's door, opened with a password that we may read: towards the viewer it stands open. So nobody is asked for
 * what lies in a file on the host, and it never leaves this process. RFC 6143, 7.1 and 7.2.
 */
import { fail } from '../../model/failure.ts';
import type { BytePipe } from '../../model/pipe.ts';
import { answerTo } from './secret.ts';

const VERSION = Buffer.from('RFB 003.008\n', 'latin1');
const VERSION_SIZE = 12;
const CHALLENGE_SIZE = 16;
const NONE = 1;
const VNC_AUTH = 2;
const OK = Buffer.alloc(4);

/** Reads exactly, keeping what comes beyond. */
class Reader {
  #rest: Uint8Array = new Uint8Array(0);
  readonly #bytes: AsyncIterator<Uint8Array>;

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#bytes = bytes[Symbol.asyncIterator]();
  }

  /** @throws Failure connection-lost when it ends before */
  async take(count: number): Promise<Uint8Array> {
    while (this.#rest.length < count) {
      const next = await this.#bytes.next();
      if (next.done) throw fail('connection-lost', 'The VNC server closed the connection.');
      this.#rest = Buffer.concat([this.#rest, next.value]);
    }
    const taken = this.#rest.subarray(0, count);
    this.#rest = this.#rest.subarray(count);
    return taken;
  }

  async *others(): AsyncGenerator<Uint8Array, void, undefined> {
    if (this.#rest.length > 0) yield this.#rest;
    for (;;) {
      const next = await this.#bytes.next();
      if (next.done) return;
      yield next.value;
    }
  }
}

/** Whether the server let us in. @throws Failure auth-denied with what it says */
async function enter(server: BytePipe, from: Reader, password: string): Promise<void> {
  const version = Buffer.from(await from.take(VERSION_SIZE)).toString('latin1');
  const [, major, minor] = /^RFB (\d{3})\.(\d{3})\n$/.exec(version) ?? [];
  if (major === undefined) throw fail('unexpected-output', 'What answers there is no VNC server.');
  const isNew = Number(major) > 3 || Number(minor) >= 8;
  const isOld = Number(major) === 3 && Number(minor) < 7;
  await server.write(isNew ? VERSION : Buffer.from(version, 'latin1'));
  const types = isOld ? await oldType(from) : await offered(from);
  const type = [VNC_AUTH, NONE].find((one) => types.includes(one));
  if (type === undefined)
    throw fail('not-capable', `The VNC server wants a login that is not known here (${types.join(', ')}).`);
  if (!isOld) await server.write(Uint8Array.of(type));
  if (type === VNC_AUTH) await server.write(answerTo(await from.take(CHALLENGE_SIZE), password));
  if (type === NONE && !isNew) return;
  const result = Buffer.from(await from.take(4)).readUInt32BE(0);
  if (result !== 0)
    throw fail('auth-denied', 'The VNC server does not take the password of its file.', 'Give it by hand.');
}

async function oldType(from: Reader): Promise<readonly number[]> {
  const type = Buffer.from(await from.take(4)).readUInt32BE(0);
  if (type === 0) throw fail('refused', await reasonOf(from), 'Try again later.');
  return [type];
}

async function offered(from: Reader): Promise<readonly number[]> {
  const [count = 0] = await from.take(1);
  if (count === 0) throw fail('refused', await reasonOf(from), 'Try again later.');
  return [...(await from.take(count))];
}

const LONGEST_REASON = 500;

async function reasonOf(from: Reader): Promise<string> {
  const size = Buffer.from(await from.take(4)).readUInt32BE(0);
  const text = Buffer.from(await from.take(Math.min(size, LONGEST_REASON))).toString('utf8');
  return `The VNC server refuses: ${text}.`;
}

/** What the viewer says until it is in: version, type, and from then on all of it is the server's. */
const GREETING = VERSION_SIZE + 1;

/** @throws Failure auth-denied, refused, not-capable */
export async function opened(server: BytePipe, password: string): Promise<BytePipe> {
  const from = new Reader(server.bytes);
  try {
    await enter(server, from, password);
  } catch (caught) {
    server.close();
    throw caught;
  }
  let said = 0;
  let wake = (): void => {};
  const until = async (count: number): Promise<void> => {
    while (said < count)
      await new Promise<void>((go) => {
        wake = go;
      });
  };
  async function* bytes(): AsyncGenerator<Uint8Array, void, undefined> {
    yield VERSION;
    await until(VERSION_SIZE);
    yield Uint8Array.of(1, NONE);
    await until(GREETING);
    yield OK;
    yield* from.others();
  }
  return {
    bytes: bytes(),
    async write(chunk) {
      const own = Math.min(chunk.length, GREETING - said);
      if (own > 0) {
        said += own;
        wake();
      }
      if (own < chunk.length) await server.write(own > 0 ? chunk.subarray(own) : chunk);
    },
    close() {
      server.close();
      said = GREETING;
      wake();
    },
  };
}
