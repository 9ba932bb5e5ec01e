/** The packets of SFTP version 3 (draft-ietf-secsh-filexfer-02), the one that OpenSSH speaks. Pure. */
import { bytesOf, nameOf } from '../model/file-name.ts';

export const Packet = {
  ...{ init: 1, version: 2, open: 3, close: 4, read: 5, write: 6, lstat: 7, setstat: 9, opendir: 11 },
  ...{ readdir: 12, remove: 13, mkdir: 14, rmdir: 15, realpath: 16, stat: 17, rename: 18, readlink: 19 },
  ...{ status: 101, handle: 102, data: 103, name: 104, attrs: 105, extended: 200, extendedReply: 201 },
} as const;

export const Status = { ok: 0, eof: 1, missing: 2, denied: 3, failure: 4, unsupported: 8 } as const;

/** Longer ones are no answers of a sound server: it sends at most 256 KiB. */
export const MOST_PACKET = 1024 * 1024;

const SIZE = 1;
const PERMISSIONS = 4;
const TIMES = 8;
const OWNER = 2;
const EXTENDED = 0x80000000;

export interface Attributes {
  readonly size: number;
  /** With the type in its upper bits; 0: not told. */
  readonly mode: number;
  /** epoch s */
  readonly changed: number;
}

/** Parts of a packet, in their order. */
export type Field = { readonly u32: number } | { readonly u64: number } | { readonly bytes: Uint8Array };

export const path = (text: string): Field => ({ bytes: bytesOf(text) });

export function setAttributes(to: { readonly mode?: number; readonly changed?: number }): readonly Field[] {
  const flags = (to.mode === undefined ? 0 : PERMISSIONS) | (to.changed === undefined ? 0 : TIMES);
  const seconds = Math.floor((to.changed ?? 0) / 1000);
  return [
    { u32: flags },
    ...(to.mode === undefined ? [] : [{ u32: to.mode & 0o7777 }]),
    ...(to.changed === undefined ? [] : [{ u32: seconds }, { u32: seconds }]),
  ];
}

const sizeOf = (field: Field): number => ('u32' in field ? 4 : 'u64' in field ? 8 : 4 + field.bytes.length);

export function packet(type: number, fields: readonly Field[]): Buffer {
  const length = fields.reduce((sum, field) => sum + sizeOf(field), 1);
  const out = Buffer.allocUnsafe(4 + length);
  out.writeUInt32BE(length, 0);
  out[4] = type;
  let at = 5;
  for (const field of fields) {
    if ('u32' in field) out.writeUInt32BE(field.u32 >>> 0, at);
    else if ('u64' in field) out.writeBigUInt64BE(BigInt(field.u64), at);
    else {
      out.writeUInt32BE(field.bytes.length, at);
      out.set(field.bytes, at + 4);
    }
    at += sizeOf(field);
  }
  return out;
}

/** Reads what a host says; throws RangeError past its end. */
export class Reader {
  private readonly from: Buffer;
  private at = 0;

  constructor(from: Buffer) {
    this.from = from;
  }
  get done(): boolean {
    return this.at >= this.from.length;
  }
  u32(): number {
    this.at += 4;
    return this.from.readUInt32BE(this.at - 4);
  }
  u64(): number {
    this.at += 8;
    return Number(this.from.readBigUInt64BE(this.at - 8));
  }
  bytes(): Buffer {
    const length = this.u32();
    if (this.at + length > this.from.length) throw new RangeError('a text longer than its packet');
    this.at += length;
    return this.from.subarray(this.at - length, this.at);
  }
  text(): string {
    return nameOf(this.bytes());
  }
  attributes(): Attributes {
    const flags = this.u32();
    const size = flags & SIZE ? this.u64() : 0;
    if (flags & OWNER) this.at += 8;
    const mode = flags & PERMISSIONS ? this.u32() : 0;
    let changed = 0;
    if (flags & TIMES) {
      this.at += 4;
      changed = this.u32();
    }
    if ((flags & EXTENDED) !== 0)
      for (let left = this.u32(); left > 0; left--) {
        this.bytes();
        this.bytes();
      }
    return { size, mode, changed };
  }
}

/** Cuts what comes into packets, whatever its pieces. */
export class Packets {
  private waiting: Buffer[] = [];
  private size = 0;

  /** @throws RangeError where what comes is no SFTP */
  *add(chunk: Buffer): Generator<Buffer, void, void> {
    this.waiting.push(chunk);
    this.size += chunk.length;
    while (this.size >= 4) {
      if ((this.waiting[0]?.length ?? 0) < 4) this.join();
      const length = this.waiting[0]?.readUInt32BE(0) ?? 0;
      if (length < 1 || length > MOST_PACKET) throw new RangeError(`a packet of ${length} bytes`);
      if (this.size < 4 + length) return;
      this.join();
      const whole = this.waiting[0] as Buffer;
      this.waiting = whole.length > 4 + length ? [whole.subarray(4 + length)] : [];
      this.size -= 4 + length;
      yield whole.subarray(4, 4 + length);
    }
  }

  private join(): void {
    if (this.waiting.length > 1) this.waiting = [Buffer.concat(this.waiting)];
  }
}
