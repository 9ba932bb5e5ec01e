/**
 * Names of files are bytes; most are UTF-8, none needs to be. As text a byte that belongs to no character is a lone
 * surrogate (U+DC80 to U+DCFF, as Python does it), so that every name has one text and every such text is one name.
 */

/** The character that begins at `at`: its code and its length; null where the bytes are none (RFC 3629). */
function characterAt(bytes: Uint8Array, at: number): readonly [code: number, length: number] | null {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return [first, 1];
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4) return null;
  let code = first & (0xff >> (length + 1));
  for (let next = at + 1; next < at + length; next++) {
    const byte = bytes[next] ?? 0;
    if ((byte & 0xc0) !== 0x80) return null;
    code = code * 64 + (byte & 0x3f);
  }
  const least = length === 4 ? 0x10000 : length === 3 ? 0x800 : 0x80;
  const isHalf = code >= 0xd800 && code <= 0xdfff;
  return code < least || code > 0x10ffff || isHalf ? null : [code, length];
}

export function nameOf(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const [code, length] = characterAt(bytes, at) ?? [0xdc00 + (bytes[at] ?? 0), 1];
    text += String.fromCodePoint(code);
    at += length;
  }
  return text;
}

function encoded(code: number): readonly number[] {
  if (code < 0x80) return [code];
  if (code >= 0xdc80 && code <= 0xdcff) return [code - 0xdc00];
  const last = (shift: number): number => 0x80 | ((code >> shift) & 0x3f);
  if (code < 0x800) return [0xc0 | (code >> 6), last(0)];
  if (code < 0x10000) return [0xe0 | (code >> 12), last(6), last(0)];
  return [0xf0 | (code >> 18), last(12), last(6), last(0)];
}

export const bytesOf = (name: string): Uint8Array =>
  Uint8Array.from([...name].flatMap((character) => encoded(character.codePointAt(0) ?? 0)));

/** What may stand in a folder: no way out of it. */
export const isPlainName = (name: string): boolean =>
  name !== '' && name !== '.' && name !== '..' && !/[/\0]/.test(name);

export const under = (folder: string, name: string): string =>
  folder.endsWith('/') ? `${folder}${name}` : `${folder}/${name}`;

export const folderOf = (path: string): string => path.replace(/\/+[^/]*\/*$/, '') || '/';

export const lastOf = (path: string): string => /([^/]+)\/*$/.exec(path)?.[1] ?? '/';

/** For people: nothing in it moves the cursor, turns the writing round or is invisible. */
export const shownName = (name: string): string =>
  name
    .replace(/[\udc80-\udcff]/g, (lone, at: number) =>
      /[\ud800-\udbff]/.test(name[at - 1] ?? '') ? lone : `\\x${(lone.charCodeAt(0) - 0xdc00).toString(16)}`,
    )
    .replace(
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be shown
      /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
      (hidden) => `\\u${hidden.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
