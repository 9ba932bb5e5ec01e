/** A VNC viewer that counts updates and draws nothing: what a native one gets of the server at the most. */
import { connect, type Socket } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';

const ZRLE = 16;
const DESKTOP_SIZE = -223;
/** Depth 24 in 32 bits, as QEMU and Xvnc have it themselves. */
const PIXELS = [32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 16, 8, 0, 0, 0, 0];

/** Updates a second at a unix socket, over some seconds. Source: RFC 6143. */
export async function viewerRate(path: string, seconds: number): Promise<number> {
  const socket = connect(path);
  const viewer = new Viewer(socket);
  try {
    await viewer.begin();
    const from = viewer.updates;
    void viewer.follow().catch(() => undefined);
    await after(seconds * 1000);
    return (viewer.updates - from) / seconds;
  } finally {
    socket.destroy();
  }
}

class Viewer {
  updates = 0;
  readonly #socket: Socket;
  readonly #bytes: AsyncIterator<Buffer<ArrayBuffer>>;
  #held = Buffer.alloc(0);
  #size: readonly [number, number] = [0, 0];

  constructor(socket: Socket) {
    this.#socket = socket;
    this.#bytes = socket[Symbol.asyncIterator]();
  }

  async #take(length: number): Promise<Buffer> {
    const parts = [this.#held];
    let there = this.#held.length;
    while (there < length) {
      const { value, done } = await this.#bytes.next();
      if (done === true) throw new Error('The VNC server has closed.');
      parts.push(value);
      there += value.length;
    }
    const all = parts.length === 1 ? this.#held : Buffer.concat(parts);
    this.#held = all.subarray(length);
    return all.subarray(0, length);
  }

  /** Logs in without a password and has the whole picture once. */
  async begin(): Promise<void> {
    await this.#take(12);
    this.#socket.write('RFB 003.008\n');
    const [kinds = 0] = await this.#take(1);
    if (!(await this.#take(kinds)).includes(1)) throw new Error('The VNC server wants a login.');
    this.#socket.write(Buffer.of(1));
    if ((await this.#take(4)).readUInt32BE() !== 0) throw new Error('The VNC server refuses.');
    this.#socket.write(Buffer.of(1));
    const init = await this.#take(24);
    this.#size = [init.readUInt16BE(0), init.readUInt16BE(2)];
    await this.#take(init.readUInt32BE(20));
    this.#socket.write(Buffer.from([0, 0, 0, 0, ...PIXELS]));
    const encodings = Buffer.from([2, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0]);
    encodings.writeInt32BE(ZRLE, 4);
    encodings.writeInt32BE(DESKTOP_SIZE, 8);
    this.#socket.write(encodings);
    this.#ask(false);
    await this.#message();
  }

  async follow(): Promise<never> {
    for (;;) await this.#message();
  }

  #ask(changesOnly: boolean): void {
    const request = Buffer.from([3, changesOnly ? 1 : 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    request.writeUInt16BE(this.#size[0], 6);
    request.writeUInt16BE(this.#size[1], 8);
    this.#socket.write(request);
  }

  async #message(): Promise<void> {
    const [kind] = await this.#take(1);
    if (kind === 0) await this.#update();
    else if (kind === 3) await this.#take((await this.#take(7)).readUInt32BE(3));
    else if (kind !== 2) throw new Error(`The VNC server sends a message ${kind}.`);
  }

  async #update(): Promise<void> {
    const count = (await this.#take(3)).readUInt16BE(1);
    this.#ask(true);
    for (let at = 0; at < count; at += 1) {
      const head = await this.#take(12);
      if (head.readInt32BE(8) === DESKTOP_SIZE) this.#size = [head.readUInt16BE(4), head.readUInt16BE(6)];
      else if (head.readInt32BE(8) === ZRLE) await this.#take((await this.#take(4)).readUInt32BE());
      else throw new Error(`The VNC server sends an encoding ${head.readInt32BE(8)}.`);
    }
    this.updates += 1;
  }
}
