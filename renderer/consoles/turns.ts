/**
 * Terminals share one thread. The one with the keyboard is written to at once; what floods another comes in small
 * pieces with room between them, so that a key's echo is never behind more than one of those.
 */
import type { Terminal } from '@xterm/xterm';

/** Worked through in a few ms. */
const PIECE = 16 * 1024;
/** Less than this, with nothing before it, is no flood. */
const SMALL = 4 * 1024;

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
  let turning = false;

  const turn = (): void => {
    while (waiting.length > 0 && isFirst(terminal)) {
      const next = waiting.shift();
      if (next !== undefined) terminal.write(next.data, next.done);
    }
    const next = waiting.shift();
    turning = next !== undefined;
    if (next === undefined) return;
    const { data, done } = next;
    if (data.length > PIECE) waiting.unshift({ data: part(data, PIECE), done });
    terminal.write(part(data, 0, PIECE), () => {
      if (data.length <= PIECE) done();
      setTimeout(turn);
    });
  };

  return (data, done = nothing) => {
    if (!turning && (data.length < SMALL || isFirst(terminal))) terminal.write(data, done);
    else {
      waiting.push({ data, done });
      if (!turning) turn();
    }
  };
}

const part = (data: Data, from: number, to?: number): Data =>
  typeof data === 'string' ? data.slice(from, to) : data.subarray(from, to);

/** In a page out of sight nobody waits for an echo, and its timers are slow. */
function isFirst({ textarea }: Written): boolean {
  if (textarea === undefined) return true;
  const page = textarea.ownerDocument;
  return page.hidden || page.activeElement === textarea;
}
