/** What the first piece of a file says of it, both ways. Pure. */
import { isPlainName } from '../../core/model/file-name.ts';

export interface Offer {
  /** One plain name, whatever folder the far side has named. */
  readonly name: string;
  /** Bytes; absent: the far side does not tell. */
  readonly size?: number;
}

/** `name\0size time mode ...`; null: it names nothing that can be kept. */
export function readOffer(data: Uint8Array): Offer | null {
  const end = data.indexOf(0);
  const text = new TextDecoder();
  const name =
    text
      .decode(end < 0 ? data : data.subarray(0, end))
      .split(/[/\\]/)
      .at(-1) ?? '';
  if (!isPlainName(name)) return null;
  const told = /^\d{1,15}/.exec(end < 0 ? '' : text.decode(data.subarray(end + 1)));
  return { name, ...(told !== null && { size: Number(told[0]) }) };
}

/** `left`: files and bytes still to come, this one counted. */
export function writeOffer(
  { name, size }: Required<Offer>,
  modified: number,
  left: { readonly files: number; readonly bytes: number },
): Uint8Array {
  const time = Math.floor(modified / 1000).toString(8);
  return new TextEncoder().encode(`${name}\0${size} ${time} 100644 0 ${left.files} ${left.bytes}\0`);
}
