/**
 * Terminals share one thread. What floods the one with the keyboard comes in large batches, each worked through in one go:
 * a frame drawn between costs as much time as half of one. What floods another comes in small pieces with room between
 * them, so that a key's echo is never behind more than one of those.
 */
import type { Terminal } from '@xterm/xterm';

/** Worked through in a few ms. */
const PIECE = 16 * 1024;
/** Worked through in some 20 ms; with as much on its way it fills what a pipe lets pass unread. */
const BATCH = 512 * 1024;

type Data = Uint8Array | string;

/** What is asked of the terminal. */
export type Written = Pick<Terminal, 'write' | 'textarea'>;

interface Waiting {
  readonly data: Data;
  readonly done: () => void;
}

const nothing = (): void => undefined;

/** `terminal.write`, in turns; the order stays. */
export function inTurns(terminal: Written): (data: Data, done?: () => void) => void {
  const waiting: Waiting[] = [];
  let writing = false;

  const next = (): void => {
    writing = waiting.length > 0;
    if (!writing) return;
    const isAhead = isFirst(terminal);
    const taken = isAhead ? takeBatch(waiting) : takePiece(waiting);
    terminal.write(joined(taken), () => {
      for (const { done } of taken) done();
      // xterm.js goes on with what it is given in here at once.
      if (isAhead) next();
      else setTimeout(next);
    });
  };

  return (data, done = nothing) => {
    waiting.push({ data, done });
    if (!writing) next();
  };
}

function takePiece(waiting: Waiting[]): readonly Waiting[] {
  const [{ data, done } = { data: '', done: nothing }] = waiting.splice(0, 1);
  if (data.length <= PIECE) return [{ data, done }];
  waiting.unshift({ data: part(data, PIECE), done });
  return [{ data: part(data, 0, PIECE), done: nothing }];
}

/** As much as fits, at least the first; text of ours by itself. */
function takeBatch(waiting: Waiting[]): readonly Waiting[] {
  let size = 0;
  const end = waiting.findIndex(({ data }, index) => {
    size += data.length;
    return index > 0 && (size > BATCH || typeof data === 'string' || typeof waiting[0]?.data === 'string');
  });
  return waiting.splice(0, end < 0 ? waiting.length : end);
}

function joined(taken: readonly Waiting[]): Data {
  const chunks = taken.map(({ data }) => data).filter((data) => typeof data !== 'string');
  const [first = ''] = taken.map(({ data }) => data);
  if (chunks.length < 2) return first;
  const all = new Uint8Array(chunks.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

const part = (data: Data, from: number, to?: number): Data =>
  typeof data === 'string' ? data.slice(from, to) : data.subarray(from, to);

/** In a page out of sight nobody waits for an echo, and its timers are slow. */
function isFirst({ textarea }: Written): boolean {
  if (textarea === undefined) return true;
  const page = textarea.ownerDocument;
  return page.hidden || page.activeElement === textarea;
}
