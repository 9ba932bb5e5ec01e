/** The side of a ZMODEM transfer that gives files. Nothing but the files is read; bytes and events come out. */
import { crc32 } from './crc.ts';
import { writeOffer } from './files.ts';
import { createReader } from './reader.ts';
import type { Outcome, Side } from './receiver.ts';
import {
  binaryHeader,
  CAN,
  CANCEL,
  dataPiece,
  END,
  FRAME,
  header,
  type Header,
  hexHeader,
  OVER,
  valueOf32,
} from './wire.ts';

export interface SentFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Epoch ms. */
  readonly modified: number;
  read(from: number, to: number): Promise<Uint8Array>;
}

export interface SenderEvents {
  send(bytes: Uint8Array): void;
  begin(file: SentFile): void;
  /** Bytes of it that have arrived. */
  progress(bytes: number): void;
  /** The far side does not want it: there already, or too large. */
  skipped(file: SentFile): void;
  over(outcome: Outcome): void;
}

/** As the protocol has them. */
const PIECE = 1024;
/** Read at once, and then asked whether it has arrived. */
const BLOCK = 32 * 1024;
/** On its way at the most, so that what is typed or cancelled does not stand behind megabytes. */
const WINDOW = 4 * BLOCK;
/** ZF0 of ZFILE: as it is, byte by byte. */
const BINARY = (1 << 24) >>> 0;

/** `first`: the ZRINIT that was answered by this. */
export function createSender(files: readonly SentFile[], first: Header, on: SenderEvents): Side {
  let next = 0;
  let doing: 'offered' | 'sending' | 'ended' | 'leaving' = 'offered';
  /** A stream of a file that has been begun anew goes on no more. */
  let turn = 0;
  let arrived = 0;
  let room: () => void = () => undefined;
  let ended = false;
  const all = ((first.at[3] ?? 0) & CAN.escapeAll) !== 0;
  const reader = createReader({
    header: takeHeader,
    data: () => undefined,
    broken: () => undefined,
    cancelled: () => over('cancelled'),
  });
  const say = (type: number, value = 0): void => on.send(binaryHeader(header(type, value), all));
  offer();

  function over(outcome: Outcome): void {
    if (ended) return;
    ended = true;
    turn += 1;
    room();
    reader.stop();
    on.over(outcome);
  }
  function cancel(outcome: Outcome): void {
    if (!ended) on.send(CANCEL);
    over(outcome);
  }
  function offer(): void {
    const file = files[next];
    turn += 1;
    room();
    if (file === undefined) {
      doing = 'leaving';
      on.send(hexHeader(header(FRAME.ZFIN)));
      return;
    }
    doing = 'offered';
    on.begin(file);
    const rest = files.slice(next);
    const left = { files: rest.length, bytes: rest.reduce((sum, { size }) => sum + size, 0) };
    say(FRAME.ZFILE, BINARY);
    on.send(dataPiece(writeOffer(file, file.modified, left), END.wait, all));
  }
  function skip(file: SentFile): void {
    on.skipped(file);
    next += 1;
    offer();
  }
  function takeHeader(got: Header): void {
    const file = files[next];
    const { type } = got;
    if (type === FRAME.ZFIN) {
      if (doing === 'leaving') on.send(OVER);
      over(doing === 'leaving' ? 'done' : 'failed');
    } else if (type === FRAME.ZABORT || type === FRAME.ZFERR) cancel('failed');
    else if (type === FRAME.ZCAN) over('cancelled');
    else if (type === FRAME.ZCHALLENGE) on.send(hexHeader({ type: FRAME.ZACK, at: got.at }));
    else if (type === FRAME.ZNAK && doing === 'leaving') offer();
    else if (file === undefined) return;
    else if (type === FRAME.ZRINIT || type === FRAME.ZNAK) takeReady();
    else if (type === FRAME.ZSKIP) skip(file);
    else if (type === FRAME.ZRPOS) void stream(file, valueOf32(got));
    else if (type === FRAME.ZACK) takeArrived(valueOf32(got));
    else if (type === FRAME.ZCRC) void sum(file, valueOf32(got));
  }
  function takeReady(): void {
    if (doing === 'sending') return;
    if (doing === 'ended') {
      on.progress(files[next]?.size ?? 0);
      next += 1;
    }
    offer();
  }
  function takeArrived(place: number): void {
    if (doing !== 'sending' || place < arrived) return;
    arrived = place;
    on.progress(place);
    room();
  }
  async function stream(file: SentFile, from: number): Promise<void> {
    turn += 1;
    const mine = turn;
    room();
    doing = 'sending';
    arrived = from;
    say(FRAME.ZDATA, from);
    if (from >= file.size) on.send(dataPiece(new Uint8Array(), END.frame, all));
    for (let at = from; at < file.size; at += BLOCK) {
      const block = await blockOf(file, at, Math.min(at + BLOCK, file.size), mine);
      if (block === null) return;
      for (const piece of pieces(block, at + block.length >= file.size)) on.send(piece);
      while (at + BLOCK - arrived >= WINDOW && mine === turn)
        await new Promise<void>((go) => {
          room = go;
        });
      if (mine !== turn) return;
    }
    doing = 'ended';
    say(FRAME.ZEOF, file.size);
  }
  /** null: it is not wanted any more, or could not be read, which ends all. */
  async function blockOf(file: SentFile, from: number, to: number, mine: number): Promise<Uint8Array | null> {
    const block = await file.read(from, to).catch(() => null);
    if (mine !== turn) return null;
    // A file that has changed under us is not the one that was offered.
    if (block?.length === to - from) return block;
    cancel('failed');
    return null;
  }
  function* pieces(block: Uint8Array, last: boolean): Generator<Uint8Array> {
    for (let at = 0; at < block.length; at += PIECE) {
      const isEnd = at + PIECE >= block.length;
      const end = !isEnd ? END.more : last ? END.frame : END.ask;
      yield dataPiece(block.subarray(at, at + PIECE), end, all);
    }
  }
  /** Of the first `length` bytes, 0: of all. Asked by who has a part of it already. */
  async function sum(file: SentFile, length: number): Promise<void> {
    const end = length === 0 ? file.size : Math.min(length, file.size);
    const mine = turn;
    let crc = 0;
    for (let at = 0; at < end; at += BLOCK) {
      const block = await blockOf(file, at, Math.min(at + BLOCK, end), mine);
      if (block === null) return;
      crc = crc32(block, crc);
    }
    say(FRAME.ZCRC, crc);
  }
  return { feed: (bytes) => reader.feed(bytes), cancel: () => cancel('cancelled') };
}
