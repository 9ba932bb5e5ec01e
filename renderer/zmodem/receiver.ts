/** The side of a ZMODEM transfer that takes files. Pure: bytes in, bytes and events out. */
import { type Offer, readOffer } from './files.ts';
import { createReader } from './reader.ts';
import { CAN, CANCEL, END, type End, FRAME, header, type Header, hexHeader, valueOf32 } from './wire.ts';

/** Why it is over. */
export type Outcome = 'done' | 'cancelled' | 'failed';

export interface Side {
  /** How many of the bytes belong to it; the rest is the terminal's again. */
  feed(bytes: Uint8Array): number;
  /** Ends it on both sides. */
  cancel(): void;
}

export interface Receiver extends Side {
  /** Whether the file that was offered is taken, or left out. */
  answer(wanted: boolean): void;
}

export interface ReceiverEvents {
  send(bytes: Uint8Array): void;
  /** It waits for `answer`. */
  offered(offer: Offer): void;
  data(data: Uint8Array): void;
  /** All of it is there. */
  complete(): void;
  over(outcome: Outcome): void;
}

/** Positions have 32 bits. */
export const MOST_BYTES = 0xffff_ffff;
/** Broken pieces in a row. */
const MOST_ERRORS = 20;
/** As the topmost byte of a header's value. */
const FLAGS = ((CAN.duplex | CAN.overlap | CAN.crc32) << 24) >>> 0;

export function createReceiver(on: ReceiverEvents): Receiver {
  /** Of the file that comes; null: between two. */
  let at: number | null = null;
  /** A file waits for the answer of a person. */
  let asked = false;
  let waiting: 'offer' | 'attention' | 'data' | null = null;
  let errors = 0;
  /** What comes until the next header is of no use. */
  let resync = false;
  let ended = false;
  const reader = createReader({
    header: takeHeader,
    data: takeData,
    broken,
    cancelled: () => over('cancelled'),
  });
  const say = (type: number, value = 0): void => on.send(hexHeader(header(type, value)));
  say(FRAME.ZRINIT, FLAGS);

  function over(outcome: Outcome): void {
    if (ended) return;
    ended = true;
    reader.stop();
    on.over(outcome);
  }
  function cancel(outcome: Outcome): void {
    if (!ended) on.send(CANCEL);
    over(outcome);
  }
  function broken(): void {
    if (resync) return;
    errors += 1;
    resync = true;
    if (errors > MOST_ERRORS) cancel('failed');
    else if (at === null) say(FRAME.ZNAK);
    else say(FRAME.ZRPOS, at);
  }
  function read(what: typeof waiting): void {
    waiting = what;
    reader.readData();
  }
  function takeHeader(got: Header): void {
    resync = false;
    const { type } = got;
    if (type === FRAME.ZRQINIT) say(FRAME.ZRINIT, FLAGS);
    else if (type === FRAME.ZSINIT) read('attention');
    else if (type === FRAME.ZFILE) read('offer');
    else if (type === FRAME.ZFREECNT) say(FRAME.ZACK, MOST_BYTES);
    else if (type === FRAME.ZDATA) takePlace(valueOf32(got));
    else if (type === FRAME.ZEOF) takeEnd(valueOf32(got));
    else if (type === FRAME.ZFIN) {
      say(FRAME.ZFIN);
      over('done');
    }
    // Commands are never carried out; what gives up on its side is over here.
    else if (type === FRAME.ZCOMMAND || type === FRAME.ZABORT || type === FRAME.ZFERR) cancel('failed');
    else if (type === FRAME.ZCAN) over('cancelled');
  }
  function takePlace(place: number): void {
    if (at === null) return;
    resync = place !== at;
    if (resync) say(FRAME.ZRPOS, at);
    else read('data');
  }
  function takeEnd(place: number): void {
    // Of an end that is not the one we are at more is still to come.
    if (at === null || place !== at) return;
    at = null;
    on.complete();
    say(FRAME.ZRINIT, FLAGS);
  }
  function takeData(data: Uint8Array, end: End): void {
    errors = 0;
    if (waiting === 'attention') say(FRAME.ZACK);
    else if (waiting === 'offer') takeOffer(data);
    else if (at === null || at + data.length > MOST_BYTES) cancel('failed');
    else {
      at += data.length;
      on.data(data);
      if (end === END.ask || end === END.wait) say(FRAME.ZACK, at);
    }
  }
  function takeOffer(data: Uint8Array): void {
    const offer = readOffer(data);
    // Offered again: the answer was lost on the way, or a person still thinks about it.
    if (at !== null) say(FRAME.ZRPOS, at);
    else if (asked) return;
    else if (offer === null || (offer.size ?? 0) > MOST_BYTES) say(FRAME.ZSKIP);
    else {
      asked = true;
      on.offered(offer);
    }
  }
  function answer(wanted: boolean): void {
    if (!asked || ended) return;
    asked = false;
    if (wanted) at = 0;
    say(wanted ? FRAME.ZRPOS : FRAME.ZSKIP);
  }
  return { feed: (bytes) => reader.feed(bytes), cancel: () => cancel('cancelled'), answer };
}
