/** Pictures of the window as small PNG files: read from what Chromium takes, written with a palette. Source: PNG, 3rd edition. */
import { crc32, deflateSync, inflateSync } from 'node:zlib';

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** 0xRRGGBB, row by row. */
  readonly pixels: Uint32Array;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Colour types: bytes of a pixel of 8 bits a channel. */
const CHANNELS: Readonly<Record<number, number>> = { 2: 3, 3: 1, 6: 4 };

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

function* chunksOf(file: Buffer): Generator<Chunk> {
  for (let at = SIGNATURE.length; at < file.length; ) {
    const length = file.readUInt32BE(at);
    yield { type: file.toString('latin1', at + 4, at + 8), data: file.subarray(at + 8, at + 8 + length) };
    at += 12 + length;
  }
}

const at = (bytes: Uint8Array, index: number): number => bytes[index] ?? 0;

/** The predictor of filter 4. */
function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/** Takes the filter off each row, in place; a row begins with the number of its filter. */
function unfilter(bytes: Uint8Array, height: number, stride: number, step: number): void {
  for (let y = 0; y < height; y++) {
    const row = y * (stride + 1);
    const filter = at(bytes, row);
    for (let x = 1; x <= stride; x++) {
      const here = row + x;
      const left = x > step ? at(bytes, here - step) : 0;
      const up = y > 0 ? at(bytes, here - stride - 1) : 0;
      const corner = x > step && y > 0 ? at(bytes, here - stride - 1 - step) : 0;
      const guess = [0, left, up, (left + up) >> 1, filter === 4 ? paeth(left, up, corner) : 0][filter] ?? 0;
      bytes[here] = (at(bytes, here) + guess) & 255;
    }
  }
}

/** Of 8 bits a channel, not interlaced; what shines through is lost. */
export function readPng(file: Buffer): Picture {
  const chunks = [...chunksOf(file)];
  const data = (type: string): Buffer =>
    Buffer.concat(chunks.filter((chunk) => chunk.type === type).map((chunk) => chunk.data));
  const head = data('IHDR');
  const [width, height, step] = [head.readUInt32BE(0), head.readUInt32BE(4), CHANNELS[at(head, 9)]];
  if (step === undefined || at(head, 8) !== 8 || at(head, 12) !== 0)
    throw new Error('This PNG is of another kind.');
  const bytes = inflateSync(data('IDAT'));
  unfilter(bytes, height, width * step, step);
  const palette = data('PLTE');
  const pixels = new Uint32Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const from = y * (width * step + 1) + 1 + x * step;
      const [source, index] = step === 1 ? [palette, at(bytes, from) * 3] : [bytes, from];
      pixels[y * width + x] =
        (at(source, index) << 16) | (at(source, index + 1) << 8) | at(source, index + 2);
    }
  return { width, height, pixels };
}

/** Colours that stand for all there are, and the one of them that is nearest to any other. */
export interface Palette {
  readonly colours: readonly number[];
  indexOf(colour: number): number;
}

/** Squared; shades of one colour are nearer. */
const APART = 300;

/** The most frequent ones. First those that are unlike each other, so that a rare red does not come out grey. */
function chosen(counts: ReadonlyMap<number, number>, most: number): readonly number[] {
  const sorted = [...counts].sort(([, a], [, b]) => b - a).map(([colour]) => colour);
  const picked: number[] = [];
  for (const colour of sorted)
    if (picked.length < most && picked.every((other) => distance(colour, other) >= APART))
      picked.push(colour);
  const taken = new Set(picked);
  return [...picked, ...sorted.filter((colour) => !taken.has(colour))].slice(0, most);
}

export function paletteOf(pictures: readonly Picture[], most = 256): Palette {
  const counts = new Map<number, number>();
  for (const { pixels } of pictures)
    for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const colours = chosen(counts, most);
  const known = new Map(colours.map((colour, index) => [colour, index]));
  const nearest = (colour: number): number => {
    const distances = colours.map((other) => distance(colour, other));
    return distances.indexOf(Math.min(...distances));
  };
  return {
    colours,
    indexOf: (colour) => {
      const index = known.get(colour) ?? nearest(colour);
      known.set(colour, index);
      return index;
    },
  };
}

const distance = (a: number, b: number): number =>
  [16, 8, 0].reduce((sum, shift) => sum + (((a >> shift) & 255) - ((b >> shift) & 255)) ** 2, 0);

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

export const numbers = (...values: readonly number[]): Buffer => {
  const out = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => {
    out.writeUInt32BE(value, index * 4);
  });
  return out;
};

/** Rows of palette indices as they stand in a file: without a filter, which is best for flat colours. */
export function packRows(indices: Uint8Array, width: number): Buffer {
  const height = indices.length / width;
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y++)
    rows.set(indices.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  return deflateSync(rows, { level: 9, memLevel: 9 });
}

/** A file of chunks behind its head, all with one palette. */
export function pngFile(
  { width, height }: Pick<Picture, 'width' | 'height'>,
  palette: Palette,
  chunks: readonly (readonly [type: string, data: Uint8Array])[],
): Buffer {
  const head = Buffer.concat([numbers(width, height), Buffer.from([8, 3, 0, 0, 0])]);
  const colours = Buffer.from(
    palette.colours.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]),
  );
  const all = [
    ['IHDR', head] as const,
    ['PLTE', colours] as const,
    ...chunks,
    ['IEND', Buffer.alloc(0)] as const,
  ];
  return Buffer.concat([SIGNATURE, ...all.map(([type, data]) => chunk(type, data))]);
}

export function writePng(picture: Picture): Buffer {
  const palette = paletteOf([picture]);
  const indices = Uint8Array.from(picture.pixels, (colour) => palette.indexOf(colour));
  return pngFile(picture, palette, [['IDAT', packRows(indices, picture.width)]]);
}
