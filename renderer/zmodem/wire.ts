/** ZMODEM on the wire (Chuck Forsberg, "The ZMODEM Inter Application File Transfer Protocol", 1988): what is sent. Pure. */
import { crc16, crc32 } from './crc.ts';

export const FRAME = {
  ZRQINIT: 0,
  ZRINIT: 1,
  ZSINIT: 2,
  ZACK: 3,
  ZFILE: 4,
  ZSKIP: 5,
  ZNAK: 6,
  ZABORT: 7,
  ZFIN: 8,
  ZRPOS: 9,
  ZDATA: 10,
  ZEOF: 11,
  ZFERR: 12,
  ZCRC: 13,
  ZCHALLENGE: 14,
  ZCOMPL: 15,
  ZCAN: 16,
  ZFREECNT: 17,
  ZCOMMAND: 18,
  ZSTDERR: 19,
} as const;

export const ZPAD = 0x2a;
export const ZDLE = 0x18;
export const ZHEX = 0x42;
export const ZBIN = 0x41;
export const ZBIN32 = 0x43;

/** How a piece of data ends: the frame too, nothing is answered; it goes on; it goes on, answered; the frame too, answered. */
export const END = { frame: 0x68, more: 0x69, ask: 0x6a, wait: 0x6b } as const;
export type End = (typeof END)[keyof typeof END];

/** In the last byte of ZRINIT. */
export const CAN = { duplex: 0x01, overlap: 0x02, crc32: 0x20, escapeAll: 0x40 } as const;

export interface Header {
  readonly type: number;
  /** ZP0 to ZP3, which are ZF3 to ZF0. */
  readonly at: readonly [number, number, number, number];
}

/** A header that carries a place in the file, or flags of ZF0 as the topmost byte. */
export const header = (type: number, value = 0): Header => ({
  type,
  at: [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24],
});

export const valueOf32 = ({ at: [a, b, c, d] }: Header): number =>
  (a | (b << 8) | (c << 16) | (d << 24)) >>> 0;

const hex = (byte: number): string => byte.toString(16).padStart(2, '0');

/** Readable on any line. */
export function hexHeader({ type, at }: Header): Uint8Array {
  const bytes = [type, ...at];
  const sum = crc16(bytes);
  const text = [...bytes, sum >> 8, sum & 0xff].map(hex).join('');
  // The far side may have been stopped by a byte on the way.
  const restart = type === FRAME.ZFIN || type === FRAME.ZACK ? '' : '\x11';
  return Uint8Array.from(`**\x18B${text}\r\x8a${restart}`, (char) => char.charCodeAt(0));
}

const low32 = (sum: number): readonly number[] => [
  sum & 0xff,
  (sum >>> 8) & 0xff,
  (sum >>> 16) & 0xff,
  sum >>> 24,
];

/** Bytes that lines, modems and terminals take for themselves: they never go as they are. */
const TAKEN = new Set([0x0d, 0x10, 0x11, 0x13, 0x18, 0x7f, 0x8d, 0x90, 0x91, 0x93, 0xff]);

function escaped(bytes: Iterable<number>, all: boolean, into: number[]): void {
  for (const byte of bytes) {
    if (byte === 0x7f) into.push(ZDLE, 0x6c);
    else if (byte === 0xff) into.push(ZDLE, 0x6d);
    else if (TAKEN.has(byte) || (all && (byte & 0x60) === 0)) into.push(ZDLE, byte ^ 0x40);
    else into.push(byte);
  }
}

/** `all`: the far side wants every control character escaped. */
export function binaryHeader({ type, at }: Header, all: boolean): Uint8Array {
  const bytes = [type, ...at];
  const out = [ZPAD, ZDLE, ZBIN32];
  escaped([...bytes, ...low32(crc32(bytes))], all, out);
  return Uint8Array.from(out);
}

export function dataPiece(data: Uint8Array, end: End, all: boolean): Uint8Array {
  const out: number[] = [];
  escaped(data, all, out);
  out.push(ZDLE, end);
  escaped(low32(crc32([end], crc32(data))), all, out);
  return Uint8Array.from(out);
}

/** Ends a transfer on the far side, and wipes what of it a shell would see. */
export const CANCEL = Uint8Array.from([...Array(8).fill(0x18), ...Array(10).fill(0x08)]);
/** Over and out. */
export const OVER = Uint8Array.from([0x4f, 0x4f]);
