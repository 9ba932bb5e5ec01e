/** Transfers in one terminal: found, agreed to, carried out, and the terminal's bytes given back to it. */
import { type Mute, mute } from './mute.ts';
import type { Offer } from './files.ts';
import { createReceiver, type Outcome, type Side } from './receiver.ts';
import { createSender, type SentFile } from './sender.ts';
import { createWatch } from './watch.ts';
import { CANCEL, FRAME, type Header } from './wire.ts';

/** Which way the files go, seen from here. */
export type Way = 'in' | 'out';

export type TransferState =
  /** A program there calls; nothing has been answered. */
  | { readonly at: 'asked'; readonly way: Way }
  /** A file waits until a person has seen its name and size. */
  | ({ readonly at: 'offered'; readonly way: 'in' } & Offer)
  | {
      readonly at: 'running';
      readonly way: Way;
      readonly name: string;
      readonly bytes: number;
      readonly size?: number;
    };

export interface TransferEvents {
  send(bytes: Uint8Array): void;
  /** For the terminal; `taken` once it has it. */
  show(chunk: Uint8Array, taken: () => void): void;
  save(name: string, file: Blob): void;
  changed(state: TransferState | null): void;
  /** `left`: names of files that were not wanted there. */
  over(way: Way, outcome: Outcome, files: number, left: readonly string[]): void;
}

export interface Transfers {
  take(chunk: Uint8Array, taken: () => void): void;
  /** Bytes on the line are not a person's now. */
  isBusy(): boolean;
  receive(): void;
  /** The file that is offered; `all`: and those behind it. */
  accept(all: boolean): void;
  leaveOut(): void;
  give(files: readonly File[]): void;
  /** Tells the program there to give up. */
  refuse(): void;
  /** It only looked like one: nothing is answered. */
  ignore(): void;
  cancel(): void;
  /** The line is gone. */
  end(): void;
}

/** Of a file that comes, kept as one part; larger ones the browser keeps on disk. */
const PART = 4 * 1024 * 1024;
/** ms between two looks at how far it is. */
const PACE = 100;
const O = 0x4f;
/** The call stands in the terminal's line as it came. */
const WIPE = new TextEncoder().encode('\r\x1b[K');

const sentFile = (file: File): SentFile => ({
  name: file.name,
  size: file.size,
  modified: file.lastModified,
  read: async (from, to) => new Uint8Array(await file.slice(from, to).arrayBuffer()),
});

/** Parts of one file. */
function createParts() {
  let blobs: Blob[] = [];
  let loose: Uint8Array[] = [];
  let bytes = 0;
  const gather = (): void => {
    blobs.push(new Blob(loose as Uint8Array<ArrayBuffer>[]));
    loose = [];
    bytes = 0;
  };
  return {
    add(data: Uint8Array): void {
      loose.push(data);
      bytes += data.length;
      if (bytes >= PART) gather();
    },
    all(): Blob {
      gather();
      const all = new Blob(blobs);
      blobs = [];
      return all;
    },
  };
}

export function createTransfers(on: TransferEvents): Transfers {
  let watch = createWatch();
  /** The call that waits for an answer. */
  let call: Header | null = null;
  let side: Side | null = null;
  let state: TransferState | null = null;
  let told = 0;
  /** Says whether the file that is offered is wanted, and those behind it. */
  let answer: (wanted: boolean, all: boolean) => void = () => undefined;
  /** Of the two letters with which a sender leaves, those still to come. */
  let leaving = 0;
  let muted: Mute | undefined;

  function change(next: TransferState | null): void {
    state = next;
    told = Date.now();
    on.changed(next);
  }
  function progress(bytes: number): void {
    if (state?.at !== 'running') return;
    state = { ...state, bytes };
    if (Date.now() - told >= PACE) change(state);
  }
  const begin = (way: Way, name: string, size?: number): void =>
    change({ at: 'running', way, name, bytes: 0, ...(size !== undefined && { size }) });

  function over(way: Way, outcome: Outcome, files: number, left: readonly string[] = []): void {
    side = null;
    call = null;
    watch = createWatch();
    leaving = way === 'in' && outcome === 'done' ? 2 : 0;
    if (outcome !== 'done') quiet();
    change(null);
    on.over(way, outcome, files, left);
  }
  const wipe = (): void => on.show(WIPE, () => undefined);
  function quiet(): void {
    muted?.end();
    muted = mute((words) => on.show(words, () => undefined));
  }
  function receive(): void {
    if (call === null || side !== null) return;
    wipe();
    const parts = createParts();
    let name = '';
    let files = 0;
    let bytes = 0;
    let size: number | undefined;
    let rest = false;
    begin('in', '');
    answer = (wanted, all) => {
      if (state?.at !== 'offered') return;
      rest = all;
      begin('in', wanted ? name : '', wanted ? size : undefined);
      receiver.answer(wanted);
    };
    const receiver = createReceiver({
      send: on.send,
      offered: (offer) => {
        ({ name, size } = offer);
        bytes = 0;
        change({ at: 'offered', way: 'in', ...offer });
        if (rest) answer(true, true);
      },
      data: (data) => {
        parts.add(data);
        bytes += data.length;
        progress(bytes);
      },
      complete: () => {
        files += 1;
        on.save(name, parts.all());
      },
      over: (outcome) => over('in', outcome, files),
    });
    side = receiver;
  }
  function give(files: readonly File[]): void {
    if (call === null || side !== null || files.length === 0) return;
    wipe();
    const left: string[] = [];
    side = createSender(files.map(sentFile), call, {
      send: on.send,
      begin: ({ name, size }) => begin('out', name, size),
      progress,
      skipped: ({ name }) => left.push(name),
      over: (outcome) => over('out', outcome, files.length - left.length, left),
    });
  }
  function answered(): void {
    call = null;
    watch = createWatch();
    change(null);
  }
  function refuse(): void {
    if (call === null || side !== null) return;
    wipe();
    on.send(CANCEL);
    quiet();
    answered();
  }
  function listen(chunk: Uint8Array): void {
    if (call !== null) return;
    call = watch(chunk);
    if (call !== null) change({ at: 'asked', way: call.type === FRAME.ZRQINIT ? 'in' : 'out' });
  }
  function withoutLeaving(chunk: Uint8Array): Uint8Array {
    let at = 0;
    while (at < chunk.length && at < leaving && chunk[at] === O) at += 1;
    leaving = at < chunk.length ? 0 : leaving - at;
    return chunk.subarray(at);
  }
  function take(chunk: Uint8Array, taken: () => void): void {
    const used = side === null ? 0 : side.feed(chunk);
    const rest = leaving > 0 ? withoutLeaving(chunk.subarray(used)) : chunk.subarray(used);
    if (rest.length === 0 || muted?.take(rest) === true) taken();
    else {
      listen(rest);
      on.show(rest, taken);
    }
  }
  return {
    take,
    isBusy: () => side !== null,
    receive,
    accept: (all) => answer(true, all),
    leaveOut: () => answer(false, false),
    give,
    refuse,
    ignore: () => {
      if (side === null && call !== null) answered();
    },
    cancel: () => side?.cancel(),
    end: () => {
      if (state !== null && state.at !== 'asked') over(state.way, 'failed', 0);
      else if (state !== null) answered();
      muted?.end();
    },
  };
}
