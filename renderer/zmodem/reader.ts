/** What comes in of a ZMODEM transfer, as headers and pieces of data. Pure: fed with bytes, it calls back. */
import { crc16, crc32 } from './crc.ts';
import { END, type End, type Header, ZBIN, ZBIN32, ZDLE, ZHEX, ZPAD } from './wire.ts';

export interface ReaderEvents {
  header(header: Header): void;
  /** The buffer is not reused. */
  data(data: Uint8Array, end: End): void;
  /** A piece or a header that is not what was sent. */
  broken(): void;
  cancelled(): void;
}

export interface Reader {
  /** How many of them belong to the transfer: all, unless it was stopped on the way. */
  feed(bytes: Uint8Array): number;
  /** Pieces of data follow the header that has just come. */
  readData(): void;
  /** What comes next is no longer of the transfer. */
  stop(): void;
}

/** Of one piece: the protocol has 1 KiB, its later form 8. */
const MOST_DATA = 32 * 1024;
const ENDS: ReadonlySet<number> = new Set(Object.values(END));
/** So many in a row end it. */
const CANCELS = 5;
/** XON and XOFF: put in on the way. */
const isFlow = (byte: number): boolean => (byte & 0x7f) === 0x11 || (byte & 0x7f) === 0x13;

type State = 'search' | 'kind' | 'hex' | 'line' | 'binary' | 'data' | 'sum';

/** Holds what is being read. One for each transfer. */
class ByteReader implements Reader {
  private readonly on: ReaderEvents;
  private state: State = 'search';
  private wide = false;
  private escape = false;
  private cancels = 0;
  private stopped = false;
  private end: End = END.frame;
  private piece = new Uint8Array(1024);
  private length = 0;
  private sum: number[] = [];

  constructor(on: ReaderEvents) {
    this.on = on;
  }

  feed(bytes: Uint8Array): number {
    let used = 0;
    while (used < bytes.length && !this.stopped) this.take(bytes[used++] ?? 0);
    return used;
  }

  readData(): void {
    this.begin('data');
  }

  stop(): void {
    this.stopped = true;
  }

  private begin(state: State): void {
    this.state = state;
    this.length = 0;
    this.escape = false;
    this.sum = [];
  }

  private take(byte: number): void {
    this.cancels = byte === ZDLE ? this.cancels + 1 : 0;
    if (this.cancels >= CANCELS) {
      this.cancels = 0;
      this.begin('search');
      this.on.cancelled();
    } else if (this.state === 'search') this.search(byte);
    else if (this.state === 'kind') this.kind(byte);
    else if (this.state === 'hex') this.hex(byte);
    else if (this.state === 'line') this.line(byte);
    else this.escaped(byte);
  }

  /** `*` and ZDLE begin a header, whatever stands around it. */
  private search(byte: number): void {
    if (byte === ZDLE && this.length > 0) this.begin('kind');
    else this.length = byte === ZPAD ? 1 : 0;
  }

  private kind(byte: number): void {
    this.wide = byte === ZBIN32;
    if (byte === ZHEX) this.begin('hex');
    else if (byte === ZBIN || byte === ZBIN32) this.begin('binary');
    else this.begin('search');
  }

  private hex(byte: number): void {
    const digit = Number.parseInt(String.fromCharCode(byte & 0x7f), 16);
    this.sum.push(digit);
    if (Number.isNaN(digit)) this.break();
    else if (this.sum.length === 14) this.state = 'line';
  }

  /** A readable header is a line: what ends it, with parity or without, is none of what follows. */
  private line(byte: number): void {
    if ((byte & 0x7f) === 0x0d) return;
    const bytes = Array.from(
      { length: 7 },
      (_, i) => (this.sum[2 * i] ?? 0) * 16 + (this.sum[2 * i + 1] ?? 0),
    );
    this.closeHeader(bytes.slice(0, 5), crc16(bytes) === 0);
    if ((byte & 0x7f) !== 0x0a) this.take(byte);
  }

  private escaped(byte: number): void {
    if (byte === ZDLE) {
      this.escape = true;
      return;
    }
    if (!this.escape) {
      if (!isFlow(byte)) this.plain(byte);
      return;
    }
    this.escape = false;
    if (this.state === 'data' && ENDS.has(byte)) {
      this.end = byte as End;
      this.state = 'sum';
    } else if (byte === 0x6c) this.plain(0x7f);
    else if (byte === 0x6d) this.plain(0xff);
    else if ((byte & 0x60) === 0x40) this.plain(byte ^ 0x40);
    else if (!isFlow(byte)) this.break();
  }

  private plain(byte: number): void {
    if (this.state === 'data') this.keep(byte);
    else this.sum.push(byte);
    if (this.state === 'binary' && this.sum.length === (this.wide ? 9 : 7)) this.closeBinary();
    if (this.state === 'sum' && this.sum.length === (this.wide ? 4 : 2)) this.closeData();
  }

  private keep(byte: number): void {
    if (this.length === this.piece.length) {
      const larger = new Uint8Array(this.length * 2);
      larger.set(this.piece);
      this.piece = larger;
    }
    this.piece[this.length++] = byte;
    if (this.length > MOST_DATA) this.break();
  }

  private closeBinary(): void {
    const bytes = this.sum;
    const head = bytes.slice(0, 5);
    this.closeHeader(head, this.wide ? sum32(bytes.slice(5)) === crc32(head) : crc16(bytes) === 0);
  }

  private closeHeader(bytes: readonly number[], sound: boolean): void {
    this.begin('search');
    const [type = 0, a = 0, b = 0, c = 0, d = 0] = bytes;
    if (sound) this.on.header({ type, at: [a, b, c, d] });
    else this.on.broken();
  }

  private closeData(): void {
    const data = this.piece.slice(0, this.length);
    const { end, sum } = this;
    const sound = this.wide ? sum32(sum) === crc32([end], crc32(data)) : crc16([...data, end, ...sum]) === 0;
    this.begin(sound && (end === END.more || end === END.ask) ? 'data' : 'search');
    if (sound) this.on.data(data, end);
    else this.on.broken();
  }

  private break(): void {
    this.begin('search');
    this.on.broken();
  }
}

const sum32 = (bytes: readonly number[]): number =>
  bytes.reduce((sum, byte, i) => (sum | (byte << (8 * i))) >>> 0, 0);

export const createReader = (on: ReaderEvents): Reader => new ByteReader(on);
