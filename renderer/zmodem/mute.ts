/** After a transfer that was cut off: what of it was on its way is nothing to read, what a shell says behind it is. */

/** ms without a byte after which no more of it comes, and until which it is waited for at the most. */
const QUIET = 200;
const MOST = 3_000;
/** Bytes at the end of which the last words are looked for. */
const KEPT = 256;
const LINE = new TextEncoder().encode('\r\n');

/** What stands behind the last byte that is in no text. */
export function lastWords(bytes: Uint8Array): Uint8Array {
  const isText = (byte: number): boolean =>
    (byte >= 0x20 && byte < 0x7f) || byte === 0x1b || byte === 0x0a || byte === 0x0d;
  let at = bytes.length;
  while (at > 0 && isText(bytes[at - 1] ?? 0)) at -= 1;
  return bytes.subarray(at);
}

export interface Mute {
  /** False: it is for the terminal. */
  take(chunk: Uint8Array): boolean;
  /** At once, with nothing shown. */
  end(): void;
}

/** From now on; `show`: a line of its own for the last words. */
export function mute(show: (words: Uint8Array) => void): Mute {
  const until = Date.now() + MOST;
  let kept = new Uint8Array();
  let over = false;
  let timer = setTimeout(speak, QUIET);
  function speak(): void {
    over = true;
    show(Uint8Array.from([...LINE, ...lastWords(kept)]));
  }
  return {
    take(chunk) {
      if (over) return false;
      kept = Uint8Array.from([...kept, ...chunk.subarray(-KEPT)]).subarray(-KEPT);
      clearTimeout(timer);
      if (Date.now() >= until) speak();
      else timer = setTimeout(speak, QUIET);
      return true;
    },
    end() {
      clearTimeout(timer);
      over = true;
    },
  };
}
