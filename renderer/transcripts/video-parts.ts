/** Videos on their way to the core and back: in base64, in parts that stand for themselves. */

/** Bytes of a part; a multiple of three, as base64 groups them. */
const PART = 768 * 1024;

export async function partsOf(blob: Blob): Promise<readonly string[]> {
  const parts: Promise<string>[] = [];
  for (let at = 0; at < blob.size; at += PART) parts.push(encoded(blob.slice(at, at + PART)));
  return Promise.all(parts);
}

function encoded(blob: Blob): Promise<string> {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(blob);
  });
}

export const decoded = (part: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(part), (char) => char.charCodeAt(0));
