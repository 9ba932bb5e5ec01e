/** Finds the beginning of a ZMODEM transfer in what a terminal gets. It only looks. */
import { crc16 } from './crc.ts';
import { FRAME, type Header, ZDLE, ZHEX } from './wire.ts';

/** ZDLE, `B`, and seven bytes in hex. */
const LENGTH = 16;

/** Of the next bytes: the first header with which `sz` or `rz` calls; null: none. */
export function createWatch(): (chunk: Uint8Array) => Header | null {
  /** A header that has begun. */
  let begun: readonly number[] = [];
  return (chunk) => {
    const before = begun;
    begun = [];
    // Most output has none.
    if (before.length === 0 && !chunk.includes(ZDLE)) return null;
    const bytes = before.length === 0 ? chunk : Uint8Array.from([...before, ...chunk]);
    for (let at = bytes.indexOf(ZDLE); at >= 0; at = bytes.indexOf(ZDLE, at + 1)) {
      const found = headerIn(bytes.subarray(at, at + LENGTH));
      if (found !== null) return found;
      if (at + LENGTH > bytes.length && isBeginning(bytes.subarray(at))) begun = [...bytes.subarray(at)];
      if (begun.length > 0) return null;
    }
    return null;
  };
}

const isBeginning = ([, kind = ZHEX, ...digits]: Uint8Array): boolean =>
  kind === ZHEX && digits.every((digit) => /[\da-f]/i.test(String.fromCharCode(digit)));

function headerIn(bytes: Uint8Array): Header | null {
  if (bytes.length < LENGTH || !isBeginning(bytes)) return null;
  const digits = String.fromCharCode(...bytes.subarray(2));
  const read = digits.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? [];
  const [type = -1, a = 0, b = 0, c = 0, d = 0] = read;
  if ((type !== FRAME.ZRQINIT && type !== FRAME.ZRINIT) || crc16(read) !== 0) return null;
  return { type, at: [a, b, c, d] };
}
