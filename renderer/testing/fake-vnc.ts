/** For tests only: a VNC server that notes what its client says, and answers as the test has it. */
import { createServer, type Socket } from 'node:net';

export const u16 = (...numbers: readonly number[]): Buffer =>
  Buffer.concat(numbers.map((number) => Buffer.from([(number >> 8) & 255, number & 255])));
export const u32 = (number: number): Buffer => u16(number >>> 16, number & 0xffff);

export const VERSION = Buffer.from('RFB 003.008\n', 'latin1');
/** Without a password. */
export const NO_LOGIN = [Buffer.from([1, 1]), u32(0)] as const;

/** ServerInit of RFC 6143, 7.3.2: its size, 32 bit true colour, and its name. */
export function serverInit(width: number, height: number, name = Buffer.from('hostile')): Buffer {
  const format = Buffer.from([32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 16, 8, 0, 0, 0, 0]);
  return Buffer.concat([u16(width, height), format, u32(name.length), name]);
}

/** A FramebufferUpdate of one rectangle as it is, four bytes a pixel. */
export const rawFrame = (width: number, height: number, pixels: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0, 0]), u16(1, 0, 0, width, height), u32(0), pixels]);

export interface FakeVncOptions {
  readonly width: number;
  readonly height: number;
  /** It wants a picture, or what has changed since. */
  readonly asked: (socket: Socket) => void;
  /** Its screen takes any size it is asked for. */
  readonly resizes?: true;
}

export interface FakeVnc {
  readonly port: number;
  /** Pictures that were asked for. */
  readonly requests: number;
  /** Encodings it was asked for last, pseudo encodings too. */
  readonly encodings: readonly number[];
  /** Where the pointer was when a button was pressed last. */
  readonly pressed: readonly [x: number, y: number] | null;
  /** The size that was asked for last. */
  readonly wanted: readonly [width: number, height: number] | null;
  stop(): void;
}

const EXTENDED_SIZE = -308;

export async function startFakeVnc(options: FakeVncOptions): Promise<FakeVnc> {
  const { width, height, asked, resizes } = options;
  let requests = 0;
  let encodings: readonly number[] = [];
  let pressed: FakeVnc['pressed'] = null;
  let wanted: FakeVnc['wanted'] = null;
  const sockets = new Set<Socket>();

  /** Length of the message at the beginning; 0: more is needed. */
  const obey = (socket: Socket, data: Buffer): number => {
    const length = lengthOf(data);
    if (length === 0 || data.length < length) return 0;
    switch (data[0]) {
      case 2:
        encodings = Array.from({ length: data.readUInt16BE(2) }, (_, at) => data.readInt32BE(4 + 4 * at));
        if (resizes) socket.write(desktopSize(0, width, height));
        break;
      case 3:
        requests += 1;
        asked(socket);
        break;
      case 5:
        if (data[1] !== 0) pressed = [data.readUInt16BE(2), data.readUInt16BE(4)];
        break;
      case 251:
        wanted = [data.readUInt16BE(2), data.readUInt16BE(4)];
        if (resizes) socket.write(desktopSize(1, ...wanted));
    }
    return length;
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    let heard = Buffer.alloc(0);
    const steps = [12, 1, 1];
    const answers = [...NO_LOGIN, serverInit(width, height, Buffer.from('fake'))];
    socket.on('data', (chunk) => {
      heard = Buffer.concat([heard, chunk]);
      for (;;) {
        const step = steps[0];
        const taken = step === undefined ? obey(socket, heard) : heard.length < step ? 0 : step;
        if (taken === 0) return;
        heard = heard.subarray(taken);
        if (steps.shift() !== undefined) socket.write(answers.shift() ?? '');
      }
    });
    socket.write(VERSION);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    get requests() {
      return requests;
    },
    get encodings() {
      return encodings;
    },
    get pressed() {
      return pressed;
    },
    get wanted() {
      return wanted;
    },
    stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Its size, with one screen: of itself (0), or as this client asked (1). */
const desktopSize = (why: 0 | 1, width: number, height: number): Buffer =>
  Buffer.concat([
    ...[Buffer.from([0, 0]), u16(1, why, 0, width, height), u32(EXTENDED_SIZE)],
    ...[Buffer.from([1, 0, 0, 0]), u32(0), u16(0, 0, width, height), u32(0)],
  ]);

/** Of what a client says; 0: its head is not whole yet. */
function lengthOf(data: Buffer): number {
  const known: Readonly<Record<number, number>> = { 0: 20, 3: 10, 4: 8, 5: 6, 255: 12 };
  const [type = -1] = data;
  if (known[type] !== undefined) return known[type];
  if (data.length < 9) return 0;
  if (type === 2) return 4 + 4 * data.readUInt16BE(2);
  if (type === 6) return 8 + Math.abs(data.readInt32BE(4));
  if (type === 248) return 9 + (data[8] ?? 0);
  if (type === 251) return 8 + 16 * (data[6] ?? 0);
  throw new Error(`No client says ${type}.`);
}
